"""What a paper prints, made out but not yet checked or matched: the result of `extract.papers`."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from schemas.layout import Box, Mark, Plain
from schemas.reading import Period, Reading
from schemas.records import Kind, Measure, Polarity, ScoreMeaning, Severity, Trend


class Place(Plain):
    """Where something is printed: a page, a box, and a name for the spot that never changes for the same bytes."""

    page: int | None
    box: Box | None = None
    spot: str = ""


class Printing(Plain):
    """One printed figure, or printed reason for having none, with what it is about."""

    place: Place
    source: Literal["table", "prose"]
    code: str | None
    label: str
    measure: Measure
    period: Period | None
    reading: Reading
    position: int = 0
    table: int | None = None
    row: int | None = None


class Unread(NamedTuple):
    """What is printed where the symbols of a row belong, and is none: "71" for an arrow."""

    score: str | None = None
    short_term_trend: str | None = None
    annual_trend: str | None = None


class Row(Plain):
    """A row of a scorecard: how the council itself judges an indicator."""

    place: Place
    code: str | None
    label: str
    table: int
    row: int
    period: Period | None = None
    heading: str | None = None
    polarity: Polarity | None = None
    reporting_basis: str | None = None
    mark: Mark | None = None
    score: str | None = None
    score_meaning: ScoreMeaning | None = None
    short_term_trend: Trend | None = None
    annual_trend: Trend | None = None
    unread: Unread = Unread()
    judged: bool = True


class Passage(Plain):
    """A block of text about an indicator."""

    code: str | None
    label: str
    kind: Kind
    text: str
    first_page: int | None
    last_page: int | None
    period: Period | None = None
    spot: str = ""
    goes_on: bool = False


class Report(Plain):
    """A report bound into a pack: one agenda item that has pages."""

    item: str | None
    title: str
    first_page: int | None
    last_page: int | None
    period: Period | None = None


class Table(Plain):
    """A table that was seen, and what became of it."""

    place: Place
    rows: int
    columns: int
    verdict: Literal["read", "set_aside", "not_understood"]
    reason: str
    meanings: tuple[str, ...] = ()
    """What each column means, in words, where the table was read."""


GIST = 60
"""Characters of a text that a message quotes."""


def gist(text: str) -> str:
    """A text as a message quotes it: whole, or its first words."""
    if len(text) <= GIST:
        return text
    words = text[:GIST].rpartition(" ")[0]
    return f"{words or text[: GIST - 1]}…"


class Remark(Plain):
    """Something wrong or undecided; `printing` is the index of the figure it is about."""

    check: str
    severity: Severity
    message: str
    suggestion: str | None = None
    page: int | None = None
    printing: int | None = None


class Unknown(Plain):
    """A word, symbol, code or cell that no vocabulary explains, and the page on which it stands first.

    With a header come some of the cells below it, and the role under which it does no harm.
    """

    kind: Literal["header", "symbol", "score", "trend", "polarity", "code", "cell"]
    text: str
    page: int | None
    examples: tuple[str, ...] = ()
    likely: str = "other"


class Paper(Plain):
    """All that one paper prints."""

    council: str | None = None
    committee: str | None = None
    meeting_date: date | None = None
    title: str | None = None
    period: Period | None = None
    pages: int | None = None
    reports: tuple[Report, ...] = ()
    printings: tuple[Printing, ...] = ()
    rows: tuple[Row, ...] = ()
    passages: tuple[Passage, ...] = ()
    tables: tuple[Table, ...] = ()
    remarks: tuple[Remark, ...] = ()
