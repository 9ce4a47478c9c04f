"""Give a ruled table the header that stands above its rules, or in one band without rules between its columns."""

from __future__ import annotations

from collections.abc import Sequence

from extract.tables.aligned.gutters import Gutter, pieces_of
from extract.tables.aligned.heads import head_cells
from extract.tables.aligned.rows import Laid
from extract.tables.cells import fill_cell
from extract.tables.looks import is_head, is_value
from extract.tables.phrases import Line, page_lines
from schemas.layout import Box, Cell, Grid, Page, Word, around

PAUSE = 1.6
"""A header line stands at most this many type sizes above the rules, or above the next header line."""
MOST_LINES = 6
HEADED = 0.5
"""The lines must stand over this share of the columns to be their header."""
WHOLE = 0.97
"""A band covers this share of the width of its table: beside it there is room for a rule only."""
LONGEST = 10
"""A phrase of more words than this is no header."""


def crowned(grid: Grid, page: Page, words: Sequence[Word]) -> Grid:
    """The grid with the header lines among the words above it; unchanged if it has a header, or none fit."""
    band = _band(grid)
    if band is not None and band.box is not None:
        inside = [w for w in page.words if band.box.holds(*w.box.middle)]
        opened = _headed(_below(grid, band.box.bottom), page, inside)
        return opened or grid
    first = [c for c in grid.cells if c.row == 0]
    return (_headed(grid, page, words) if _is_data(first) else None) or grid


def _band(grid: Grid) -> Cell | None:
    """The first row where it is a single cell over all columns: a header whose inner rules are not drawn, or a title."""
    first = next((c for c in grid.cells if c.row == 0), None)
    if first is None or first.box is None or grid.box is None or first.row_span == grid.rows:
        return None
    return first if first.box.width >= WHOLE * grid.box.width else None


def _below(grid: Grid, top: float) -> Grid:
    """The grid without its first row."""
    rest = tuple(c.model_copy(update={"row": c.row - 1}) for c in grid.cells if c.row)
    box = None if grid.box is None else grid.box._replace(top=top)
    return grid.model_copy(update={"box": box, "rows": grid.rows - 1, "cells": rest})


def _headed(grid: Grid, page: Page, words: Sequence[Word]) -> Grid | None:
    """The grid with the lines above it as its header; None if they name too few of its columns."""
    if grid.box is None or grid.columns < 3:
        return None
    gutters = _column_edges(grid)
    if len(gutters) != grid.columns - 1:
        return None
    lines = _above(grid.box, words)
    heads = [Laid(line, tuple(pieces_of(line, gutters))) for line in lines]
    columns = {c for laid in heads for p in laid.pieces for c in range(p.first, p.last + 1)}
    named = sum(is_head(p.phrase.text) for laid in heads for p in laid.pieces)
    if not heads or named < 2 or len(columns) < HEADED * grid.columns:
        return None
    return _with_header(grid, grid.box, heads, gutters, page)


def _is_data(row: Sequence[Cell]) -> bool:
    return any(is_value(c.text) and not is_head(c.text) for c in row if c.column and c.text)


def _column_edges(grid: Grid) -> list[Gutter]:
    """The inner column edges as gutters without width."""
    starts: dict[int, float] = {}
    for cell in grid.cells:
        if cell.box is not None and cell.column:
            starts.setdefault(cell.column, cell.box.x0)
    return [Gutter(x, x) for _, x in sorted(starts.items())]


def _above(box: Box, words: Sequence[Word]) -> list[Line]:
    """The lines that could be a header, from the top down; they stop at prose and at a wide gap."""
    near = [w for w in words if w.box.middle[1] < box.top and box.x0 - 2 <= w.box.middle[0] <= box.x1 + 2]
    found: list[Line] = []
    lower = box.top
    for line in reversed(page_lines(near)):
        if len(found) == MOST_LINES or lower - line.box.bottom > PAUSE * line.size:
            break
        if any(len(p.words) > LONGEST for p in line.phrases) or (
            len(line.phrases) == 1 and not _over_figures(line, box)
        ):
            break
        found.insert(0, line)
        lower = line.box.top
    return found


def _over_figures(line: Line, box: Box) -> bool:
    """Whether a single phrase stands to the right of where names stand: a title over columns, no heading."""
    return line.box.x0 > box.x0 + 0.2 * box.width


def _with_header(grid: Grid, box: Box, heads: Sequence[Laid], gutters: Sequence[Gutter], page: Page) -> Grid:
    extent = around([laid.line.box for laid in heads])
    whole = Box(box.x0, min(extent.top, box.top), box.x1, box.bottom)
    rows, cells = head_cells(heads, gutters, whole, [])
    edges = [box.x0, *(g.middle for g in gutters), box.x1]
    bounds = [whole.top]
    for n in range(1, rows):
        tops = [w.box.top for c in cells if c.row == n for w in c.words]
        bounds.append(min(tops, default=bounds[-1]))
    bounds.append(box.top)
    made = [
        fill_cell(
            Cell(
                row=c.row, column=c.first, row_span=c.row_span, column_span=c.last - c.first + 1,
                box=Box(edges[c.first], bounds[c.row], edges[c.last + 1], bounds[c.row + c.row_span]),
            ),
            c.words,
            page,
        )
        for c in cells
    ]  # fmt: skip
    covered = {(r, k) for c in cells for r in range(c.row, c.row + c.row_span) for k in range(c.first, c.last + 1)}
    made += [
        Cell(row=r, column=k, box=Box(edges[k], bounds[r], edges[k + 1], bounds[r + 1]))
        for r in range(rows)
        for k in range(grid.columns)
        if (r, k) not in covered
    ]
    body = [c.model_copy(update={"row": c.row + rows}) for c in grid.cells]
    return grid.model_copy(update={"box": whole, "rows": grid.rows + rows, "cells": (*made, *body)})
