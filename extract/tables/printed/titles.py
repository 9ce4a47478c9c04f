"""Lay out the header of a table whose cells are printed one by one: names of columns, and titles above them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from extract.tables.printed.chunks import Chunk, beside
from extract.tables.printed.columns import Column, place_of
from extract.tables.printed.spots import Spot, single
from schemas.layout import Box, around

SET_LEFT = 1.5
"""A title begins within this distance (points) of its first column where it is set left."""
CENTRED = 1
"""Its middle is within this distance (points) of theirs where it is set in the middle."""


IN_DOUBT = (
    "the title above it may stand over fewer columns: it begins with the first of them, and is in the middle of some"
)
Style = Literal["left", "middle"]


class Placed(NamedTuple):
    """A cell of the header and its columns."""

    chunk: Chunk
    first: int
    last: int
    doubt: str = ""

    def meets(self, other: Placed) -> bool:
        """Whether both stand in one column."""
        return self.first <= other.last and other.first <= self.last


def head_spots(names: Sequence[Chunk], columns: Sequence[Column], edges: Sequence[float]) -> tuple[int, list[Spot]]:
    """How many rows the header has, and its cells.

    What has another cell below it is a title, over its column and those beside it that have a cell of the same row
    below; a name alone in its column reaches down through the header.
    """
    placed = _placed(names, columns, edges, None)
    placed = _placed(names, columns, edges, _set(placed, columns))
    levels = [0] * len(placed)
    for n in reversed(range(len(placed))):
        above = [levels[m] for m in range(n + 1, len(placed)) if _is_below(placed[n], placed[m])]
        levels[n] = max(above, default=-1) + 1
    count = max(levels, default=-1) + 1
    spots = []
    for n, (one, level) in enumerate(zip(placed, levels, strict=True)):
        below = [levels[m] for m in range(n) if _is_below(placed[m], one)]
        spots.append(Spot(level, min(below, default=count) - 1, one.first, one.last, one.chunk.words, one.doubt))
    return count, single(spots)


def _placed(
    names: Sequence[Chunk], columns: Sequence[Column], edges: Sequence[float], style: Style | None
) -> list[Placed]:
    """The cells from the lowest up, since a title reaches as far as what stands below it."""
    placed: list[Placed] = []
    for chunk in sorted(names, key=lambda c: (-c.box.top, c.box.x0)):
        placed.append(_widened(Placed(chunk, *place_of(chunk, columns, edges)), placed, names, columns, edges, style))
    return placed


def _set(placed: Sequence[Placed], columns: Sequence[Column]) -> Style | None:
    """Whether the names below titles stand at the left of their columns or in the middle, if they agree."""
    told: set[Style] = set()
    for n, one in enumerate(placed):
        box, column = one.chunk.box, columns[one.first]
        if one.first != one.last or not any(_is_below(one, upper) for upper in placed[n + 1 :]):
            continue
        left = abs(box.x0 - column.x0) <= SET_LEFT
        middle = abs(box.middle[0] - (column.x0 + column.x1) / 2) <= SET_LEFT
        if left != middle:
            told.add("left" if left else "middle")
    return told.pop() if len(told) == 1 else None


def _is_below(lower: Placed, upper: Placed) -> bool:
    return lower.meets(upper) and lower.chunk.box.top > upper.chunk.box.middle[1]


def _widened(
    title: Placed, below: Sequence[Placed], names: Sequence[Chunk], columns: Sequence[Column], edges: Sequence[float],
    style: Style | None,
) -> Placed:  # fmt: skip
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
    first, last, doubt = _heads(title, (left, right), level, columns, edges, style)
    return title._replace(first=first, last=last, doubt=doubt)


def _left_beside(other: Placed, title: Placed) -> bool:
    return other.last < title.first and beside(other.chunk.box, title.chunk.box)


def _heads(
    title: Placed, widest: tuple[int, int], level: Sequence[Placed], columns: Sequence[Column], edges: Sequence[float],
    style: Style | None,
) -> tuple[int, int, str]:  # fmt: skip
    """Of the columns that a title may head those that it stands over; and what is in doubt about them."""
    a, b, x = title.first, title.last, title.chunk.box.middle[0]
    fits = [
        (round(min(abs(middle - x) for middle in _middles(c, d, columns, edges, level))), c - d, c, d)
        for c in range(widest[0], a + 1)
        for d in range(b, widest[1] + 1)
    ]
    near = min(fits)[0] + CENTRED
    _, off, c, d = min((width, off, c, d) for off, width, c, d in fits if off <= near)
    starts = min([columns[a].x0, *(p.chunk.box.x0 for p in level if p.first == a)])
    if abs(title.chunk.box.x0 - starts) > SET_LEFT or style == "middle":
        return c, d, ""
    if style == "left" or off > CENTRED or c == d or (c, d) == (a, widest[1]):
        return a, widest[1], ""
    return a, widest[1], IN_DOUBT


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
