"""Find the columns of an unruled table by where its cells stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extract.tables.printed.chunks import Chunk, Row, beside, over
from schemas.layout import Box, around

FEWEST = 2
"""A column that a wide cell may be merged over is filled in so many rows."""


NO_ROOM = 1.5
"""Between two names less than so many usual steps apart there is no room for another column."""


class Column(NamedTuple):
    """The cells that stand over each other, and how far they reach."""

    x0: float
    x1: float
    filled: int

    def under(self, box: Box) -> bool:
        """Whether a box stands over or under the column."""
        return over(Box(self.x0, box.top, self.x1, box.bottom), box)


def columns_of(body: Sequence[Row], heads: Sequence[Row]) -> list[Column]:
    """The columns, left to right: from the cells of the body, and from headers that stand over no cell."""
    columns: list[Column] = []
    for chunk in sorted((c for row in body if len(row) > 1 for c in row), key=lambda c: c.box.width):
        hits = [c for c in columns if c.under(chunk.box)]
        if len(hits) > 1 and all(c.filled >= FEWEST for c in hits):
            continue
        columns = [c for c in columns if c not in hits]
        columns.append(
            Column(
                min([chunk.box.x0, *(c.x0 for c in hits)]),
                max([chunk.box.x1, *(c.x1 for c in hits)]),
                1 + sum(c.filled for c in hits),
            )
        )
    columns.sort()
    names = [c for row in heads if len(row) > 1 for c in row]
    return _with_blanks(_one_to_a_name(columns, names, body), names)


def _one_to_a_name(columns: Sequence[Column], names: Sequence[Chunk], body: Sequence[Row]) -> list[Column]:
    """Neighbours that are never filled in one row and have one header between them are one column: "-" and figures."""
    result: list[Column] = []
    for column in columns:
        if result and names:
            both = Column(result[-1].x0, column.x1, result[-1].filled + column.filled)
            left, right = ([c for row in body for c in row if k.under(c.box)] for k in (result[-1], column))
            once = not any(beside(a.box, b.box) for a in left for b in right) and (
                all(c.value for c in left) or all(c.value for c in right)
            )
            headed = [n for n in names if both.under(n.box)]
            if once and len(_lowest(headed)) <= 1:
                result[-1] = both
                continue
        result.append(column)
    return result


def _lowest(names: Sequence[Chunk]) -> list[Chunk]:
    """Without the names that stand above another one."""
    return [n for n in names if not any(over(n.box, m.box) and m.box.top > n.box.top for m in names)]


def _between(name: Chunk, lowest: Sequence[Chunk]) -> bool:
    """Whether a name stands over the white between two lower ones that have no room for a column: it is a title."""
    below = sorted(n.box.middle[0] for n in lowest if n.box.top >= name.box.bottom - 0.5)
    steps = [b - a for a, b in pairwise(below)]
    here = [b - a for a, b in pairwise(below) if a < name.box.middle[0] < b]
    return bool(here) and here[0] < NO_ROOM * median(steps)


def _with_blanks(columns: list[Column], names: Sequence[Chunk]) -> list[Column]:
    """A name that stands over no cell belongs to the column beside it that has none, else to a blank column."""
    lowest = _lowest(names)
    result = list(columns)
    for name in lowest:
        if any(c.under(name.box) for c in result) or _between(name, lowest):
            continue
        left = max((c for c in result if c.x1 <= name.box.x0 + 0.5), default=None)
        right = min((c for c in result if c.x0 >= name.box.x1 - 0.5), default=None)
        free = [c for c in (left, right) if c is not None and not any(c.under(n.box) for n in lowest)]
        if free:
            near = min(free, key=lambda c: max(c.x0 - name.box.x1, name.box.x0 - c.x1))
            result.remove(near)
            result.append(Column(min(near.x0, name.box.x0), max(near.x1, name.box.x1), near.filled))
        else:
            result.append(Column(name.box.x0, name.box.x1, 0))
        result.sort()
    return result


def edges_of(columns: Sequence[Column], names: Sequence[Chunk], box: Box) -> list[float]:
    """The edges between the columns: in the middle of the white that cells and names leave."""
    wide = []
    for n, column in enumerate(columns):
        own = [c.box for c in names if [k for k, other in enumerate(columns) if other.under(c.box)] == [n]]
        wide.append(around([Box(column.x0, 0, column.x1, 0), *own]))
    inner = [
        (a.x1 + b.x0) / 2 if a.x1 <= b.x0 else (columns[n].x1 + columns[n + 1].x0) / 2
        for n, (a, b) in enumerate(pairwise(wide))
    ]
    return [box.x0, *inner, box.x1]


def place_of(chunk: Chunk, columns: Sequence[Column], edges: Sequence[float]) -> tuple[int, int]:
    """The first and the last column of a cell."""
    hits = [n for n, c in enumerate(columns) if c.under(chunk.box)]
    if hits:
        return hits[0], hits[-1]
    x = chunk.box.middle[0]
    n = sum(1 for edge in edges[1:-1] if edge <= x)
    return n, n
