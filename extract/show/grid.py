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

NARROWEST = 14
"""A column with longer texts than that should be at least so wide (characters)."""
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
        screen.print(_drawn(grid) if _fits(grid, screen.width) else _listed(grid))
    screen.print(f"\n{counted(len(grids), 'table')} in {where}." if grids else f"No table in {where}.", markup=False)


def _fits(grid: Grid, width: int) -> bool:
    """Whether every column has room for its longest word, and one with long texts for a bit of a line."""
    needed = [0] * grid.columns
    for cell in grid.cells:
        if cell.column_span == 1:
            longest = max((len(word) for word in cell.text.split()), default=0)
            room = max(longest, min(len(cell.text), NARROWEST))
            needed[cell.column] = max(needed[cell.column], room)
    return sum(needed) + 3 * grid.columns + 1 <= width


def _listed(grid: Grid) -> Table:
    """A grid that is too wide for the screen: each row as a paragraph, with bars between its cells."""
    table = Table(box=box.SIMPLE, show_header=False, padding=(0, 1), show_edge=False)
    table.add_column(justify="right", style="dim")
    table.add_column()
    for r in range(grid.rows):
        line = Text()
        for cell in sorted((cell for cell in grid.cells if cell.row == r), key=lambda cell: cell.column):
            span = f" (to {cell.column + cell.column_span - 1})" if cell.column_span > 1 else ""
            line.append(f"{cell.column}{span} ", "dim cyan")
            line.append(f"{cell.text or '–'}  ", "bold" if cell.bold else "")
        table.add_row(f"row {r}", line)
    return table


def _drawn(grid: Grid) -> Table:
    """The cells as they lie; where one is merged, the places that it covers beside its first are blank."""
    table = Table(box=box.ROUNDED, show_header=False, show_lines=True, padding=(0, 1))
    for _ in range(grid.columns):
        table.add_column(overflow="fold")
    texts = {(cell.row, cell.column): cell for cell in grid.cells}
    covered = {
        (r, c): cell
        for cell in grid.cells
        for r in range(cell.row, cell.row + cell.row_span)
        for c in range(cell.column, cell.column + cell.column_span)
        if (r, c) != (cell.row, cell.column)
    }
    for r in range(grid.rows):
        row = []
        for c in range(grid.columns):
            if (r, c) in texts:
                row.append(Text(texts[r, c].text, style="bold" if texts[r, c].bold else ""))
            else:
                row.append(Text("·" if (r, c) in covered else "", style="dim"))
        table.add_row(*row)
    return table


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
