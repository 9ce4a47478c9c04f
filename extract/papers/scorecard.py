"""Read the rows of a scorecard: figures, scores, trends and comments, each with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, cast

from extract.indicators import learn_prefixes, split_code
from extract.papers.headers import FIGURES, PERIOD_WORDS, Column, Header, cell_map
from extract.papers.key import Key, Symbol
from extract.papers.kinds import commentary_kind, kind_of_heading, split_kinds, without_label
from extract.papers.names import Name, split_name
from extract.papers.relative import dated
from extract.papers.times import TO_DATE, column_part, latest_part, latest_period
from extract.papers.vocabulary import Vocabulary, fold, whole, within
from extract.read import without_marks
from extract.values import (
    Scale,
    latest_before,
    merge,
    period_of,
    read_cell,
    read_period,
    says_only_when,
    scale_of,
    scaled,
    unit_from_name,
    unit_in_header,
    unit_said,
)
from schemas.layout import Cell, Colour, Grid
from schemas.paper import Passage, Place, Printing, Remark, Row
from schemas.reading import Period, PeriodPart, Reading
from schemas.records import Kind, Measure, Polarity, Severity, Trend, Unit

UNRULED = ("text", "aligned")
"""Engines that see no rules: a cell may have slipped into the next column, a name into the next row."""

INNER_CODE = re.compile(r"(?<=\s)(?:(?:NI|KPI|PI|BV|LI)\b|[A-Z]{2,5}[ .-]?\d{1,3}\b|\d{1,2}\.\d{1,2}(?=\s))")
"""A code behind the first words of a name: where no rules part them, its column was taken for a part of the name."""

RAG = ("red", "amber", "green")

SHADED = 0.7
"""Share of the cells of a row that are filled alike where the row is shaded."""
GIST = 60
"""Characters of a text that a message quotes."""
TWO_YEARS = re.compile(r"(?<![\d/-])(?:19|20)(\d\d) ?(?:/|[-–](?!0\d|1[0-2])) ?(?:20)?(\d\d)(?![\d/-])")
"""A financial or academic year; behind a hyphen 01 to 12 would be a month."""


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


class Scorecard(NamedTuple):
    """What a table gave."""

    printings: list[Printing]
    rows: list[Row]
    passages: list[Passage]
    remarks: list[Remark]
    last: Name | None
    open_kind: Kind | None


def read_scorecard(grid: Grid, header: Header, setting: Setting) -> Scorecard:
    """Everything that the rows below the header print; no cell of a figure column is dropped without a remark."""
    return _Reader(grid, header, setting).read()


class _Reader:
    """One table at a time: the grid and what its columns mean, shared by the functions that read a row."""

    def __init__(self, grid: Grid, header: Header, setting: Setting) -> None:
        header = dated(header, setting.period, setting.vocabulary)
        self.grid, self.header, self.setting = grid, header, setting
        self.cells = cell_map(grid)
        self.label = header.first("indicator")
        self.group = header.first("group")
        self.code = header.first("code")
        self.latest = latest_period(header, setting.period)
        self.fine = latest_part(header)
        names = [c for c in grid.cells if c.column in (self.label, self.code) and c.row >= header.rows]
        self.prefixes = learn_prefixes([c.text for c in names if c.column_span == 1]) | setting.prefixes
        self.shaded = self._shaded_rows()
        self.painted = self._painted_column()
        self.twins = self._twin_columns()
        self.torn = self._torn_titles()
        rows = range(header.rows, grid.rows)
        self.names = Counter(split_code(without_marks(self._text(r, self.label)), self.prefixes)[1] for r in rows)
        self.general = _general_doubts(grid)
        self.above: str | None = None
        self.open_kind = setting.open_kind
        self.result = Scorecard([], [], [], [], None, None)

    def read(self) -> Scorecard:
        band: str | None = None
        last = self.setting.last
        for r in range(self.header.rows, self.grid.rows):
            own = [c for c in self.grid.cells if c.row == r]
            text = self._band(own)
            if text is not None:
                band = self._full_width(text, own[0], last, band)
                continue
            if self._repeats_header(r):
                continue
            filled = [c for c in own if c.text]
            if last is not None and len(filled) == 1 and self._announced(filled[0].text):
                self._talk(filled[0], last)
                continue
            name = self._name(r)
            if name is None:
                self._nameless(r, own, last)
                continue
            last = name
            self._row(r, name, band)
        for words in self.grid.left_over:
            self._remark("left_over", "warning", f'"{words}" stands inside the table but in none of its cells')
        self._strange_columns()
        return self.result._replace(last=last, open_kind=self.open_kind)

    def _strange_columns(self) -> None:
        """Figures below a header that nothing explains are not read, and not passed over in silence."""
        for c, column in enumerate(self.header.columns):
            texts = (
                [self._text(r, c) for r in range(self.header.rows, self.grid.rows)] if column.role == "unknown" else []
            )
            figures = [t for t in texts if t and read_cell(t, kind="outturn")[0].value is not None]
            if figures:
                self._remark(
                    "column_not_understood", "warning",
                    f'a column headed "{column.text[:GIST]}" prints {", ".join(figures)[:GIST]}: nothing says what',
                )  # fmt: skip

    def _remark(
        self, check: str, severity: Severity, message: str, suggestion: str | None = None, printing: int | None = None
    ) -> None:
        self.result.remarks.append(
            Remark(
                check=check, severity=severity, message=message, suggestion=suggestion, page=self.grid.page,
                printing=printing,
            )
        )  # fmt: skip

    def _band(self, own: Sequence[Cell]) -> str | None:
        """The text of a row that is one cell across the whole table."""
        filled = [c for c in own if c.text]
        if len(filled) == 1 and filled[0].column_span >= max(2, self.grid.columns - 1):
            return filled[0].text
        alone = len(filled) == 1 and len(own) == self.grid.columns and filled[0].column == 0 and self.label != 0
        return filled[0].text if alone and self.grid.engine == "text" and len(filled[0].text) < GIST else None

    def _full_width(self, text: str, cell: Cell, last: Name | None, band: str | None) -> str | None:
        """A full-width row is commentary on the row above it, a note, or the heading of the rows below."""
        vocabulary = self.setting.vocabulary
        opened = any(commentary_kind(first, vocabulary) for first in (text, *cell.paragraphs[:1]))
        told = opened or self._announced(text) or len(text) > 2 * GIST
        if last is not None and told:
            self._talk(cell, last)
            return band
        return band if text.startswith("*") else without_marks(text)

    def _announced(self, text: str) -> bool:
        """Whether a text says that it is a comment: "Comment: the dip follows …"."""
        return without_label(text, self.setting.vocabulary) != text

    def _repeats_header(self, r: int) -> bool:
        top = {fold(self._text(h, c)) for h in range(self.header.rows) for c in range(self.grid.columns)}
        top |= {fold(text) for column in self.header.columns for text in column.text.split(" / ")}
        texts = {fold(self._text(r, c)) for c in range(self.grid.columns)} - {""}
        return bool(texts) and texts <= top

    def _text(self, r: int, c: int | None) -> str:
        cell = self.cells.get((r, c)) if c is not None else None
        return cell.text if cell is not None else ""

    def _name(self, r: int) -> Name | None:
        if self.label is None:
            return None
        text = without_marks(self._text(r, self.label))
        ref = without_marks(self._text(r, self.code))
        if not text and not ref:
            return None
        name = split_name(text, self.prefixes, lost_cells=self.grid.engine == "text")
        group = without_marks(self._text(r, self.group)) or None
        if self.grid.engine == "text":
            group = self.above = group or self.above
        code = name.code
        if ref:
            own, rest = split_code(ref, self.prefixes)
            code = own or (ref if not rest or own is None else None) or code
        label = name.label or self._known_label(code)
        doubt = name.doubt or self._torn(label, code) or self._misread(r, self.code if code and ref else self.label)
        return Name(code, label or text or ref, name.group or group, doubt)

    def _misread(self, r: int, c: int | None) -> str | None:
        """What OCR was not sure of where the row is named: with another number the figures are another indicator's."""
        cell = self.cells.get((r, c)) if c is not None else None
        return next((d for d in cell.doubts if d not in self.general), None) if cell is not None else None

    def _torn(self, label: str, code: str | None) -> str | None:
        """Why a name may be a part of one, where no rules hold it together."""
        if not label:
            return "the row prints a code and no name"
        if self.grid.engine != "aligned":
            return None
        if label[:1].islower():
            return "the name begins as only the rest of one does"
        if code is None and INNER_CODE.search(label):
            return "a code stands inside the name"
        if code is not None and self.names[label] > 1:
            return "several codes stand beside the same name"
        return None

    def _known_label(self, code: str | None) -> str:
        """A table that prints only the code takes the name from the heading above it, else from an earlier table."""
        subject = self.setting.subject
        if subject is not None and subject[0] in (code, None):
            return subject[1]
        return self.setting.names.get(code or "", "")

    def _nameless(self, r: int, own: Sequence[Cell], last: Name | None) -> None:
        """Figures beside a blank name: nobody can say whose they are."""
        comments = [
            c for c in own
            if c.text and (any(self.header.columns[k].role == "comment" for k in _span(c)) or len(c.text) > 2 * GIST)
        ]  # fmt: skip
        figures = [
            c for c in own if c.text and c not in comments and any(k in self.header.all(*FIGURES) for k in _span(c))
        ]
        for cell in comments if last is not None else []:
            self._talk(cell, last, goes_on=True)
        if figures:
            printed = ", ".join(c.text for c in figures)[:GIST]
            self._remark(
                "row_without_name", "warning",
                f"row {r + 1} of the table prints {printed} beside a blank name, so it belongs to no indicator",
            )  # fmt: skip

    def _row(self, r: int, name: Name, band: str | None) -> None:
        first = len(self.result.printings)
        for cell, columns in self._anchored(r):
            self._figures(cell, columns, name, r)
        printed = self.result.printings[first:]
        if any(p.reading.status != "missing" for p in printed):
            self._settle_units(first, name)
        else:
            del self.result.printings[first:]
            kept = [r for r in self.result.remarks if r.printing is None or r.printing < first]
            self.result.remarks[:] = kept
        doubts = [("name_in_doubt", f'{name.doubt}: "{self._text(r, self.label)[:GIST]}"')] if name.doubt else []
        doubts += [("row_in_doubt", d) for d in self._misfits(r)]
        for n in range(first, len(self.result.printings)):
            for check, message in doubts:
                self._remark(check, "warning", message, printing=n)
        comments = [c for c, k in self._anchored(r) if any(self.header.columns[n].role == "comment" for n in k)]
        for cell in comments:
            self._talk(cell, name)
        if len(self.result.printings) > first:
            self._judgement(r, name, band)

    def _misfits(self, r: int) -> list[str]:
        """What says that the cells of a row do not stand below their headers; only in texts, which lost their rules.

        OCR reads an arrow as "71", "21" or "7": one or two digits in a trend column say nothing about the row.
        """
        found = [self.setting.doubt] if self.setting.doubt else []
        for cell in self.grid.cells if self.grid.engine in UNRULED else ():
            role = self.header.columns[cell.column].role
            if cell.row == r and cell.text and role in ("unknown", "score", "short_term_trend", "annual_trend"):
                reading = read_cell(without_marks(cell.text), kind="outturn")[0]
                arrow = role != "unknown" and re.fullmatch(r"\d{1,2}", cell.text)
                if reading.value is not None and not arrow:
                    found.append(
                        f'"{cell.text[:GIST]}" stands in a column of {role.replace("_", " ")}s: the row may be shifted'
                    )
        return found[:1]

    def _anchored(self, r: int) -> list[tuple[Cell, list[int]]]:
        """The cells that begin in this row, each with its columns.

        A text lost its merged cells: there a reason ("New measure") stands for the blank figure cells around it.
        """
        own = [c for c in self.grid.cells if c.row == r]
        if self.grid.engine != "text":
            return [(c, _span(c)) for c in own]
        figures = {n for n, c in enumerate(self.header.columns) if c.role in FIGURES[:3]}
        blanks = {c.column for c in own if not c.text and c.column in figures}
        result = []
        for cell in own:
            columns = [cell.column]
            if cell.text and cell.column in figures and _is_reason(cell.text):
                for step in (1, -1):
                    n = cell.column + step
                    while n in blanks:
                        blanks.discard(n)
                        columns.append(n)
                        n += step
            result.append((cell, sorted(columns)))
        return [(c, k) for c, k in result if c.text or c.column not in figures or c.column in blanks]

    def _figures(self, cell: Cell, columns: Sequence[int], name: Name, r: int) -> None:
        benchmark_done = False
        for c in columns:
            column = self.header.columns[c]
            if column.role not in FIGURES:
                continue
            if column.role == "benchmark":
                if benchmark_done:
                    continue
                benchmark_done = True
            measure = cast("Measure", column.role)
            text = without_marks(cell.text) or ("" if not cell.marks else cell.text)
            scale = self._scale(r, column, name)
            unit = scale.unit or unit_from_name(name.label)
            for position, read in enumerate(read_cell(text, kind=measure, notes=cell.notes, unit=unit)):
                unnamed = measure == "benchmark" and read.qualifier is None and read.value is not None
                comparator = column.text.split(" / ")[-1] or None
                qualifier = comparator if unnamed else read.qualifier
                reading = scaled(read.model_copy(update={"raw": cell.text, "qualifier": qualifier}), scale)
                if measure == "outturn" and reading.value is not None and TO_DATE.search(column.text):
                    reading = reading.model_copy(update={"qualifier": reading.qualifier or "year to date"})
                self.result.printings.append(
                    Printing(
                        place=Place(
                            page=cell.page or self.grid.page, box=cell.box,
                            spot=f"{self.setting.spot} r{cell.row} c{c}",
                        ),
                        source="table", code=name.code, label=name.label, measure=measure,
                        period=self._period(column, reading, measure, r), reading=reading, position=position,
                        table=self.setting.table, row=r,
                    )
                )  # fmt: skip
                self._doubts(reading, cell, len(self.result.printings) - 1)
                for doubt in self._column_doubts(c):
                    self._remark("period_in_doubt", "warning", doubt, printing=len(self.result.printings) - 1)

    def _scale(self, r: int, column: Column, name: Name) -> Scale:
        """What the figures of a cell are counted in: as its row's unit, its name, its header or the caption says.

        A name that says its own unit ("% of rent collected", "days to re-let") is not counted in thousands.
        """
        said = unit_said(self._text(r, self.header.first("unit")))
        own = said if said is not None and said.power else scale_of(name.label)
        named = unit_from_name(name.label)
        label = self.header.columns[self.label].text if self.label is not None else ""
        around = scale_of(column.text) or scale_of(label) or self.setting.scale
        if around is None and named is None and own is None and said is None:
            return Scale(0, unit_in_header(PERIOD_WORDS.sub(" ", column.text)))
        if own is not None or said is not None or around is None or named not in (None, "gbp", around.unit or "number"):
            return own or said or Scale(0, None)
        return around

    def _twin_columns(self) -> frozenset[int]:
        """Columns of outturns or targets that come out as the same measure of the same period as another; without rules,
        all columns of such a table, because a lost title may have shifted the others."""
        seen: dict[tuple[str, str | None, bool], list[int]] = {}
        for c in self.header.all("outturn", "target", "floor"):
            column = self.header.columns[c]
            measure = cast("Measure", column.role)
            period = period_of(column_part(column, measure, self.setting.period))
            if self._is_guess(column):
                continue
            key = (column.role, period.text if period else None, bool(TO_DATE.search(column.text)))
            seen.setdefault(key, []).append(c)
        twins = frozenset(c for columns in seen.values() if len(columns) > 1 for c in columns)
        placed = [period for role, period, _ in seen if role == "outturn"]
        parts = [c.part for c in self.header.columns if c.role == "outturn" and c.part is not None]
        fine = any(p.quarter or p.month or p.half for p in parts)
        lost = bool(twins) or (None in placed and len(placed) > 1 and not fine)
        return frozenset(self.header.all(*FIGURES[:3])) if lost and self.grid.engine == "aligned" else twins

    def _torn_titles(self) -> frozenset[int]:
        """Without rules a title over several columns is left to one of them: what it alone says of a scale, or of the
        time of benchmarks, may be meant for all."""
        if self.grid.engine not in UNRULED:
            return frozenset()
        columns = self.header.columns
        scaled_ones = {c for c in self.header.all(*FIGURES) if scale_of(columns[c].text) is not None}
        dated_ones = {c for c in self.header.all("benchmark") if columns[c].own is not None}
        unscaled = set(self.header.all(*FIGURES)) - scaled_ones if scaled_ones else set()
        undated = set(self.header.all("benchmark")) - dated_ones if dated_ones else set()
        return frozenset(unscaled | undated)

    def _is_guess(self, column: Column) -> bool:
        """Whether a column is taken for outturns only because its header names a period among words that nobody knows."""
        own = column.text.split(" / ")[-1].replace(self.setting.council or " / ", " ")
        return column.role == "outturn" and not column.roles and not says_only_when(own)

    def _column_doubts(self, c: int) -> list[str]:
        """Why the period of a column may be another: a quarter without a year beside columns that have one, and in a
        text, which lost its spans, a year without a quarter among quarters."""
        column = self.header.columns[c]
        parts = [k.part for k in self.header.columns if k.role == "outturn" and k.part is not None]
        years = [p for p in parts if p.year is not None and p.quarter is not None]
        if c in self.torn:
            return [f'"{column.text[:GIST]}" may lack a part of its title, that stands over a column beside it']
        if self._is_guess(column):
            return [f'"{column.text[:GIST]}" says more than a period: its figures may be no outturns']
        part = column.part
        misread = [
            d
            for cell in self.grid.cells
            if cell.row < self.header.rows and c in _span(cell)
            for d in cell.doubts
            if d not in self.general
        ]
        if misread:
            return misread
        printed = TWO_YEARS.search(column.text)
        if printed and (int(printed[1]) + 1) % 100 != int(printed[2]) and column.role != "benchmark":
            return [f'"{printed[0]}" in its header names no financial year: it may be misread']
        if c in self.twins:
            return [f'"{column.text[:GIST]}" may be of another period: two columns come out alike, a title may be lost']
        if column.role == "benchmark" or not years:
            return []
        now = period_of(column_part(column, cast("Measure", column.role), self.setting.period))
        told = now in [period_of(p) for p in years]
        if part is not None and part.quarter is not None and part.year is None and not told:
            return [f'"{column.text}" names a quarter but no year, and other columns do']
        lone_year = part is None or part.quarter is None
        if self.grid.engine == "text" and column.role == "outturn" and lone_year and len(years) > 1:
            return [f'"{column.text}" names no quarter, and the columns beside it do']
        return []

    def _doubts(self, reading: Reading, cell: Cell, printing: int) -> None:
        for doubt in (*reading.doubts, *cell.doubts):
            fraction = reading.numerator is not None and reading.value is not None
            check = "unread_cell" if reading.status == "unreadable" else "fraction" if fraction else "doubtful_cell"
            self._remark(check, "warning", f'"{cell.text[:GIST]}": {doubt}', printing=printing)
        for repair in reading.repairs:
            self._remark(
                "repair", "info", f'"{repair.printed}" is read as {repair.read_as}: {repair.witness}',
                suggestion=repair.read_as, printing=printing,
            )  # fmt: skip

    def _period(self, column: Column, reading: Reading, measure: Measure, r: int) -> Period | None:
        if measure == "benchmark":
            return period_of(merge(column.own, reading.period))
        near = self._around(r) or (self.fine if measure in ("target", "floor") else None)
        around = period_of(column_part(column, measure, near))
        if reading.period is None or measure != "outturn":
            return around
        own = period_of(reading.period)
        if own is not None or around is None:
            return own
        return latest_before(reading.period, around)

    def _around(self, r: int) -> PeriodPart | None:
        """The period that a row names in a column of its own, else that around the table."""
        return read_period(self._text(r, self.header.first("period"))) or self.setting.period

    def _settle_units(self, first: int, name: Name) -> None:
        """The unit of a bare figure is that of the other cells of its row, else that of the name, else `number`."""
        row = self.result.printings[first:]
        printed = Counter(p.reading.unit for p in row if p.reading.unit and p.measure in ("outturn", "target"))
        named = unit_from_name(name.label)
        common = printed.most_common(1)[0][0] if printed else None
        values = [p.reading.value for p in row if p.reading.value is not None and p.measure != "benchmark"]
        unit: Unit = common or named or "number"
        if common is None and named == "percent" and any(v > 100 for v in values):
            unit = "number"
            self._remark(
                "unit", "info", f'"{name.label[:GIST]}" says per cent, but prints {max(values)}: read as a number',
                printing=first,
            )  # fmt: skip
        for n, printing in enumerate(row, first):
            reading = printing.reading
            if reading.value is not None and reading.unit is None:
                updated = reading.model_copy(update={"unit": unit})
                self.result.printings[n] = printing.model_copy(update={"reading": updated})
            if "cumulative" in fold(name.label).split() and reading.value is not None and not reading.qualifier:
                now = self.result.printings[n]
                updated = now.reading.model_copy(update={"qualifier": "cumulative"})
                self.result.printings[n] = now.model_copy(update={"reading": updated})

    def _talk(self, cell: Cell, name: Name | None, *, goes_on: bool = False) -> None:
        """The passages of a cell; `goes_on` where its beginning belongs to the passage before."""
        if name is None:
            return
        parts = split_kinds(cell.paragraphs or (cell.text,), self.setting.vocabulary)
        asked = kind_of_heading(self.header.columns[cell.column].text, self.setting.vocabulary)
        if asked is not None and cell.column_span == 1:
            parts = [(asked if kind == "comment" else kind, text) for kind, text in parts]
        for n, (printed_kind, text) in enumerate(parts):
            opened = self.open_kind if goes_on and n == 0 and printed_kind == "comment" else None
            kind = opened or printed_kind
            self.open_kind = None if text else kind
            if not text:
                continue
            first, last = self._pages(cell, n)
            self.result.passages.append(
                Passage(
                    code=name.code, label=name.label, kind=kind, text=text, first_page=first, last_page=last,
                    period=self.latest,
                    spot=f"{self.setting.spot} r{cell.row} c{cell.column}",
                    goes_on=goes_on and n == 0 and printed_kind == "comment" and opened is None,
                )
            )  # fmt: skip

    def _pages(self, cell: Cell, number: int) -> tuple[int | None, int | None]:
        """First and last page of a passage of a cell, counted by its kinds; a page break may cut the cell."""
        page = cell.page or self.grid.page
        if cell.last_page is None:
            return page, page
        before = len(split_kinds(cell.paragraphs[: cell.above_break], self.setting.vocabulary))
        rest = cell.paragraphs[cell.above_break :]
        cut = not rest or commentary_kind(rest[0], self.setting.vocabulary) is None
        return page if number < before else cell.last_page, page if number < before - cut else cell.last_page

    def _judgement(self, r: int, name: Name, band: str | None) -> None:
        vocabulary, key = self.setting.vocabulary, self.setting.key
        columns = self.header.columns
        judged = any(
            c.role in ("score", "short_term_trend", "annual_trend", "polarity", "reporting_basis") for c in columns
        )
        score = self._cell_of(r, "score")
        if score is None and self.header.first("score") is None:
            score = next((c for c in self._cells_of(r, "comment") if c.marks), None)
        if score is not None and (r in self.shaded or self._like_its_header(score)):
            score = score.model_copy(update={"fill": None})
        symbol = key.score_of(score, vocabulary) if score is not None else self._paint(r)
        unknown = score is not None and symbol is None and bool(score.marks)
        label = self._cell_of(r, "indicator")
        self.result.rows.append(
            Row(
                place=Place(
                    page=(label.page if label else None) or self.grid.page, box=label.box if label else None,
                    spot=f"{self.setting.spot} r{r}",
                ),
                code=name.code, label=name.label, table=self.setting.table, row=r,
                period=self.latest if self.header.first("period") is None else period_of(self._around(r)),
                heading=name.group or band or self.setting.heading,
                polarity=cast("Polarity | None", _polarity(self._cell_of(r, "polarity"), vocabulary)),
                reporting_basis=self._text(r, self.header.first("reporting_basis")) or None,
                mark=score.marks[0] if score is not None and score.marks else None,
                score=symbol.name if symbol else None,
                score_meaning=symbol.meaning if symbol else None,
                short_term_trend=self._trend(r, "short_term_trend"), annual_trend=self._trend(r, "annual_trend"),
                judged=judged or symbol is not None,
            )
        )  # fmt: skip
        if unknown:
            self._remark(
                "unknown_symbol", "warning", f'the score of "{name.label[:GIST]}" is a symbol without a known meaning'
            )

    def _shaded_rows(self) -> set[int]:
        """The rows that are filled from end to end, where that has one colour in the table: it guides the eye."""
        shades: dict[int, Colour] = {}
        for r in range(self.header.rows, self.grid.rows):
            fills = Counter(cell.fill for c in range(self.grid.columns) if (cell := self.cells.get((r, c))) is not None)
            colour, times = fills.most_common(1)[0] if fills else (None, 0)
            if colour in RAG and times > SHADED * sum(fills.values()):
                shades[r] = colour
        return set(shades) if len(set(shades.values())) == 1 else set()

    def _like_its_header(self, cell: Cell) -> bool:
        """Whether a cell is filled like the header of its column: then the column is shaded, and nothing is judged."""
        head = self.cells.get((self.header.rows - 1, cell.column))
        return (
            head is not None
            and head.row < self.header.rows
            and cell.fill is not None
            and head.fill == cell.fill
            and all(
                below is None or below.fill == cell.fill
                for below in (self.cells.get((r, cell.column)) for r in range(self.header.rows, self.grid.rows))
            )
        )

    def _painted_column(self) -> int | None:
        """The latest outturn column whose cells are filled with several of the colours of scores, where no column
        holds scores: the colour of a figure is its score."""
        if self.header.first("score") is not None:
            return None
        painted = []
        for c in self.header.all("outturn"):
            cells = [self.cells.get((r, c)) for r in range(self.header.rows, self.grid.rows)]
            if len({cell.fill for cell in cells if cell is not None and cell.fill in RAG}) > 1:
                period = period_of(column_part(self.header.columns[c], "outturn", self.setting.period))
                painted.append((period.end if period else date.min, c))
        return max(painted)[1] if painted else None

    def _paint(self, r: int) -> Symbol | None:
        cell = self.cells.get((r, self.painted)) if self.painted is not None else None
        if cell is None or cell.fill not in RAG:
            return None
        return self.setting.key.score_of(Cell(row=0, column=0, fill=cell.fill), self.setting.vocabulary)

    def _cell_of(self, r: int, role: str) -> Cell | None:
        cells = self._cells_of(r, role)
        return cells[0] if cells else None

    def _cells_of(self, r: int, role: str) -> list[Cell]:
        """The cells of a role that count for this row: those that begin here, and row headings."""
        found = []
        for c, column in enumerate(self.header.columns):
            cell = self.cells.get((r, c))
            if column.role == role and cell is not None and cell not in found:
                over_figures = cell.column_span > 1 and any(self.header.columns[k].role in FIGURES for k in _span(cell))
                if cell.row == r and not over_figures:
                    found.append(cell)
        return found

    def _trend(self, r: int, role: str) -> Trend | None:
        cell = self._cell_of(r, role)
        if cell is None:
            return None
        trend = self.setting.key.trend_of(cell, self.setting.vocabulary)
        if trend is None and cell.marks:
            self._remark("unknown_symbol", "warning", f'"{cell.text[:GIST]}" is no known trend')
        return trend


def _general_doubts(grid: Grid) -> set[str]:
    """What casts doubt on every cell of a table, not on one of them."""
    told = Counter(doubt for cell in grid.cells for doubt in cell.doubts)
    return {doubt for doubt, times in told.items() if 2 * times > len(grid.cells)}


def _span(cell: Cell) -> list[int]:
    return list(range(cell.column, cell.column + cell.column_span))


def _is_reason(text: str) -> bool:
    status = read_cell(text, kind="outturn")[0].status
    return status in ("new_measure", "not_comparable", "not_yet_available")


def _polarity(cell: Cell | None, vocabulary: Vocabulary) -> str | None:
    """The polarity that a cell names or shows by an arrow: up is bigger is better."""
    if cell is None:
        return None
    text = without_marks(cell.text) or next((m.shape for m in cell.marks if m.shape in ("up", "down")), "")
    if not text:
        return None
    exact = whole(text, vocabulary.polarity)
    if exact:
        return exact
    found = within(text, {n: tuple(p for p in w if len(p) > 3) for n, w in vocabulary.polarity.items()})
    return found.name if found else None
