"""Lay out the header of a table of printed cells: which columns a title heads, and how far down a name reaches."""

from __future__ import annotations

from collections.abc import Sequence

from extract.tables.chunks import Chunk, Row
from extract.tables.columns import Column, place_of
from extract.tables.spots import Spot, single
from schemas.layout import Box, around

SET_LEFT = 1.5
"""A title begins within this distance (points) of its first column where it is set left."""
CENTRED = 1
"""Its middle is within this distance (points) of theirs where it is set in the middle."""


def head_spots(
    heads: Sequence[Row], tall: Sequence[Chunk], columns: Sequence[Column], edges: Sequence[float]
) -> tuple[int, list[Spot]]:
    """How many rows the header has, and its cells.

    A name with another cell below it is a title, over its column and those beside it that have a cell of the same row
    below; a name alone in its column reaches down through the header.  The lowest titles are laid out first, since a
    title above them reaches as far as they do.
    """
    if not heads and not tall:
        return 0, []
    placed = [(n, c, place_of(c, columns, edges)) for n, row in enumerate(heads) for c in row]
    titles: list[tuple[int, Chunk, tuple[int, int]]] = []
    names: list[tuple[int, Chunk, tuple[int, int]]] = []
    for k in sorted(range(len(placed)), key=lambda k: (-placed[k][0], k)):
        n, chunk, (a, b) = placed[k]
        children = [m for m, _, (c, d) in placed if m > n and c <= b and a <= d]
        if children:
            lowest = max((d + 1 for m, _, (_, d) in titles if m == n), default=0)
            placed[k] = (n, chunk, _title(placed, n, chunk, (a, b), min(children), lowest, columns, edges))
            titles.append(placed[k])
        else:
            names.append(placed[k])
    levels = sorted({n for n, _, _ in titles})
    count = len(levels) + 1
    spots = [Spot(levels.index(n), levels.index(n), a, b, chunk.words) for n, chunk, (a, b) in titles]
    for n, chunk, (a, b) in names:
        over = [levels.index(m) for m, _, (c, d) in titles if m < n and c <= b and a <= d]
        spots.append(Spot(max(over, default=-1) + 1, count - 1, a, b, chunk.words))
    for chunk in tall:
        a, b = place_of(chunk, columns, edges)
        spots.append(Spot(0, count - 1, a, b, chunk.words))
    return count, single(spots)


Placed = Sequence[tuple[int, Chunk, tuple[int, int]]]


def _title(
    placed: Placed, n: int, chunk: Chunk, place: tuple[int, int], level: int, lowest: int, columns: Sequence[Column],
    edges: Sequence[float],
) -> tuple[int, int]:  # fmt: skip
    """The columns that a title heads: set left, those up to the next title; set in the middle, those around it."""
    a, b = place
    beside = sorted(p for m, _, p in placed if m == n)
    highest = min((c for c, _ in beside if c > b), default=len(columns)) - 1
    lowest = max(lowest, max((d for _, d in beside if d < a), default=-1) + 1)
    under = {c for m, _, (c, d) in placed if m == level for c in range(c, d + 1)}
    left = min([columns[a].x0, *(c.box.x0 for m, c, (k, _) in placed if m > n and k == a)])
    right = b
    while right + 1 <= highest and right + 1 in under:
        right += 1
    first = a
    while first - 1 >= lowest and first - 1 in under:
        first -= 1
    x = chunk.box.middle[0]
    below = [(p, k.box) for m, k, p in placed if m == level]
    fits = [
        (round(min(abs(middle - x) for middle in _middles(c, d, columns, edges, below))), c - d, c, d)
        for c in range(first, a + 1)
        for d in range(b, right + 1)
    ]
    off, _, c, d = min(fits)
    set_left = abs(chunk.box.x0 - left) <= SET_LEFT
    return (a, right) if set_left and (off > CENTRED or c == d) else (c, d)


def _middles(
    first: int, last: int, columns: Sequence[Column], edges: Sequence[float],
    names: Sequence[tuple[tuple[int, int], Box]],
) -> list[float]:  # fmt: skip
    """Where a title over these columns may have its middle: theirs, that of their cells, that of their names."""
    own = [box for (a, b), box in names if first <= a and b <= last]
    return [
        (edges[first] + edges[last + 1]) / 2,
        (columns[first].x0 + columns[last].x1) / 2,
        *([around(own).middle[0]] if own else []),
    ]
