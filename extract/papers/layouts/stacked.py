"""Turn tables that print value and target in rows of their own into tables that print them in columns.

"Recycling | Actual | 45% | 47%" over "| Target | 46% | 46%" becomes one row with the columns actual and target of
each period; everything else of the row is kept beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.papers.columns import FIGURES, Column, Header, Role, cell_map, role_of
from extract.papers.verdict import JUDGED
from extract.papers.vocabulary import Vocabulary, whole
from extract.read import without_marks
from schemas.layout import Cell, Grid

MOSTLY = 0.75
"""This share of the rows says which figures they print."""

OUTTURN = "Actual"
"""What a row that has the name of its indicator, and the row of its target below it, holds."""
FEWEST_KINDS = 2
"""One row named "Target" may be one for the whole table."""

Place = tuple[int, Role]


class Stack(NamedTuple):
    """The rows of one indicator: the first of them, and the row of each kind of figure."""

    first: int
    kinds: dict[Role, int]


def unstacked(grid: Grid, header: Header, vocabulary: Vocabulary) -> tuple[Grid, Header]:
    """The table with one row for each indicator; unchanged where its rows do not name kinds of figures."""
    grid, header = _with_kinds(grid, header, vocabulary)
    cells = cell_map(grid)
    column = _kinds_column(grid, header, cells, vocabulary)
    label = header.first("indicator")
    if column is None or label is None:
        return grid, header
    stacks = _stacks(grid, header, cells, (label, header.first("code")), column, vocabulary)
    figures = [c for c in header.all(*FIGURES) if c != column]
    kinds = list(dict.fromkeys(kind for s in stacks if not isinstance(s, int) for kind in s.kinds))
    places = _places(header, column, figures, kinds)
    columns = tuple(_column(header, place, figures) for place in places)
    result: list[Cell] = []
    for n, stack in enumerate(stacks):
        if isinstance(stack, int):
            own = [c for c in grid.cells if c.row == stack]
            result += [
                c.model_copy(update={"row": n, "column": 0, "row_span": 1, "column_span": len(places)}) for c in own
            ]
            continue
        named = [
            cells[stack.first, c] for c in (label, header.first("code")) if c is not None and (stack.first, c) in cells
        ]
        doubts = tuple(dict.fromkeys(d for cell in named for d in cell.doubts))
        result += [_doubted(_cell(cells, stack, place, n, c, figures), doubts) for c, place in enumerate(places)]
    turned = grid.model_copy(update={"rows": len(stacks), "columns": len(places), "cells": tuple(result)})
    return turned, Header(0, columns)


def _with_kinds(grid: Grid, header: Header, vocabulary: Vocabulary) -> tuple[Grid, Header]:
    """The table with the kinds of figures in a column of their own, where they stand in that of the names.

    "Recycling | 45% | 47%" over "Target | 46% | 46%": the row with the name holds the outturns; a name alone in its row
    stands before all kinds.
    """
    label = header.first("indicator")
    rows = [
        sorted((c for c in grid.cells if c.row == r), key=lambda c: c.column) for r in range(header.rows, grid.rows)
    ]
    names = [next((c for c in row if c.column == label), None) for row in rows]
    kinds = [_kind(c.text, vocabulary) if c is not None else None for c in names]
    named = [kind for kind in kinds if kind is not None]
    if label is None or len(named) < FEWEST_KINDS or "target" not in named or kinds[0] is not None or None in names:
        return grid, header
    if any(c.row_span > 1 for row in rows for c in row) or 3 * len(named) < len(kinds):
        return grid, header
    cells = [c if c.column <= label else _moved(c, c.row) for c in grid.cells if c.row < header.rows]
    open_name: Cell | None = None
    n = header.rows
    for row, name, kind, following in zip(rows, names, kinds, [*kinds[1:], None], strict=True):
        lone = sum(bool(c.text or c.marks) for c in row) == 1
        if kind is None and lone and following is not None:
            open_name = name
            continue
        first = open_name if kind is not None else name
        said = Cell(
            row=n, column=label + 1, text=name.text if kind is not None and name else OUTTURN if following else ""
        )
        cells += [*(c.model_copy(update={"row": n}) for c in row if c.column < label), said]
        cells.append(
            (first or Cell(row=n, column=label)).model_copy(update={"row": n, "column": label, "column_span": 1})
        )
        cells += [_moved(c, n) for c in row if c.column > label]
        open_name = None
        n += 1
    columns = list(header.columns)
    columns.insert(label + 1, Column("other", None, "", None, ("other",)))
    wider = grid.model_copy(update={"rows": n, "columns": grid.columns + 1, "cells": tuple(cells)})
    return wider, header._replace(columns=tuple(columns))


def _moved(cell: Cell, row: int) -> Cell:
    return cell.model_copy(update={"row": row, "column": cell.column + 1})


def _kinds_column(grid: Grid, header: Header, cells: dict[tuple[int, int], Cell], vocabulary: Vocabulary) -> int | None:
    """The column whose cells say "Actual" and "Target" in turn."""
    for column in range(grid.columns):
        own = [c for r in range(header.rows, grid.rows) if (c := cells.get((r, column))) and c.row == r]
        texts = [c.text for c in own if c.text and c.column_span == 1]
        roles = [_kind(text, vocabulary) for text in texts]
        named = [role for role in roles if role is not None]
        if len(texts) >= 2 and len(named) >= MOSTLY * len(texts) and {"outturn", "target"} <= set(named):
            return column
    return None


def _kind(text: str, vocabulary: Vocabulary) -> Role | None:
    role = role_of(text, vocabulary) if whole(without_marks(text), vocabulary.columns) else None
    return role if role in (*FIGURES, *JUDGED, "other", "comment") else None


def _stacks(
    grid: Grid, header: Header, cells: dict[tuple[int, int], Cell], names: tuple[int, int | None], column: int,
    vocabulary: Vocabulary,
) -> list[Stack | int]:  # fmt: skip
    """The stacks of the table in order, with the numbers of rows that are one text across the table."""
    result: list[Stack | int] = []
    open_name: tuple[str, ...] | None = None
    for r in range(header.rows, grid.rows):
        own = [c for c in grid.cells if c.row == r and c.text]
        if len(own) == 1 and own[0].column_span >= max(2, grid.columns - 1):
            result.append(r)
            open_name = None
            continue
        kind_cell = cells.get((r, column))
        kind = _kind(kind_cell.text, vocabulary) if kind_cell is not None else None
        label = [cell for c in names if c is not None and (cell := cells.get((r, c))) is not None]
        named = tuple(c.text for c in label if c.row == r and c.text)
        last = result[-1] if result else None
        fresh = bool(named) and named != open_name
        unnamed = isinstance(last, Stack) and open_name is None and kind not in last.kinds
        if fresh and unnamed and isinstance(last, Stack):
            last = result[-1] = Stack(r, last.kinds)
            open_name = named
        elif not isinstance(last, Stack) or fresh or kind in last.kinds:
            last = Stack(r, {})
            result.append(last)
            open_name = named or None
        last.kinds.setdefault(kind or "unknown", r)
    return result


def _places(header: Header, column: int, figures: Sequence[int], kinds: Sequence[Role]) -> list[Place]:
    """The columns of the turned table: those of the old one, with one of each kind for each column of figures."""
    places: list[Place] = []
    for c, old in enumerate(header.columns):
        if c == column:
            continue
        if c not in figures:
            places.append((c, old.role))
            continue
        places += [(c, kind) for kind in kinds if kind in FIGURES or kind == "unknown"]
    judged = [kind for kind in kinds if kind not in (*FIGURES, "unknown")]
    return places + [(figures[-1], kind) for kind in judged if figures]


def _column(header: Header, place: Place, figures: Sequence[int]) -> Column:
    c, role = place
    old = header.columns[c]
    return old if c not in figures else old._replace(role=role, roles=(role,))


def _doubted(cell: Cell, doubts: Sequence[str]) -> Cell:
    """The cell with the doubts about the name of its stack, which stands beside one of its rows."""
    return cell.model_copy(update={"doubts": tuple(dict.fromkeys((*cell.doubts, *doubts)))}) if doubts else cell


def _cell(
    cells: dict[tuple[int, int], Cell], stack: Stack, place: Place, row: int, column: int, figures: Sequence[int]
) -> Cell:
    c, kind = place
    r = stack.kinds.get(kind) if c in figures else _first_filled(cells, stack, c)
    old = cells.get((r, c)) if r is not None else None
    if old is not None and old.row != r and c in figures:
        old = None
    if old is None:
        return Cell(row=row, column=column)
    return old.model_copy(update={"row": row, "column": column, "row_span": 1, "column_span": 1})


def _first_filled(cells: dict[tuple[int, int], Cell], stack: Stack, column: int) -> int:
    """The first row of a stack that says something in a column of names, scores or comments."""
    own = [(r, c) for r in sorted({stack.first, *stack.kinds.values()}) if (c := cells.get((r, column))) and c.row == r]
    return next((r for shown in (True, False) for r, c in own if (c.text or c.marks if shown else c.fill)), stack.first)
