"""Go through the rows of a scorecard: each is an indicator, a heading of those below, or text on the one above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.papers.columns import FIGURES, Header
from extract.papers.kinds import commentary_kind, without_label
from extract.papers.names import Name
from extract.papers.rows.column_doubt import column_doubts
from extract.papers.rows.comment_cell import talk_of
from extract.papers.rows.figures import anchored, figures_of_row
from extract.papers.rows.headed import UNRULED, Headed, Setting, headed, span
from extract.papers.rows.judgement import colouring_of, judgement_of
from extract.papers.rows.row_name import name_of_row
from extract.papers.vocabulary import fold
from extract.read import without_marks
from extract.values import read_cell
from schemas.layout import Cell, Grid
from schemas.paper import Passage, Printing, Remark, Row, gist
from schemas.records import Kind

LONG = 120
"""A row across the table that has more characters than this is a comment, even where it does not say so."""
SENTENCE = 6
"""Words of a short sentence."""
FIGURE = re.compile(r"(?<!\S)[£<]?\d[\d,]*(?:\.\d+)?%?(?!\S)")


class Scorecard(NamedTuple):
    """What a table gave."""

    printings: list[Printing]
    rows: list[Row]
    passages: list[Passage]
    remarks: list[Remark]
    last: Name | None
    open_kind: Kind | None
    prefixes: frozenset[str]
    """What its codes begin with."""


def read_scorecard(grid: Grid, header: Header, setting: Setting) -> Scorecard:
    """Everything that the rows below the header print; no cell of a figure column is dropped without a remark."""
    return _Rows(headed(grid, header, setting)).read()


class _Rows:
    """One pass over the rows of a table; the rows above say whose a row without a name is."""

    def __init__(self, table: Headed) -> None:
        self.table = table
        self.doubts = column_doubts(table)
        self.colouring = colouring_of(table)
        self.last = table.setting.last
        self.open_kind = table.setting.open_kind
        self.group: str | None = None
        self.band: str | None = None
        self.result = Scorecard([], [], [], [], None, None, table.prefixes)

    def read(self) -> Scorecard:
        table, remarks = self.table, self.result.remarks
        for r in table.rows:
            own = [c for c in table.grid.cells if c.row == r]
            across = _full_width(table, own)
            if across is not None:
                self._across(across)
            elif not _repeats_header(table, r):
                self._row(r, own)
        for words in table.grid.left_over:
            said = f'"{words}" stands inside the table but in none of its cells'
            remarks.append(table.remark("left_over", "warning", said))
        remarks += _strange_columns(table)
        return self.result._replace(last=self.last, open_kind=self.open_kind)

    def _across(self, cell: Cell) -> None:
        """A full-width row is commentary on the row above it, a note, or the heading of the rows below."""
        text, vocabulary = cell.text, self.table.setting.vocabulary
        opened = any(commentary_kind(first, vocabulary) for first in (text, *cell.paragraphs[:1]))
        told = opened or self._announced(text) or len(text) > LONG or (self.band is None and _is_sentence(text))
        if self.last is not None and told:
            self._talk(cell, self.last)
        elif not text.startswith("*"):
            self.band = without_marks(text)

    def _announced(self, text: str) -> bool:
        """Whether a text says that it is a comment: "Comment: the dip follows …"."""
        return without_label(text, self.table.setting.vocabulary) != text

    def _row(self, r: int, own: Sequence[Cell]) -> None:
        filled = _own_words(own)
        if self.last is not None and len(filled) == 1 and self._announced(filled[0].text):
            self._talk(filled[0], self.last)
            return
        name = name_of_row(self.table, r)
        if name is None or self._in_one_cell(r):
            self._nameless(r, own)
            return
        self.last = self._grouped(r, name)
        self._indicator(r, self.last)

    def _grouped(self, r: int, name: Name) -> Name:
        """A name with its group, which a text prints only beside the first of its rows."""
        group = without_marks(self.table.text(r, self.table.header.first("group"))) or None
        if self.table.grid.engine == "text":
            group = self.group = group or self.group
        return name._replace(group=name.group or group)

    def _in_one_cell(self, r: int) -> bool:
        """Whether the cell of the name holds the figures of its row, too, as where the rules between them are missing."""
        header = self.table.header
        cell = self.table.cells.get((r, header.first("indicator") or 0))
        if cell is None or not any(c in header.all(*FIGURES) for c in span(cell)):
            return False
        return len(FIGURE.findall(cell.text)) > 1

    def _nameless(self, r: int, own: Sequence[Cell]) -> None:
        """Figures beside a blank name: nobody can say whose they are."""
        header = self.table.header
        comments = [
            c for c in own
            if c.text and (any(header.columns[k].role == "comment" for k in span(c)) or len(c.text) > LONG)
        ]  # fmt: skip
        figures = [c for c in own if c.text and c not in comments and any(k in header.all(*FIGURES) for k in span(c))]
        if self.last is not None:
            for cell in comments:
                self._talk(cell, self.last, goes_on=True)
        if figures:
            printed = gist(", ".join(c.text for c in figures))
            said = f"row {r + 1} of the table prints {printed} beside a blank name, so it belongs to no indicator"
            self.result.remarks.append(self.table.remark("row_without_name", "warning", said))

    def _indicator(self, r: int, name: Name) -> None:
        """A row that names an indicator: its figures, its comments and its judgement."""
        table, columns = self.table, self.table.header.columns
        figures = figures_of_row(table, r, name, self.doubts)
        row_doubts = []
        if name.doubt:
            printed = gist(table.text(r, table.header.first("indicator")))
            row_doubts.append(table.remark("name_in_doubt", "warning", f'{name.doubt}: "{printed}"'))
        elif name.unclear:
            unclear = f"its code is clear, a word of its name is not: {name.unclear}"
            row_doubts.append(table.remark("name_in_doubt", "info", unclear))
        row_doubts += [
            table.remark("row_in_doubt", "warning", said) for said in (*_misfits(table, r), *_second_codes(name))
        ]
        first = len(self.result.printings)
        for n, figure in enumerate(figures, first):
            self.result.printings.append(figure.printing)
            said = (*figure.remarks, *row_doubts)
            self.result.remarks.extend(remark.model_copy(update={"printing": n}) for remark in said)
        for cell in [c for c, k in anchored(table, r) if any(columns[n].role == "comment" for n in k)]:
            self._talk(cell, name)
        if figures:
            judgement = judgement_of(table, self.colouring, r, name, self.band or table.setting.heading)
            self.result.rows.append(judgement.row)
            self.result.remarks.extend(judgement.remarks)

    def _talk(self, cell: Cell, name: Name, *, goes_on: bool = False) -> None:
        talk = talk_of(self.table, cell, name, self.open_kind, goes_on=goes_on)
        self.result.passages.extend(talk.passages)
        self.open_kind = talk.open_kind


def _own_words(own: Sequence[Cell]) -> list[Cell]:
    """The cells with words that begin in a row, but for a row heading that counts for the rows below, too."""
    filled = [c for c in own if c.text]
    return filled[1:] if len(filled) > 1 and filled[0].column == 0 and filled[0].row_span > 1 else filled


def _full_width(table: Headed, own: Sequence[Cell]) -> Cell | None:
    """What a row prints that is one cell across the whole table."""
    filled = _own_words(own)
    across = len(filled) == 1 and filled[0].column_span >= max(2, table.grid.columns - 1)
    return filled[0] if across else None


def _is_sentence(text: str) -> bool:
    """Whether a row across the table ends as a sentence does: where no heading opened the table, it is a comment."""
    return text.endswith((".", "!", "?")) and len(text.split()) >= SENTENCE


def _repeats_header(table: Headed, r: int) -> bool:
    columns = range(table.grid.columns)
    top = {fold(table.text(h, c)) for h in range(table.header.rows) for c in columns}
    top |= {fold(text) for column in table.header.columns for text in column.text.split(" / ")}
    texts = {fold(table.text(r, c)) for c in columns} - {""}
    return bool(texts) and texts <= top


def _misfits(table: Headed, r: int) -> list[str]:
    """What says that the cells of a row are those of two rows, or, in texts, which lost their rules, that they do not
    stand below their headers.

    OCR reads an arrow as "71", "21" or "7": one or two digits in a trend column say nothing about the row.
    """
    found = [table.setting.doubt] if table.setting.doubt else []
    if sum(_is_crowded(table, c) for c in table.grid.cells if c.row == r) > 1:
        found.append("several of its cells print several figures: it may be two rows")
    for cell in table.grid.cells if table.grid.engine in UNRULED else ():
        role = table.header.columns[cell.column].role
        if cell.row == r and cell.text and role in ("unknown", "score", "short_term_trend", "annual_trend"):
            reading = read_cell(without_marks(cell.text), kind="outturn")[0]
            arrow = role != "unknown" and re.fullmatch(r"\d{1,2}", cell.text)
            if reading.value is not None and not arrow:
                found.append(
                    f'"{gist(cell.text)}" stands in a column of {role.replace("_", " ")}s: the row may be shifted'
                )
    return found[:1]


def _second_codes(name: Name) -> list[str]:
    """What says that a name is that of two rows: it goes on with another code of the kind that it begins with."""
    kind = re.match(r"[A-Za-z/&]+", name.code or "")
    again = re.search(rf"(?<![A-Za-z]){re.escape(kind.group())}[. ]?\d+", name.label) if kind else None
    return [f"its name goes on with {again.group()}: it may be two rows"] if again else []


def _is_crowded(table: Headed, cell: Cell) -> bool:
    """Whether a cell of figures prints more than one of them."""
    if table.header.columns[cell.column].role not in ("outturn", "target") or len(cell.text.split()) < 2:
        return False
    reading = read_cell(without_marks(cell.text), kind="outturn")[0]
    return reading.status == "unreadable" and len(re.findall(r"\d[\d.,]*", cell.text)) > 1


def _strange_columns(table: Headed) -> list[Remark]:
    """Figures below a header that nothing explains are not read, and not passed over in silence."""
    found = []
    for c, column in enumerate(table.header.columns):
        texts = [table.text(r, c) for r in table.rows] if column.role == "unknown" else []
        figures = [t for t in texts if t and read_cell(t, kind="outturn")[0].value is not None]
        if figures:
            said = f'a column headed "{gist(column.text)}" prints {gist(", ".join(figures))}: nothing says what'
            found.append(table.remark("column_not_understood", "warning", said))
    return found
