"""Make out the cells that the lines of a picture enclose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pdfplumber.table import edges_to_intersections, intersections_to_cells, merge_edges

from extract.read.picture import Line
from schemas.layout import Box, around

MEET = 3.0
"""Points between two lines that are one, or that meet."""
THINNEST = 4.0
"""Points; a thinner cell is the space between the two lines of a double rule."""


class Lattice(NamedTuple):
    """Cells that hang together."""

    box: Box
    cells: tuple[Box, ...]


def lattices_of(lines: Sequence[Line], scale: float) -> list[Lattice]:
    """The ruled areas of a picture, in pixels."""
    meet = MEET * scale
    edges = merge_edges([_edge(line) for line in lines], meet, meet, meet, meet)
    boxes = [Box(*cell) for cell in intersections_to_cells(edges_to_intersections(edges, meet, meet))]
    cells = [box for box in boxes if min(box.width, box.height) >= THINNEST * scale]
    return [Lattice(around(group), tuple(group)) for group in _touching(cells)]


def _edge(line: Line) -> dict[str, Any]:
    x0, x1 = (line.start, line.end) if line.flat else (line.at, line.at)
    top, bottom = (line.at, line.at) if line.flat else (line.start, line.end)
    return {
        "object_type": "line", "orientation": "h" if line.flat else "v", "x0": x0, "x1": x1, "top": top,
        "bottom": bottom, "width": x1 - x0, "height": bottom - top, "doctop": top,
    }  # fmt: skip


def _touching(cells: Sequence[Box]) -> Iterator[list[Box]]:
    left = list(cells)
    while left:
        group, queue = [], [left.pop()]
        while queue:
            cell = queue.pop()
            group.append(cell)
            near = [c for c in left if _adjacent(cell, c)]
            left = [c for c in left if c not in near]
            queue += near
        yield group


def _adjacent(a: Box, b: Box) -> bool:
    return a.x0 - 1 <= b.x1 and b.x0 - 1 <= a.x1 and a.top - 1 <= b.bottom and b.top - 1 <= a.bottom
