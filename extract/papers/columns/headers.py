"""Say what each column of a grid means: the header grammar.

A column's header is the path of cells above its figures, from the widest ("2023-24") to the one that is its own
("Qtr. 1 outturn").  The deepest cell that names a role gives the role; the periods of the path complete each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple, cast

from extract.indicators import split_code
from extract.papers.columns.contents import Contents, contents_of
from extract.papers.kinds import kind_of_heading
from extract.papers.vocabulary import Vocabulary, any_within, fold, whole, within
from extract.read import without_marks
from extract.values import merge, period_of, read_cell, read_period
from schemas.layout import Cell, Grid
from schemas.reading import PeriodPart

Role = Literal[
    "indicator", "code", "group", "outturn", "target", "floor", "benchmark", "score", "short_term_trend",
    "annual_trend", "polarity", "reporting_basis", "period", "comment", "unit", "other", "unknown",
]  # fmt: skip

FIGURES: tuple[Role, ...] = ("outturn", "target", "floor", "benchmark")
"""The roles whose cells are figures."""

PERIOD_WORDS = re.compile(
    r"\b(?:19|20)\d{2}\s*[-–/]\s*(?:(?:19|20)?\d{2})\b|\b(?:q|qtr|quarter)\.?\s*[1-4]\b|\bh[12]\b"
    r"|\b\d{0,2}(?:st|nd|rd|th)?\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?[-\s'’]*(?:(?:19|20)?\d{2})?\b"
    r"|\b(?:19|20)\d{2}\b|\b\d{2}\s?[/–-]\s?\d{2}\b",
    re.IGNORECASE,
)
"""What a header says about time; the rest says what the column is."""

BRACKET = re.compile(r"\([^()]*\)")
JOINT = re.compile(r"\b(?:since|from|against|compared|versus|vs|v|than)\b", re.IGNORECASE)
"""What parts the thing that a header names from what it is held against: "Direction since last quarter"."""

OVER_A_YEAR = re.compile(r"\b(?:years?|annual(?:ly)?|yearly|(?:12|twelve)[- ]months?)\b", re.IGNORECASE)
WITHIN_A_YEAR = re.compile(
    r"\b(?:quarter\w*|(?<!12 )(?<!12-)(?<!twelve )months?|monthly|period|to date|in[- ]year|this year|year end)\b",
    re.IGNORECASE,
)
"""What the header of a trend may say of the time over which it is."""

MOST_HEADER_ROWS = 5
CODES: tuple[Role, ...] = ("group", "unknown", "indicator")
"""The roles that the header of a column of codes may seem to name: "BVPI", "PI"."""
NAMELESS: tuple[Role, ...] = ("unknown", "group", "other")
"""The roles among which the names stand where no header says so, the likeliest first."""
WORDY: tuple[Role, ...] = ("group", "other", "unknown", "comment", "outturn")
"""The roles that a header may seem to name over a column of nothing but scores, trends or polarities."""
HEADS: tuple[Role, ...] = ("score", "short_term_trend", "other")
"""The roles that the last word of a header decides alone."""
SHORT = 4
"""Phrases up to this long ("s", "rag") count only where they are the whole header."""


class Column(NamedTuple):
    """A column: what it holds, and what its header says about time."""

    role: Role
    part: PeriodPart | None
    text: str
    own: PeriodPart | None
    roles: tuple[Role, ...]


class Header(NamedTuple):
    """How many rows are header, and what each column means."""

    rows: int
    columns: tuple[Column, ...]

    def first(self, role: Role) -> int | None:
        """The first column with this role."""
        return next((n for n, c in enumerate(self.columns) if c.role == role), None)

    def all(self, *roles: Role) -> list[int]:
        """Every column with one of these roles."""
        return [n for n, c in enumerate(self.columns) if c.role in roles]


MEANINGS: dict[Role, str] = {
    "short_term_trend": "short trend", "annual_trend": "annual trend", "reporting_basis": "basis",
    "unknown": "not known", "other": "passed over",
}  # fmt: skip


def meaning(column: Column) -> str:
    """What a column holds, in words: "short trend", "outturn 2022-23 Q1"."""
    period = period_of(column.part) if column.part is not None and column.role in FIGURES else None
    words = MEANINGS.get(column.role, column.role)
    return f"{words} {period.text}" if period else words


def academic(header: Header) -> Header:
    """The header with its bare years read as academic years, as the caption of its table says."""
    bare = [
        c._replace(part=c.part.model_copy(update={"kind": "academic"}))
        if c.part is not None and c.part.kind == "financial" and not (c.part.quarter or c.part.month or c.part.half)
        else c
        for c in header.columns
    ]
    return header._replace(columns=tuple(bare))


def cell_map(grid: Grid) -> dict[tuple[int, int], Cell]:
    """Every position of the grid → the cell that covers it."""
    return {
        (r, c): cell
        for cell in grid.cells
        for r in range(cell.row, cell.row + cell.row_span)
        for c in range(cell.column, cell.column + cell.column_span)
    }


def role_of(text: str, vocabulary: Vocabulary) -> Role | None:
    """The role that a header cell names, or None: "Qtr. 1 outturn" → outturn, "Q1 2022-23" → None."""
    bare = without_marks(PERIOD_WORDS.sub(" ", text))
    if not fold(bare):
        return None
    exact = whole(bare, vocabulary.columns) or whole(BRACKET.sub(" ", bare), vocabulary.columns)
    if exact is None and any_within(bare, vocabulary.estimates):
        return "other"
    asked = kind_of_heading(bare, vocabulary) if exact is None and len(fold(bare).split()) > 2 else None
    if asked in ("impact", "assurance"):
        return "comment"
    named = exact or _named_within(bare, vocabulary) or ("comment" if asked else None)
    return cast("Role | None", named)


def _named_within(text: str, vocabulary: Vocabulary) -> str | None:
    """The role of the longest phrase; what stands before "since" or "against" goes before what it is held against.

    A last word that says what the others belong to goes before them all: "National rank", "Month RAG", "Target date".
    """
    long = {name: tuple(p for p in words if len(p) > SHORT) for name, words in vocabulary.columns.items()}
    last = fold(BRACKET.sub(" ", text)).rpartition(" ")[2]
    head_word = whole(last, {name: vocabulary.columns[name] for name in HEADS}) if len(last) > 2 else None
    if head_word is not None:
        return head_word
    found = within(text, long)
    joint = JOINT.search(text)
    head = within(text[: joint.start()], long) if joint else None
    if found and head and joint and found.phrase in fold(text[joint.end() :]):
        found = head
    return found.name if found else None


def header_of(grid: Grid, vocabulary: Vocabulary) -> Header:
    """The header of a grid; `rows` is 0 where its first row is already data."""
    cells = cell_map(grid)
    rows = _header_rows(grid, cells, vocabulary)
    columns = [_column([cells.get((r, c)) for r in range(rows)], vocabulary) for c in range(grid.columns)]
    return Header(rows, tuple(_by_contents(columns, contents_of(grid, cells, rows), vocabulary)))


def _header_rows(grid: Grid, cells: dict[tuple[int, int], Cell], vocabulary: Vocabulary) -> int:
    rows = 0
    while rows < min(grid.rows - 1, MOST_HEADER_ROWS):
        own = [c for c in grid.cells if c.row == rows]
        if not all(_is_header_cell(c, vocabulary) for c in own) or _is_row_of_reasons(own, vocabulary):
            break
        texts = {c.text for c in own if c.text}
        if rows and not any(role_of(t, vocabulary) or read_period(t) for t in texts):
            break
        rows += 1
    while rows and _is_band([c for c in grid.cells if c.row == rows - 1 and c.text], grid.columns):
        rows -= 1
    spanned = max((c.row + c.row_span for c in grid.cells if c.row < rows), default=0)
    return min(max(rows, spanned if spanned < grid.rows and rows else rows), grid.rows)


def _is_band(filled: Sequence[Cell], columns: int) -> bool:
    """Whether a row is one cell across the table that says nothing about time: it heads rows, not columns."""
    whole_row = len(filled) == 1 and columns > 2 and filled[0].column_span >= columns - 1
    return whole_row and read_period(filled[0].text) is None


def _is_header_cell(cell: Cell, vocabulary: Vocabulary) -> bool:
    text = without_marks(cell.text)
    if not text:
        return not cell.marks
    if cell.turned and cell.row_span > 1:
        return False
    if split_code(text)[0] is not None and len(text.split()) > 2:
        return False
    if role_of(text, vocabulary) or read_period(text) is not None:
        return not _is_long(text)
    reading = read_cell(text, kind="outturn")[0]
    return reading.status == "unreadable" and bool(re.search(r"[A-Za-z]", text)) and not _is_long(text)


def _is_row_of_reasons(own: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Whether a row is a name beside nothing but reasons: "New measure" holds a word of headers and is none."""
    first, *others = [without_marks(c.text) for c in own if c.text] or [""]
    bare = PERIOD_WORDS.sub(" ", first)
    readings = [read_cell(text, kind="outturn")[0] for text in others]
    reasons = bool(others) and all(r.value is None and r.status not in ("unreadable", "missing") for r in readings)
    return reasons and bool(fold(bare)) and whole(bare, vocabulary.columns) is None


def _is_long(text: str) -> bool:
    return len(text) > 120


def _column(path: Sequence[Cell | None], vocabulary: Vocabulary) -> Column:
    steps: list[Cell] = []
    for cell in path:
        if cell is not None and cell not in steps:
            steps.append(cell)
    part: PeriodPart | None = None
    own: PeriodPart | None = None
    roles: list[Role] = []
    for cell in steps:
        here = read_period(without_marks(cell.text))
        if here is not None:
            part = merge(part, here)
        own = own if here is None and "benchmark" in roles else here
        role = role_of(cell.text, vocabulary)
        if role is not None:
            roles.append(role)
    text = " / ".join(c.text for c in steps if c.text)
    if part is not None and part.kind == "financial" and part.quarter is None and "academic" in fold(text):
        part = part.model_copy(update={"kind": "academic"})
    role = roles[-1] if roles else ("outturn" if part is not None else "unknown")
    return Column(role, part, text, own, tuple(reversed(roles)))


def _by_contents(columns: list[Column], below: Sequence[Contents], vocabulary: Vocabulary) -> list[Column]:
    """Columns whose header is blank or does not fit what stands below take their meaning from that."""
    named = next((n for n, b in enumerate(below) if b.mostly == "text"), len(below))
    figures = [n for n, b in enumerate(below) if b.mostly == "figures" and n > named]
    first_figure = next((n for n, c in enumerate(columns) if c.role in FIGURES), min(figures, default=len(columns)))
    result = [
        column._replace(role=_fitting(n, columns, below, n > first_figure, vocabulary))
        for n, column in enumerate(columns)
    ]
    result = _yearly(result)
    if not any(c.role == "indicator" for c in columns):
        leading = [n for n in range(first_figure) if below[n].mostly == "text"]
        blank = [n for n in leading if not columns[n].text and result[n].role in NAMELESS]
        likely = [blank, *([n for n in leading if result[n].role == role] for role in NAMELESS)]
        codes = [n for n in range(first_figure) if result[n].role == "code" and below[n].coded()]
        label = next((max(found, key=lambda n: (below[n].naming(), n)) for found in (*likely, codes) if found), None)
        if label is not None:
            result[label] = result[label]._replace(role="indicator")
    return result


def _yearly(columns: list[Column]) -> list[Column]:
    """The columns, with a trend that is held against last year, or the same quarter of it, as an annual one."""
    parts = [c.part for c in columns if c.role == "outturn" and c.part is not None and period_of(c.part) is not None]
    latest = max(parts, key=_end, default=None)
    return [
        c._replace(role="annual_trend") if c.role == "short_term_trend" and _is_yearly(c, latest) else c
        for c in columns
    ]


def _end(part: PeriodPart) -> date:
    period = period_of(part)
    return period.end if period else date.min


def _is_yearly(column: Column, latest: PeriodPart | None) -> bool:
    own = column.own
    if own is not None and own.year is not None and latest is not None and (own.quarter or own.month or own.half):
        return own == latest.model_copy(update={"year": (latest.year or 0) - 1})
    said = column.text.split(" / ")[-1]
    return OVER_A_YEAR.search(said) is not None and WITHIN_A_YEAR.search(said) is None


def _fitting(
    n: int, columns: Sequence[Column], below: Sequence[Contents], behind: bool, vocabulary: Vocabulary
) -> Role:
    """The role of a column by its header and what stands below it; `behind` where figures stand before it."""
    column, here = columns[n], below[n]
    role, seen = column.role, here.mostly
    others = [c.role for m, c in enumerate(columns) if m != n]
    timeless = role in WORDY and column.part is None
    shown: Role = "short_term_trend" if "score" in others else "score"
    if (
        role in ("short_term_trend", "annual_trend", "score")
        and seen in ("text", "figures")
        and "benchmark" in column.roles
    ):
        return "benchmark"
    if role == "floor" and here.margin_of(_last_target(columns, below)):
        return "other"
    if role == "short_term_trend" and column.own is not None and column.own.year and not column.own.quarter:
        return "annual_trend" if column.own.month is None else role
    if role in ("short_term_trend", "annual_trend") and here.differences():
        return "other"
    if role in FIGURES and here.only(vocabulary.trend_words, SHORT + 1):
        over_a_year = column.part is not None and not (column.part.quarter or column.part.half or column.part.month)
        return "annual_trend" if over_a_year else "short_term_trend"
    if role == "benchmark" and seen != "text" and _swapped(columns, below, n):
        return "annual_trend"
    if role in FIGURES[:3] and (seen == "marks" or here.painted()):
        return shown
    if role == "code" and here.counts() and whole(column.text, {"": vocabulary.running}) is not None:
        return "other"
    if role in CODES and "code" not in others and here.coded() and (role != "indicator" or role in others):
        return "code"
    if (timeless or role == "reporting_basis") and here.dated():
        return "period"
    if role in FIGURES and here.only({"": vocabulary.answers}):
        return "other"
    if timeless and here.only(vocabulary.score_words, SHORT + 1):
        return "score"
    if timeless and here.only(vocabulary.trend_words, SHORT + 1):
        return "short_term_trend"
    if role in WORDY and here.only(vocabulary.polarity, 1 if role == "group" else SHORT + 1):
        return "polarity"
    if timeless and role == "outturn" and seen == "text":
        return "comment" if behind else "other"
    if role == "unknown" and here.lit():
        return shown
    if role == "unknown" and behind and seen == "text" and here.talks():
        return "comment"
    if role == "unknown" and not column.text and seen == "marks":
        return shown
    return "group" if role == "unknown" and not column.text and seen == "text" and not behind else role


def _last_target(columns: Sequence[Column], below: Sequence[Contents]) -> Contents | None:
    return next((b for c, b in zip(reversed(columns), reversed(below), strict=True) if c.role == "target"), None)


def _swapped(columns: Sequence[Column], below: Sequence[Contents], n: int) -> bool:
    """Whether the next column has the header of a trend over the text of a benchmark: a text's header slipped."""
    after = columns[n + 1] if n + 1 < len(columns) else None
    slipped = after is not None and after.role == "annual_trend" and "benchmark" in after.roles
    return slipped and below[n + 1].mostly in ("text", "figures")
