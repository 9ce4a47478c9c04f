"""A table whose columns are understood: its grid, its header, and what stands around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from extract.indicators import learn_prefixes, split_code
from extract.papers.columns import FIGURES, Header, cell_map, dated, latest_period
from extract.papers.key import Key
from extract.papers.names import Name
from extract.papers.vocabulary import Vocabulary
from extract.read import without_marks
from extract.values import Scale, read_period
from schemas.layout import Cell, Grid
from schemas.paper import Remark
from schemas.reading import Period, PeriodPart
from schemas.records import Kind, Severity

PARTS = ("unknown", "group")
"""The roles that a column with parts of names may seem to have."""
UNRULED = ("text", "aligned")
"""Engines that see no rules: a cell may have slipped into the next column, a name into the next row."""


class Setting(NamedTuple):
    """What stands around a table: it completes headers and names that say too little."""

    table: int
    heading: str | None
    period: PeriodPart | None
    names: dict[str, str]
    subject: tuple[str | None, str] | None
    vocabulary: Vocabulary
    key: Key
    last: Name | None = None
    open_kind: Kind | None = None
    doubt: str | None = None
    spot: str = "t0"
    scale: Scale | None = None
    council: str | None = None
    prefixes: frozenset[str] = frozenset()


class Headed(NamedTuple):
    """One table, and what all its rows share.

    `latest` is the period that it reports on, `parts` are the columns that go on with a name, `prefixes` begin its
    codes, `labels` counts its names, and `general` is what casts doubt on all of it.
    """

    grid: Grid
    header: Header
    setting: Setting
    cells: Mapping[tuple[int, int], Cell]
    latest: Period | None
    parts: tuple[int, ...]
    prefixes: frozenset[str]
    labels: Counter[str]
    general: frozenset[str]

    @property
    def rows(self) -> range:
        """The rows below the header."""
        return range(self.header.rows, self.grid.rows)

    def text(self, r: int, c: int | None) -> str:
        """What a cell prints."""
        cell = self.cells.get((r, c)) if c is not None else None
        return cell.text if cell is not None else ""

    def cell_of(self, r: int, role: str) -> Cell | None:
        """The first cell of a role that counts for a row."""
        cells = self.cells_of(r, role)
        return cells[0] if cells else None

    def cells_of(self, r: int, role: str) -> list[Cell]:
        """The cells of a role that count for a row: those that begin here, and row headings."""
        found = []
        for c, column in enumerate(self.header.columns):
            cell = self.cells.get((r, c))
            if column.role == role and cell is not None and cell not in found:
                over_figures = cell.column_span > 1 and any(self.header.columns[k].role in FIGURES for k in span(cell))
                if cell.row == r and not over_figures:
                    found.append(cell)
        return found

    def period_around(self, r: int) -> PeriodPart | None:
        """The period that a row names in a column of its own, else that around the table."""
        return read_period(self.text(r, self.header.first("period"))) or self.setting.period

    def remark(
        self, check: str, severity: Severity, message: str, suggestion: str | None = None, printing: int | None = None
    ) -> Remark:
        """Something to say of the table, or of one of its figures."""
        return Remark(
            check=check, severity=severity, message=message, suggestion=suggestion, page=self.grid.page,
            printing=printing,
        )  # fmt: skip


def headed(grid: Grid, header: Header, setting: Setting) -> Headed:
    """A table with its header, dated by what stands around it."""
    header = dated(header, setting.period, setting.vocabulary)
    cells = cell_map(grid)
    label, code = header.first("indicator"), header.first("code")
    names = [c for c in grid.cells if c.column in (label, code) and c.row >= header.rows]
    prefixes = learn_prefixes([c.text for c in names if c.column_span == 1]) | setting.prefixes
    printed = (cells.get((r, label)) if label is not None else None for r in range(header.rows, grid.rows))
    latest = latest_period(_filled(header, cells, grid.rows), setting.period)
    labels = Counter(split_code(without_marks(cell.text if cell is not None else ""), prefixes)[1] for cell in printed)
    parts = _parts(header, cells, grid.rows)
    return Headed(grid, header, setting, cells, latest, parts, prefixes, labels, _general_doubts(grid))


def _filled(header: Header, cells: Mapping[tuple[int, int], Cell], rows: int) -> Header:
    """The header without the outturn columns that hold no figure yet, unless none holds one."""

    def held(c: int) -> bool:
        texts = [cells[r, c].text for r in range(header.rows, rows) if (r, c) in cells]
        return any(any(character.isdigit() for character in text) for text in texts)

    empty = {c for c in header.all("outturn") if not held(c)}
    if len(empty) == len(header.all("outturn")):
        return header
    columns = [k._replace(role="other") if c in empty else k for c, k in enumerate(header.columns)]
    return header._replace(columns=tuple(columns))


def _parts(header: Header, cells: Mapping[tuple[int, int], Cell], rows: int) -> tuple[int, ...]:
    """The columns behind that of the names whose texts tell the rows of one name apart: "a) major", "b) minor"."""
    label = header.first("indicator")
    first = min(header.all(*FIGURES), default=0)
    if label is None:
        return ()
    found = []
    for c in range(label + 1, first):
        names: dict[str, list[str]] = {}
        for r in range(header.rows, rows):
            name, part = cells.get((r, label)), cells.get((r, c))
            if name is not None and part is not None and part is not name and part.column_span == 1 and name.text:
                names.setdefault(name.text, []).append(part.text)
        several = [texts for texts in names.values() if len(texts) > 1]
        if header.columns[c].role in PARTS and several and all(len(set(t)) == len(t) and all(t) for t in several):
            found.append(c)
    return tuple(found)


def _general_doubts(grid: Grid) -> frozenset[str]:
    """What casts doubt on every cell of a table, not on one of them."""
    told = Counter(doubt for cell in grid.cells for doubt in cell.doubts)
    return frozenset(doubt for doubt, times in told.items() if 2 * times > len(grid.cells))


def span(cell: Cell) -> list[int]:
    """The columns that a cell stands in."""
    return list(range(cell.column, cell.column + cell.column_span))
