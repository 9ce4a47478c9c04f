"""A grid as plain data, and as a table in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from extract.show.console import console
from extract.show.words import counted
from schemas.layout import Box, Cell, Grid

NARROWEST = 8
"""A column with longer texts than that should be at least so wide (characters)."""
BORDER = 3
"""What a column takes beside its text: a line and two blanks."""
PLACES = 2
"""Decimals of a point: finer than any printer."""


def as_plain(grid: Grid) -> dict[str, Any]:
    """The grid as the contract of `outturn tables --json` writes it."""
    return {
        "page": grid.page,
        "bbox": _corners(grid.box),
        "rows": grid.rows,
        "columns": grid.columns,
        "cells": [_cell(cell) for cell in sorted(grid.cells, key=lambda c: (c.row, c.column))],
    }


def show_grids(grids: Sequence[Grid], where: str) -> None:
    """Every grid with its page and size."""
    screen = console()
    for number, grid in enumerate(grids, 1):
        page = f"page {grid.page}" if grid.page is not None else "text"
        screen.print(Text(f"\nTable {number}, {page}: {grid.rows} rows, {grid.columns} columns", style="bold"))
        screen.print(_drawn(grid, screen.width))
    screen.print(f"\n{counted(len(grids), 'table')} in {where}." if grids else f"No table in {where}.", markup=False)


def _widths(grid: Grid) -> list[int]:
    """The least width of each column: its longest word, and for longer texts a bit of a line."""
    needed = [1] * grid.columns
    for cell in grid.cells:
        if cell.column_span == 1:
            longest = max((len(word) for word in cell.text.split()), default=0)
            needed[cell.column] = max(needed[cell.column], longest, min(len(cell.text), NARROWEST))
    return needed


def _drawn(grid: Grid, width: int) -> Table:
    """The cells as they lie, or row by row where the screen is too narrow for that.

    The places that a merged cell covers beside its first have a dot.
    """
    widths = _widths(grid)
    rows = [[_place(grid, r, c) for c in range(grid.columns)] for r in range(grid.rows)]
    spare = width - sum(widths) - BORDER * grid.columns - 1
    if spare < 0:
        return _row_by_row(rows)
    longest = [max((len(row[c]) for row in rows), default=0) for c in range(grid.columns)]
    for column in sorted(range(grid.columns), key=lambda c: -longest[c]):
        more = min(spare, max(0, longest[column] - widths[column]))
        widths[column] += more
        spare -= more
    table = Table(box=box.ROUNDED, show_header=False, show_lines=True, padding=(0, 1))
    for characters in widths:
        table.add_column(overflow="fold", width=characters)
    for row in rows:
        table.add_row(*row)
    return table


def _row_by_row(rows: Sequence[Sequence[Text]]) -> Table:
    """Each row as a paragraph, with bars between its cells."""
    table = Table(box=box.SIMPLE, show_header=False, padding=(0, 1), show_edge=False)
    table.add_column(justify="right", style="dim")
    table.add_column()
    for number, row in enumerate(rows):
        table.add_row(str(number), Text(" │ ", style="dim").join(row))
    return table


def _place(grid: Grid, row: int, column: int) -> Text:
    """What stands at a place."""
    for cell in grid.cells:
        if cell.row <= row < cell.row + cell.row_span and cell.column <= column < cell.column + cell.column_span:
            own = (cell.row, cell.column) == (row, column)
            return Text(cell.text, style="bold" if cell.bold else "") if own else Text("·", style="dim")
    return Text("")


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "row": cell.row,
        "column": cell.column,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "bbox": _corners(cell.box),
        "text": cell.text,
    }


def _corners(place: Box | None) -> list[float] | None:
    return [round(float(edge), PLACES) for edge in place] if place else None
