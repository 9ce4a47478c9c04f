"""Lay out the header of a table whose cells are printed one by one: names of columns, and titles above them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.tables.chunks import Chunk, beside
from extract.tables.columns import Column, place_of
from extract.tables.spots import Spot, single
from schemas.layout import Box, around

SET_LEFT = 1.5
"""A title begins within this distance (points) of its first column where it is set left."""
CENTRED = 1
"""Its middle is within this distance (points) of theirs where it is set in the middle."""


class Placed(NamedTuple):
    """A cell of the header and its columns."""

    chunk: Chunk
    first: int
    last: int

    def meets(self, other: Placed) -> bool:
        """Whether both stand in one column."""
        return self.first <= other.last and other.first <= self.last


def head_spots(names: Sequence[Chunk], columns: Sequence[Column], edges: Sequence[float]) -> tuple[int, list[Spot]]:
    """How many rows the header has, and its cells.

    What has another cell below it is a title, over its column and those beside it that have a cell of the same row
    below; a name alone in its column reaches down through the header.
    """
    placed: list[Placed] = []
    for chunk in sorted(names, key=lambda c: (-c.box.top, c.box.x0)):
        placed.append(_widened(Placed(chunk, *place_of(chunk, columns, edges)), placed, names, columns, edges))
    levels = [0] * len(placed)
    for n in reversed(range(len(placed))):
        above = [levels[m] for m in range(n + 1, len(placed)) if _is_below(placed[n], placed[m])]
        levels[n] = max(above, default=-1) + 1
    count = max(levels, default=-1) + 1
    spots = []
    for n, (one, level) in enumerate(zip(placed, levels, strict=True)):
        below = [levels[m] for m in range(n) if _is_below(placed[m], one)]
        spots.append(Spot(level, min(below, default=count) - 1, one.first, one.last, one.chunk.words))
    return count, single(spots)


def _is_below(lower: Placed, upper: Placed) -> bool:
    return lower.meets(upper) and lower.chunk.box.top > upper.chunk.box.middle[1]


def _widened(
    title: Placed, below: Sequence[Placed], names: Sequence[Chunk], columns: Sequence[Column], edges: Sequence[float]
) -> Placed:
    """A title with all columns that it heads: set left, those up to the next title; set in the middle, those around it;
    a name as it is."""
    under = [p for p in below if _is_below(p, title)]
    if not under:
        return title
    nearest = min(under, key=lambda p: p.chunk.box.top)
    level = [p for p in below if beside(p.chunk.box, nearest.chunk.box) and p.chunk.box.top > title.chunk.box.middle[1]]
    heading = [p for p in level if any(_is_below(q, p) for q in below)]
    if any(p in heading for p in level if p.meets(title)):
        level = heading
    taken = [place_of(c, columns, edges) for c in names if c is not title.chunk and beside(c.box, title.chunk.box)]
    highest = min((c for c, _ in taken if c > title.last), default=len(columns)) - 1
    lowest = max(
        [d for _, d in taken if d < title.first] + [p.last for p in below if _left_beside(p, title)], default=-1
    )
    free = {c for p in level for c in range(p.first, p.last + 1)}
    right, left = title.last, title.first
    while right + 1 <= highest and right + 1 in free:
        right += 1
    while left - 1 > lowest and left - 1 in free:
        left -= 1
    first, last = _heads(title, (left, right), level, columns, edges)
    return title._replace(first=first, last=last)


def _left_beside(other: Placed, title: Placed) -> bool:
    return other.last < title.first and beside(other.chunk.box, title.chunk.box)


def _heads(
    title: Placed, widest: tuple[int, int], level: Sequence[Placed], columns: Sequence[Column], edges: Sequence[float]
) -> tuple[int, int]:
    """Of the columns that a title may head those that it stands over."""
    a, b, x = title.first, title.last, title.chunk.box.middle[0]
    fits = [
        (round(min(abs(middle - x) for middle in _middles(c, d, columns, edges, level))), c - d, c, d)
        for c in range(widest[0], a + 1)
        for d in range(b, widest[1] + 1)
    ]
    off, _, c, d = min(fits)
    starts = min([columns[a].x0, *(p.chunk.box.x0 for p in level if p.first == a)])
    set_left = abs(title.chunk.box.x0 - starts) <= SET_LEFT
    return (a, widest[1]) if set_left and (off > CENTRED or c == d) else (c, d)


def _middles(
    first: int, last: int, columns: Sequence[Column], edges: Sequence[float], level: Sequence[Placed]
) -> list[float]:
    """Where a title over these columns may have its middle: theirs, that of their cells, that of their names."""
    own: list[Box] = [p.chunk.box for p in level if first <= p.first and p.last <= last]
    return [
        (edges[first] + edges[last + 1]) / 2,
        (columns[first].x0 + columns[last].x1) / 2,
        *([around(own).middle[0]] if own else []),
    ]
