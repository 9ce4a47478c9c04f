"""Say what each column of a grid means: the header grammar.

A column's header is the path of cells above its figures, from the widest ("2023-24") to the one that is its own
("Qtr. 1 outturn").  The deepest cell that names a role gives the role; the periods of the path complete each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple, cast

from extract.indicators import canonical_code, split_code
from extract.papers.vocabulary import Phrases, Vocabulary, any_within, fold, whole, within
from extract.read import without_marks
from extract.values import merge, period_of, read_cell, read_period
from schemas.layout import Cell, Grid
from schemas.reading import PeriodPart

Role = Literal[
    "indicator", "code", "group", "outturn", "target", "floor", "benchmark", "score", "short_term_trend",
    "annual_trend", "polarity", "reporting_basis", "comment", "unit", "other", "unknown",
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

JOINT = re.compile(r"\b(?:since|from|against|compared|versus|vs|v|than)\b", re.IGNORECASE)
"""What parts the thing that a header names from what it is held against: "Direction since last quarter"."""

MARGIN = re.compile(r"\s*(?:±|\+\s?/\s?-|within\b)", re.IGNORECASE)
"""A tolerance that is printed as a margin round the target."""

MOST_HEADER_ROWS = 5
CODES: tuple[Role, ...] = ("group", "unknown", "indicator")
"""The roles that the header of a column of codes may seem to name: "BVPI", "PI"."""
WORDY: tuple[Role, ...] = ("group", "other", "unknown", "comment", "outturn")
"""The roles that a header may seem to name over a column of nothing but scores, trends or polarities."""
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
    exact = whole(bare, vocabulary.columns)
    if exact is None and any_within(bare, vocabulary.estimates):
        return "other"
    return cast("Role | None", exact or _named_within(bare, vocabulary))


def _named_within(text: str, vocabulary: Vocabulary) -> str | None:
    """The role of the longest phrase; what stands before "since" or "against" goes before what it is held against."""
    long = {name: tuple(p for p in words if len(p) > SHORT) for name, words in vocabulary.columns.items()}
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
    return Header(rows, tuple(_by_contents(columns, grid, cells, rows, vocabulary)))


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


def _by_contents(
    columns: list[Column], grid: Grid, cells: dict[tuple[int, int], Cell], rows: int, vocabulary: Vocabulary
) -> list[Column]:
    """Columns whose header is blank or does not fit what stands below take their meaning from that."""
    seen = [_contents(c, grid, cells, rows) for c in range(grid.columns)]
    named = any(c.role == "indicator" for c in columns)
    first_figure = next((n for n, c in enumerate(columns) if c.role in FIGURES), grid.columns)
    result = []
    for n, column in enumerate(columns):
        role = column.role
        if role in ("short_term_trend", "annual_trend", "score") and seen[n] == "text" and "benchmark" in column.roles:
            role = "benchmark"
        elif role == "floor" and _is_margin(n, columns, cells, range(rows, grid.rows)):
            role = "other"
        elif role == "short_term_trend" and column.own is not None and column.own.year and not column.own.quarter:
            role = "annual_trend" if column.own.month is None else role
        elif role == "benchmark" and seen[n] != "text" and _swapped(columns, seen, n):
            role = "annual_trend"
        elif role in FIGURES[:3] and (seen[n] == "marks" or (seen[n] == "blank" and _painted(n, grid, cells, rows))):
            role = "score" if not any(c.role == "score" for c in columns) else "short_term_trend"
        elif (
            role in CODES
            and not any(c.role == "code" for c in columns)
            and _coded(n, cells, rows)
            and (role != "indicator" or sum(c.role == "indicator" for c in columns) > 1)
        ):
            role = "code"
        elif role in WORDY and column.part is None and _says_only(n, grid, cells, rows, vocabulary.score_words):
            role = "score"
        elif role in WORDY and column.part is None and _says_only(n, grid, cells, rows, vocabulary.trend_words):
            role = "short_term_trend"
        elif role in WORDY and _says_only(n, grid, cells, rows, vocabulary.polarity):
            role = "polarity"
        elif role == "outturn" and seen[n] == "text" and column.part is None:
            role = "comment" if n > first_figure else "other"
        elif role == "unknown" and not column.text:
            if seen[n] == "marks":
                role = "score" if not any(c.role == "score" for c in columns) else "short_term_trend"
            elif seen[n] == "text" and n < first_figure:
                role = "group"
        result.append(column._replace(role=role))
    if not named:
        leading = [n for n in range(min(first_figure, grid.columns)) if result[n].role in ("group", "unknown", "other")]
        texts = [n for n in leading if seen[n] == "text"]
        blank = [n for n in texts if not columns[n].text]
        if texts:
            label = (blank or texts)[-1]
            result[label] = result[label]._replace(role="indicator")
    return result


def _is_margin(column: int, columns: Sequence[Column], cells: dict[tuple[int, int], Cell], rows: Sequence[int]) -> bool:
    """Whether a column of tolerances says how far a result may lie from its target: ±5%, or 5% beside all targets."""
    targets = [n for n, c in enumerate(columns) if c.role == "target"]
    texts = [cell.text for r in rows if (cell := cells.get((r, column))) and cell.text]
    if any(MARGIN.match(text) for text in texts):
        return True
    pairs = []
    for r in rows:
        margin, target = _value(cells.get((r, column))), _value(cells.get((r, targets[-1]))) if targets else None
        if margin is not None and target is not None:
            pairs.append((margin, target))
    far = sum(abs(margin) * 3 < abs(target) for margin, target in pairs)
    alike = len({margin for margin, _ in pairs}) == 1 < len({target for _, target in pairs})
    return bool(pairs) and (far * 2 > len(pairs) or (alike and len(pairs) > 2))


def _value(cell: Cell | None) -> Decimal | None:
    return read_cell(without_marks(cell.text), kind="target")[0].value if cell is not None else None


def _swapped(columns: Sequence[Column], seen: Sequence[str], n: int) -> bool:
    """Whether the next column has the header of a trend over the text of a benchmark: a text's header slipped."""
    after = columns[n + 1] if n + 1 < len(columns) else None
    return after is not None and after.role == "annual_trend" and "benchmark" in after.roles and seen[n + 1] == "text"


def _coded(column: int, cells: dict[tuple[int, int], Cell], rows: int) -> bool:
    """Whether a column holds nothing but codes, a different one in each row."""
    below = [c for (r, c_), c in cells.items() if c_ == column and r >= rows and c.row == r and c.column_span == 1]
    own = [c.text for c in below if c.text]
    codes = [canonical_code(text) for text in own]
    return len(own) > 1 and None not in codes and len(set(codes)) == len(codes)


def _says_only(column: int, grid: Grid, cells: dict[tuple[int, int], Cell], rows: int, words: Phrases) -> bool:
    """Whether every text of a column is one of these words: "Aim to maximise", "On target", "Improving"."""
    below = [cell for r in range(rows, grid.rows) if (cell := cells.get((r, column))) is not None]
    own = [cell for cell in below if cell.column_span == 1]
    texts = {fold(cell.text) for cell in own} - {""}
    return any(len(t) > SHORT for t in texts) and all(whole(t, words) for t in texts)


def _painted(column: int, grid: Grid, cells: dict[tuple[int, int], Cell], rows: int) -> bool:
    """Whether a column shows nothing but the colours of scores."""
    below = [cell for r in range(rows, grid.rows) if (cell := cells.get((r, column))) is not None]
    return any(c.fill in ("red", "amber", "green") for c in below)


def _contents(column: int, grid: Grid, cells: dict[tuple[int, int], Cell], rows: int) -> str:
    """What mostly stands in a column: `figures`, `marks`, `text` or `blank`."""
    found = {"figures": 0, "marks": 0, "text": 0, "blank": 0}
    below = {id(c): c for r in range(rows, grid.rows) if (c := cells.get((r, column))) is not None}
    for cell in below.values():
        text = without_marks(cell.text)
        if cell.column_span > 1 and grid.columns > 2:
            continue
        if not text:
            found["marks" if cell.marks else "blank"] += 1
        elif len(re.findall(r"[A-Za-z]{3,}", text)) < 3 and read_cell(text, kind="outturn")[0].status != "unreadable":
            found["figures"] += 1
        elif re.search(r"[A-Za-z]{2}", text):
            found["text"] += 1
    best = max(("figures", "marks", "text"), key=lambda k: found[k])
    return best if found[best] else "blank"
