"""Lay a table that goes on over a page without its header in the columns of the page before.

Where no rules show the columns, those of the second page are found from fewer rows and without the header: a blank one
is missed, and every edge lies elsewhere in the white.  The print of both pages stands in the same places.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.tables.join import ends_its_page, has_header, heads_rows, opens_its_page
from extract.tables.looks import is_period, is_value
from schemas.layout import Block, Box, Cell, Grid, Leaf

FEWEST = 3
"""Fewer columns are not enough to say that they are the same."""
MOSTLY = 0.6
"""A column of figures has so many; one with so few others has none: see `_alike`."""
STRAY = 1.0
"""Print may reach this far (points) over the edge of a column without standing in it."""


class Reach(NamedTuple):
    """How far the print of a column reaches from left to right, and the share of its cells that are figures."""

    x0: float
    x1: float
    figures: float | None


Columns = list[Reach | None]


class Opened(NamedTuple):
    """A grid that may go on, its page, and its columns on all pages so far."""

    leaf: Leaf
    grid: Grid
    columns: Columns


def relaid(leaves: Sequence[Leaf]) -> list[Leaf]:
    """The leaves, each grid that goes on without a header with the columns of the grid that it goes on from."""
    result: list[Leaf] = []
    last: Opened | None = None
    for page in leaves:
        leaf = page
        for element in page.elements:
            if not isinstance(element, Grid):
                continue
            places = _places(last, element) if last is not None and _goes_on(last, leaf, element) else None
            if last is None or places is None:
                last = Opened(leaf, element, _columns(element))
                continue
            moved = _in_columns(element, places, last.grid)
            columns = [_both(a, b) for a, b in zip(last.columns, _columns(moved), strict=True)]
            leaf, grid = _with(leaf, element, moved)
            last = Opened(leaf, grid, columns)
        result.append(leaf)
    return result


def _goes_on(above: Opened, leaf: Leaf, grid: Grid) -> bool:
    before = above.leaf.number
    if before is None or leaf.number != before + 1 or has_header(grid):
        return False
    return ends_its_page(above.leaf, above.grid) and opens_its_page(leaf, grid)


def _with(leaf: Leaf, element: Grid, grid: Grid) -> tuple[Leaf, Grid]:
    """The leaf with a grid in the place of another, and the heading of its next group of rows as the first row of it."""
    number = next(n for n, e in enumerate(leaf.elements) if e is element)
    lead = leaf.elements[number - 1] if number else None
    if isinstance(lead, Block) and heads_rows(lead, element):
        grid, number = _headed(grid, lead), number - 1
        leaf = leaf.model_copy(update={"elements": tuple(e for e in leaf.elements if e is not lead)})
    elements = (*leaf.elements[:number], grid, *leaf.elements[number + 1 :])
    return leaf.model_copy(update={"elements": elements}), grid


def _headed(grid: Grid, lead: Block) -> Grid:
    """The grid with a heading as its first row."""
    if grid.box is None or lead.box is None:
        return grid
    band = Cell(
        row=0, column=0, column_span=grid.columns, box=lead.box, print_box=lead.box, text=lead.text,
        paragraphs=(lead.text,), bold=lead.bold, marks=lead.marks, doubts=lead.doubts,
    )  # fmt: skip
    return grid.model_copy(
        update={
            "rows": grid.rows + 1,
            "cells": (band, *(c.model_copy(update={"row": c.row + 1}) for c in grid.cells)),
            "box": grid.box._replace(top=lead.box.top),
        }
    )


def _columns(grid: Grid) -> Columns:
    cells: list[list[Cell]] = [[] for _ in range(grid.columns)]
    for cell in grid.cells:
        if cell.column_span == 1 and cell.print_box is not None:
            cells[cell.column].append(cell)
    return [_reach(found) if found else None for found in cells]


def _reach(cells: Sequence[Cell]) -> Reach:
    boxes = [c.print_box for c in cells if c.print_box is not None]
    body = [is_value(c.text) or not c.text for c in cells if not is_period(c.text)]
    return Reach(min(b.x0 for b in boxes), max(b.x1 for b in boxes), sum(body) / len(body) if body else None)


def _both(a: Reach | None, b: Reach | None) -> Reach | None:
    if a is None or b is None:
        return a or b
    return Reach(min(a.x0, b.x0), max(a.x1, b.x1), a.figures)


def _places(above: Opened, grid: Grid) -> list[int | None] | None:
    """For each column of a grid the one above it; None for blank ones, and None for all if they do not agree."""
    if above.grid.engine == grid.engine == "ruled" and above.grid.same_columns(grid):
        return list(range(grid.columns))
    columns = above.columns
    places: list[int | None] = []
    last = -1
    for own in _columns(grid):
        if own is None:
            places.append(None)
            continue
        over = [
            n for n, c in enumerate(columns) if c is not None and _shared(own, c) >= min(STRAY, own.x1 - own.x0) / 2
        ]
        if len(over) != 1 or over[0] <= last or not _alike(own, columns[over[0]]):
            return None
        last = over[0]
        places.append(last)
    return places if sum(p is not None for p in places) >= FEWEST else None


def _shared(a: Reach, b: Reach) -> float:
    return min(a.x1, b.x1) - max(a.x0, b.x0)


def _alike(a: Reach, b: Reach | None) -> bool:
    """Whether not one of them holds figures and the other words."""
    if b is None or a.figures is None or b.figures is None:
        return True
    low, high = sorted((a.figures, b.figures))
    return not (low == 0 and high >= MOSTLY)


def _in_columns(grid: Grid, places: Sequence[int | None], above: Grid) -> Grid:
    """The grid with its cells moved to their columns, and blank cells where it has none."""
    cells = []
    for cell in grid.cells:
        here = [p for p in places[cell.column : cell.column + cell.column_span] if p is not None]
        if not here:
            continue
        reaches_over = cell.column + cell.column_span == grid.columns and cell.column_span > 1
        last = above.columns - 1 if reaches_over else here[-1]
        cells.append(cell.model_copy(update={"column": here[0], "column_span": last - here[0] + 1}))
    covered = {
        (r, c)
        for cell in cells
        for r in range(cell.row, cell.row + cell.row_span)
        for c in range(cell.column, cell.column + cell.column_span)
    }
    blanks = [
        _blank(grid, r, c, above) for r in range(grid.rows) for c in range(above.columns) if (r, c) not in covered
    ]
    box = grid.box
    if box is not None and above.box is not None:
        box = box._replace(x0=above.box.x0, x1=above.box.x1)
    return grid.model_copy(
        update={
            "box": box,
            "columns": above.columns,
            "cells": tuple(sorted((*cells, *blanks), key=lambda c: (c.row, c.column))),
        }
    )


def _blank(grid: Grid, row: int, column: int, above: Grid) -> Cell:
    """A blank cell, at the height of its row and where its column stands above."""
    rows = [c.box for c in grid.cells if c.box is not None and c.row == row and c.row_span == 1]
    columns = [c.box for c in above.cells if c.box is not None and c.column == column and c.column_span == 1]
    if not rows or not columns:
        return Cell(row=row, column=column)
    return Cell(row=row, column=column, box=Box(columns[0].x0, rows[0].top, columns[0].x1, rows[0].bottom))
