"""Put a table straight that lost its columns when it became text.

OCR programs drop or add cells at the left (a group's label stands in the first row of its group only), repeat header
rows, and lose which columns a year spans.  Here rows are laid so that their names stand below each other, and the
header becomes two rows: what spans, and what is a column's own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.indicators import learn_prefixes, split_code
from extract.papers.columns import role_of
from extract.papers.vocabulary import Vocabulary, fold
from extract.values import read_cell, read_period
from schemas.layout import Cell, Grid

CODE_INSIDE = re.compile(r"\s[A-Z][A-Za-z1l]\.\s?\d{2,5}\s")
"""A code behind a group's label that slipped into the same cell."""
JUNK = re.compile(r"\d{1,2}$|[|.'`]+$")
"""What OCR makes of a rule or a speck in a header."""

TOGETHER = "the name of this row stood in the cell of the row above"
MISMATCH = "its header names {years} years over {runs} runs of quarters, so the years of its columns are uncertain"

Row = list[Cell]


class Straight(NamedTuple):
    """The grid as it was meant, and what is uncertain about it."""

    grid: Grid
    doubt: str | None


def straightened(grid: Grid, vocabulary: Vocabulary) -> Straight:
    """A text's table with one column of names and an explicit header."""
    rows = [[c for c in grid.cells if c.row == r] for r in range(grid.rows)]
    prefixes = learn_prefixes([c.text for row in rows for c in row[:2]])
    height = _header_height(rows, vocabulary)
    named = [_name_column(row, prefixes) if r >= height else None for r, row in enumerate(rows)]
    alone = any(split_code(c.text, prefixes)[0] and not split_code(c.text, prefixes)[1] for r in rows for c in r[:3])
    title = _titled(rows[:height], ("code", "indicator") if alone else ("indicator",), vocabulary)
    if not height or title is None:
        return Straight(grid, None)
    shift = max([title, *(n for n in named if n is not None)])
    header, doubt = _header([_moved(row, shift - title) for row in rows[:height]])
    body = [_moved(row, _shift(named, r, shift)) for r, row in enumerate(rows) if r >= height]
    body = _names_apart(body, shift, prefixes)
    laid = [*header, *body]
    width = max((c.column + 1 for row in laid for c in row if c.text), default=grid.columns)
    cells = [
        next((c for c in row if c.column == k), Cell(row=0, column=k)).model_copy(update={"row": r})
        for r, row in enumerate(laid)
        for k in range(width)
    ]
    return Straight(grid.model_copy(update={"rows": len(laid), "columns": width, "cells": tuple(cells)}), doubt)


def banded(grid: Grid) -> Grid:
    """A text's table with a first cell that stands alone below its top row across all columns: "Housing" above rows."""
    wide = grid.columns > 2
    return _spread(grid, [r for r in range(1, grid.rows) if wide])


def titled(grid: Grid) -> Grid:
    """A text's table with what stands alone in its top row, and below in a table of more than two columns, across all."""
    return _spread(banded(grid), [0])


def _spread(grid: Grid, rows: Collection[int]) -> Grid:
    others = {c.row for c in grid.cells if c.text and c.column}
    alone = {c.row for c in grid.cells if c.text and not c.column and c.row in rows} - others
    cells = [
        c.model_copy(update={"column_span": grid.columns}) if c.row in alone else c
        for c in grid.cells
        if c.row not in alone or not c.column
    ]
    return grid.model_copy(update={"cells": tuple(cells)})


def _names_apart(body: Sequence[Row], column: int, prefixes: frozenset[str]) -> list[Row]:
    """The rows with the names that ran together in the first one's cell beside their own figures.

    What a name is followed by in its cell is the name of the row below where that has none; without such a row it is
    a part of the name, or its figures are lost.
    """
    result = [list(row) for row in body]
    for n, row in enumerate(result):
        home = next((k for k, c in enumerate(row) if c.column == column), None)
        names = _names_in(row[home], prefixes) if home is not None else []
        below = 0
        while n + 1 + below < len(result) and _is_nameless(result[n + 1 + below], column):
            below += 1
        if home is None or len(names) < 2 or len(names) != below + 1:
            continue
        for name, other in zip(names, result[n : n + 1 + below], strict=True):
            place = next((k for k, c in enumerate(other) if c.column == column), None)
            cell = Cell(row=0, column=column, text=name, doubts=(TOGETHER,) if other is not row else ())
            other[place if place is not None else 0 : (place if place is not None else -1) + 1] = [cell]
    return result


def _names_in(cell: Cell, prefixes: frozenset[str]) -> list[str]:
    """The names that a cell prints: one for each code, else one for each of its lines."""
    starts = [m.start() for m in re.finditer(r"(?<!\S)\S", cell.text)]
    coded = [s for s in starts if "." in (split_code(cell.text[s:], prefixes)[0] or "")]
    if len(coded) > 1:
        bounds = [0, *coded[1:], len(cell.text)]
        return [cell.text[a:b].strip() for a, b in pairwise(bounds)]
    return list(cell.paragraphs)


def _is_nameless(row: Row, column: int) -> bool:
    return not any(c.text for c in row if c.column <= column) and any(c.text for c in row)


def _titled(rows: Sequence[Row], roles: Sequence[str], vocabulary: Vocabulary) -> int | None:
    """The column whose header names the first of these roles that one names: where the codes of the rows belong."""
    named = [(role_of(c.text, vocabulary), c.column) for row in rows for c in row if c.text]
    return next((column for role in roles for found, column in named if found == role), None)


def _moved(row: Row, by: int) -> Row:
    return [c.model_copy(update={"column": c.column + by}) for c in row] if by else list(row)


def _header_height(rows: Sequence[Row], vocabulary: Vocabulary) -> int:
    height = 0
    while height < len(rows) - 1 and _is_header_row(rows[height], vocabulary):
        if height and _is_heading(rows[height]):
            break
        height += 1
    return height


def _is_heading(row: Row) -> bool:
    """Whether a row has nothing but the first cell: below a header it heads the rows that follow."""
    return [c.column for c in row if c.text] == [row[0].column] and len(row) > 2


def _is_header_row(row: Row, vocabulary: Vocabulary) -> bool:
    filled = [c.text for c in row if c.text and not JUNK.match(c.text)]
    known = [t for t in filled if role_of(t, vocabulary) or read_period(t)]
    others = [t for t in filled if t not in known]
    figures = [t for t in others if read_cell(t, kind="outturn")[0].status != "unreadable"]
    coded = [t for t in others if split_code(t)[0] is not None]
    return bool(filled) and len(known) * 2 >= len(filled) and not figures and not coded and max(map(len, filled)) < 120


def _name_column(row: Row, prefixes: frozenset[str]) -> int | None:
    """The column of a row's name: the first of the leading cells with a code in it."""
    for cell in row[:3]:
        if split_code(cell.text, prefixes)[0] is not None or CODE_INSIDE.search(cell.text):
            return cell.column
    return None


def _shift(named: Sequence[int | None], r: int, shift: int) -> int:
    """How far to move a row; one without a code is laid like the nearest above it that has one."""
    at = next((n for n in reversed(named[: r + 1]) if n is not None), None)
    return shift - at if at is not None else 0


def _header(rows: Sequence[Row]) -> tuple[list[Row], str | None]:
    """Two header rows: spanning cells copied over the columns that they span, and each column's own cell."""
    distinct: list[Row] = []
    for row in rows:
        texts = {fold(c.text) for c in row if c.text}
        if not any(texts <= {fold(c.text) for c in other} for other in distinct):
            distinct.append([c if not JUNK.match(c.text) else c.model_copy(update={"text": ""}) for c in row])
    if len(distinct) == 1:
        return distinct, None
    *upper, lower = distinct
    spanning, doubt = _spanning(upper[-1], lower)
    return [*upper[:-1], spanning, lower], doubt


def _spanning(upper: Row, lower: Row) -> tuple[Row, str | None]:
    years = [c for c in upper if (p := read_period(c.text)) is not None and p.year is not None and not p.quarter]
    texts: dict[int, str] = {}
    carried = ""
    for cell in sorted(upper, key=lambda c: c.column):
        carried = cell.text or carried
        texts[cell.column] = carried
    timed = {"", *(y.text for y in years)}
    runs = _runs([c for c in lower if texts.get(c.column, carried) in timed])
    doubt = None
    if years and runs:
        if len(runs) == len(years):
            starts = [
                year.column if before < year.column <= run[0] else run[0]
                for year, run, before in zip(years, runs, [-1, *(run[-1] for run in runs)], strict=False)
            ]
            ends = [*starts[1:], max(texts, default=0) + 1]
            for year, run, start, end in zip(years, runs, starts, ends, strict=True):
                for column in range(start, end):
                    if column in run or texts.get(column) in timed:
                        texts[column] = year.text
        elif len(runs) > len(years) or any(len({texts.get(c) for c in run}) > 1 for run in runs):
            doubt = MISMATCH.format(years=len(years), runs=len(runs))
    below = {c.column for c in lower if c.text}
    first = min((c.column for c in upper if c.text), default=0)
    return [
        c.model_copy(update={"text": texts[c.column]}) if c.column >= first and c.column in below else c for c in upper
    ], doubt


def _runs(lower: Row) -> list[list[int]]:
    """The columns of quarters, those of one year together: from the first quarter up, or from the last down."""
    quarters = [
        (c.column, p.quarter) for c in lower if (p := read_period(c.text)) is not None and p.quarter and not p.year
    ]
    falls = [b < a for (_, a), (_, b) in pairwise(quarters)]
    down = 2 * sum(falls) > len(falls)
    runs: list[list[int]] = []
    for n, (column, _) in enumerate(quarters):
        if not n or falls[n - 1] != down:
            runs.append([])
        runs[-1].append(column)
    return runs


UNSURE = '"{text}" stands beside this cell in a column without a header, and may belong here'


def rejoined(grid: Grid) -> Grid:
    """The grid without columns that only how their texts are set apart made: "n/a" at the left, figures at the right.

    Such a column has no header and is filled just where the column beside it is blank; where that is so on both sides,
    the blanks are in doubt.
    """
    if grid.engine != "aligned" or any(c.row_span > 1 for c in grid.cells):
        return grid
    cells = {(c.row, c.column): c for c in grid.cells}
    for column in range(grid.columns):
        homes = _homes(column, grid, cells)
        for r in range(1, grid.rows) if homes else ():
            stray = cells.get((r, column))
            if stray is None or not stray.text:
                continue
            if len(homes) == 1:
                cells[r, homes[0]] = stray.model_copy(update={"column": homes[0]})
                cells[r, column] = Cell(row=r, column=column)
                continue
            for home in homes:
                own = cells[r, home]
                cells[r, home] = own.model_copy(update={"doubts": (*own.doubts, UNSURE.format(text=stray.text))})
    return grid.model_copy(update={"cells": tuple(cells[place] for place in sorted(cells))})


def _homes(column: int, grid: Grid, cells: Mapping[tuple[int, int], Cell]) -> list[int]:
    """The columns beside this one to which its texts may belong; none where it has a header itself."""

    def filled(k: int) -> set[int]:
        return {r for r in range(grid.rows) if (c := cells.get((r, k))) and c.text and c.column_span == 1}

    own = filled(column)
    if not own or 0 in own or any((r, column) not in cells for r in own):
        return []
    beside = [k for k in (column - 1, column + 1) if 0 <= k < grid.columns]
    return [k for k in beside if 0 in filled(k) and not filled(k) & own and all((r, k) in cells for r in own)]
