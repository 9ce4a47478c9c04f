"""Put the rows of a table straight that lost its columns when it became text.

OCR programs drop or add cells at the left: a group's label that stands in the first row of its group only, a header
without the column of labels.  Rows are laid so that their names stand below each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.indicators import learn_prefixes, split_code
from extract.papers.headers import role_of
from extract.papers.vocabulary import Vocabulary
from extract.values import read_cell, read_period
from schemas.layout import Cell, Grid


def straightened(grid: Grid, vocabulary: Vocabulary) -> Grid:
    """The grid with one column of names; what stands before a name comes into a column of groups."""
    rows = [[c for c in grid.cells if c.row == r] for r in range(grid.rows)]
    prefixes = learn_prefixes([c.text for row in rows for c in row[:2]])
    named = [_name_column(row, prefixes) for row in rows]
    header = next((n for n, row in enumerate(rows) if any(role_of(c.text, vocabulary) == "indicator" for c in row)), None)
    if header is None or not any(n is not None for n in named):
        return grid
    title = next(c.column for c in rows[header] if role_of(c.text, vocabulary) == "indicator")
    shift = max([title, *(n for n in named if n is not None)])
    laid = []
    for r, row in enumerate(rows):
        name = named[r] if r > header else None
        by = shift - name if name is not None else shift - title if _is_header_row(row, vocabulary) else _figures_shift(row, named, r, shift)
        laid.append([c.model_copy(update={"column": c.column + by}) for c in row])
    width = max((c.column + 1 for row in laid for c in row if c.text), default=grid.columns)
    cells = [
        next((c for c in row if c.column == k), Cell(row=r, column=k))
        for r, row in enumerate(laid)
        for k in range(width)
    ]
    return grid.model_copy(update={"columns": width, "cells": tuple(cells)})


def _name_column(row: Sequence[Cell], prefixes: frozenset[str]) -> int | None:
    """The column of a row's name: the first with a code, else the first long text before a figure."""
    for cell in row[:3]:
        if split_code(cell.text, prefixes)[0] is not None or re.search(r"\s[A-Z][A-Za-z1l]\.\s?\d{2,5}\s", cell.text):
            return cell.column
    return None


def _is_header_row(row: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    filled = [c for c in row if c.text]
    known = [c for c in filled if role_of(c.text, vocabulary) or read_period(c.text)]
    figures = [c for c in filled if read_cell(c.text, kind="outturn")[0].status != "unreadable" and not read_period(c.text)]
    return bool(filled) and len(known) * 2 >= len(filled) and not figures


def _figures_shift(row: Sequence[Cell], named: Sequence[int | None], r: int, shift: int) -> int:
    """A row without a name is laid like the row above it."""
    above = next((n for n in reversed(named[:r]) if n is not None), None)
    return shift - above if above is not None else 0
