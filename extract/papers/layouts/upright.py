"""Turn tables whose indicators stand along the top, or above their figures, the usual way round."""

from __future__ import annotations

from collections.abc import Sequence

from extract.papers.columns import FIGURES, Header, cell_map, role_of
from extract.papers.layouts.parted import parted
from extract.papers.layouts.textgrid import Straight, banded, rejoined, straightened
from extract.papers.vocabulary import Vocabulary
from extract.read import without_marks
from extract.values import read_cell, read_period
from schemas.layout import Cell, Grid


def laid_out(grid: Grid, vocabulary: Vocabulary) -> Straight:
    """The table as it was meant: a text's columns put straight, a row for each indicator, its name beside its figures."""
    if grid.engine == "text":
        straight = straightened(grid, vocabulary)
        straight = straight._replace(grid=banded(straight.grid))
    else:
        straight = Straight(rejoined(grid), None)
    return straight._replace(grid=beside(upright(parted(straight.grid, vocabulary), vocabulary), vocabulary))


LONGEST_PERIOD = 3
"""Words of a header that says no more than a quarter or a half: "Q1 to date"."""


def upright(grid: Grid, vocabulary: Vocabulary) -> Grid:
    """The table with a row for each indicator; unchanged where its first column is no list of periods and targets."""
    cells = cell_map(grid)
    first = _first_period(grid, cells)
    if first is None or grid.columns < 2:
        return grid
    side = [cells.get((r, 0)) for r in range(first, grid.rows)]
    top = [cells.get((first - 1, c)) for c in range(1, grid.columns)]
    if not all(cell is not None and _says_when_or_what(cell.text, vocabulary) for cell in side):
        return grid
    if any(cell is None or not _may_be_a_name(cell.text, vocabulary) for cell in top):
        return grid
    kept = [c for c in grid.cells if c.row >= first - 1]
    corner = cells.get((first - 1, 0))
    kept = [c.model_copy(update={"text": ""}) if c is corner else c for c in kept]
    turned = [
        c.model_copy(
            update={
                "row": c.column, "column": c.row - first + 1, "row_span": c.column_span, "column_span": c.row_span,
            }
        )
        for c in kept
    ]  # fmt: skip
    turned.sort(key=lambda c: (c.row, c.column))
    return grid.model_copy(update={"rows": grid.columns, "columns": grid.rows - first + 1, "cells": tuple(turned)})


def _first_period(grid: Grid, cells: dict[tuple[int, int], Cell]) -> int | None:
    """The first row below the top one, if two or more rows begin with a period of their own."""
    rows = [r for r in range(1, grid.rows) if (cell := cells.get((r, 0))) and read_period(cell.text) is not None]
    single = all(cells[r, 0].column_span == 1 and cells[r, 0].row == r for r in rows)
    return rows[0] if len(rows) > 1 and single else None


def _says_when_or_what(text: str, vocabulary: Vocabulary) -> bool:
    return read_period(text) is not None or role_of(text, vocabulary) in FIGURES


def _may_be_a_name(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a header may be an indicator's name: words, that say neither when nor what kind of figure."""
    name = without_marks(text)
    wordy = len(name) > 3 and read_cell(name, kind="outturn")[0].value is None
    return wordy and not _says_when(name) and role_of(name, vocabulary) is None


def _says_when(name: str) -> bool:
    """Whether a header is about time; "H1 Average days to re-let" begins with a code, not with a half-year."""
    part = read_period(name)
    bare = part is not None and part.year is None and part.month is None and part.rolling is None
    return part is not None and not (bare and len(name.split()) > LONGEST_PERIOD)


def beside(grid: Grid, vocabulary: Vocabulary) -> Grid:
    """The table with the names that stand in a line above their figures in a column of their own."""
    rows = [[c for c in grid.cells if c.row == r] for r in range(grid.rows)]
    lines = [
        r for r, row in enumerate(rows) if len(row) == 1 and row[0].column_span >= grid.columns > 1 and row[0].text
    ]
    top = next((r for r in range(grid.rows) if r not in lines), 0)
    body = [r for r in range(top + 1, grid.rows) if r not in lines]
    paired = len(body) > 1 and all(r - 1 in lines for r in body) and len([r for r in lines if r > top]) == len(body)
    heads = [c.text for c in rows[top]]
    told = all(read_period(text) is not None or role_of(text, vocabulary) is not None for text in heads)
    if not paired or not told or any(role_of(text, vocabulary) in ("indicator", "group") for text in heads):
        return grid
    cells = [Cell(row=0, column=0), *_placed(rows[top], 0)]
    for n, r in enumerate(body, 1):
        cells += [rows[r - 1][0].model_copy(update={"row": n, "column": 0, "column_span": 1}), *_placed(rows[r], n)]
    return grid.model_copy(update={"rows": len(body) + 1, "columns": grid.columns + 1, "cells": tuple(cells)})


def _placed(row: Sequence[Cell], number: int) -> list[Cell]:
    return [c.model_copy(update={"row": number, "column": c.column + 1}) for c in row]


def is_of_one_measure(header: Header) -> bool:
    """Whether each row is a period of one indicator that the table does not name: "Quarter 1 | 63 | 65 | Green"."""
    return (
        header.rows > 0
        and header.first("indicator") is None
        and header.first("period") == 0
        and header.first("outturn") is not None
        and header.first("target") is not None
    )


def named(grid: Grid, rows: int, name: str) -> Grid:
    """The table with this name beside each row below its header."""
    first = {c.row: c for c in reversed(grid.cells)}
    names = [
        Cell(row=r, column=0, box=first[r].box if r in first else None, text=name if r >= rows else "Indicator")
        for r in range(grid.rows)
    ]
    moved = [c.model_copy(update={"column": c.column + 1}) for c in grid.cells]
    cells = sorted([*names, *moved], key=lambda c: (c.row, c.column))
    return grid.model_copy(update={"columns": grid.columns + 1, "cells": tuple(cells)})
