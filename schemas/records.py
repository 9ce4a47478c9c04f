"""The records that a load leaves in the database: one model a table, one field a column.

These models are the only source of the tables' DDL, of the published JSON Schema and of the data dictionary.
A field's description is its entry in the dictionary.  Names are a contract: change them only by adding.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Measure = Literal["outturn", "target", "floor", "benchmark"]
Status = Literal[
    "reported", "new_measure", "not_yet_available", "not_applicable", "no_target", "not_comparable", "suppressed",
    "missing", "unreadable",
]  # fmt: skip
Polarity = Literal["bigger_is_better", "smaller_is_better", "plan_is_best"]
ScoreMeaning = Literal["better", "within_tolerance", "worse"]
Trend = Literal["improving", "worsening", "steady"]
Kind = Literal["performance", "impact", "assurance", "comment"]
Severity = Literal["error", "warning", "info"]
Unit = Literal["percent", "number", "days", "gbp", "per_10000", "tonnes", "rank", "hours", "weeks", "months", "years",
               "per_1000", "per_100000", "ratio"]  # fmt: skip

Figure = Annotated[Decimal, Field(max_digits=20, decimal_places=6)]


class Record(BaseModel):
    """A row; `table` names its table and `key` the columns that tell rows apart."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Document(Record):
    """One row per distinct file."""

    document_id: str = Field(description="SHA-256 of the bytes, lower-case hex")
    path: str = Field(description="as ingested, relative to the corpus root")
    source_url: str | None = Field(None, description="where it was first downloaded from")
    council: str | None = Field(None, description="short name, `Dudley`; NULL where nothing says it")
    committee: str | None = Field(None, description='as printed, without "Meeting of the"')
    meeting_date: date | None = Field(None, description="as printed, else the manifest's")
    title: str | None = Field(None, description="the meeting line of a front sheet, else the first heading")
    pages: int | None = Field(None, description="number of PDF pages; NULL for a text source")
    period: str | None = Field(None, description="the period that the paper says it reports on, where it says one")
    reader_version: str = Field("", description="version of the program and vocabulary that read it")
    withdrawn: bool | None = Field(
        None, description="whether people say that it was withdrawn or replaced: `series` leaves its rows out"
    )
    superseded_by: str | None = Field(
        None, description="document_id of the paper that replaces it, where people say so"
    )


class DocumentSource(Record):
    """Every path and address at which the same bytes were found."""

    document_id: str
    path: str = Field(description="as ingested, relative to the corpus root")
    url: str | None = None
    retrieved: datetime | None = None


class PageRead(Record):
    """One row per page: how it was read, so that every page is accounted for."""

    document_id: str
    page: int = Field(description="1-based PDF page; 0 for a text source")
    reader: Literal["skimmed", "vector", "ocr", "text", "unread"] = Field(
        description="`skimmed`: the fast pass found nothing that needs more; `unread`: see the findings"
    )
    remark: str | None = Field(None, description="why this reader")


class Section(Record):
    """One row per report bound into an agenda pack."""

    section_id: str
    document_id: str
    item: str | None = Field(None, description="agenda item number as printed: `8`")
    title: str = Field(description='agenda title, without the "(Pages 41 to 79)"')
    first_page: int | None = Field(None, description="1-based PDF page, inclusive; NULL for a text source")
    last_page: int | None = Field(None, description="1-based PDF page, inclusive")
    period: str | None = Field(None, description="the period reported on, where one is: `2023-24 Q1`")


class Observation(Record):
    """One row per printed figure, or printed reason for having none."""

    observation_id: str = Field(description="from file, cell, measure, period and position within the cell")
    document_id: str
    page: int | None = Field(None, description="1-based PDF page; NULL for a text source")
    x0: float | None = Field(None, description="the cell's box in points from the page's top left corner")
    top: float | None = None
    x1: float | None = None
    bottom: float | None = None
    source: Literal["table", "prose"]
    indicator_id: str | None = Field(None, description="the indicator it belongs to across years")
    indicator_code: str | None = Field(None, description="canonical spelling `PI.120`; NULL where none is printed")
    indicator_label: str = Field(description="as printed, without the code, white space folded")
    measure: Measure
    period: str | None = Field(None, description="`2023-24 Q1`, `2023-24`, `2023-06`, `2023-24 H1`, ...")
    period_start: date | None = Field(None, description="first day covered")
    period_end: date | None = Field(None, description="last day covered")
    value: Figure | None = Field(None, description="the headline figure; NULL where none is printed")
    unit: Unit | None = None
    numerator: Figure | None = Field(None, description='96 for "1.3% (96 / 7,459)"')
    denominator: Figure | None = Field(None, description='7459 for "1.3% (96 / 7,459)"')
    qualifier: str | None = Field(None, description="what else the cell says: comparator, cumulative, provisional, <")
    status: Status
    raw: str = Field(description="the cell exactly as extracted")
    section_id: str | None = Field(None, description="the report of the pack that it stands in")
    decimals: int | None = Field(
        None, description='place of the last printed digit: 1 for "65.9", 0 for "66", -3 for "£135k"'
    )


class Assessment(Record):
    """One row per scorecard row: how the council itself judged it."""

    assessment_id: str
    document_id: str
    page: int | None = None
    indicator_id: str | None = None
    indicator_code: str | None = None
    indicator_label: str
    period: str | None = Field(None, description="the period that the scorecard reports on: the latest outturn column")
    heading: str | None = Field(None, description="the label of its group of rows, else the nearest heading above")
    polarity: Polarity | None = Field(None, description="where printed")
    reporting_basis: str | None = Field(None, description="as printed: `Latest Quarter`, `Snapshot` ...")
    score: str | None = Field(None, description="the symbol: `star`, `circle`, `triangle`, `green`, `amber`, `red` ...")
    score_meaning: ScoreMeaning | None = None
    short_term_trend: Trend | None = None
    annual_trend: Trend | None = None


class Commentary(Record):
    """One row per block of text about an indicator."""

    commentary_id: str
    document_id: str
    indicator_id: str | None = None
    indicator_code: str | None = None
    indicator_label: str
    first_page: int | None = None
    last_page: int | None = None
    period: str | None = None
    kind: Kind
    text: str


class Finding(Record):
    """What is wrong, or might be."""

    finding_id: str
    document_id: str | None = Field(None, description="NULL where the bytes could not be read")
    page: int | None = None
    observation_id: str | None = Field(None, description="NULL where it is about a whole page or file")
    check_name: str = Field(description="stable name of the rule")
    severity: Severity
    message: str = Field(description="for a person: what disagrees with what")
    suggestion: str | None = Field(None, description="the likely right value and why, where there is one")
    state: Literal["open", "accepted", "rejected"] = "open"


class TableSeen(Record):
    """Every table on every page that was read, and what became of it."""

    table_id: str
    document_id: str
    page: int | None = None
    x0: float | None = None
    top: float | None = None
    x1: float | None = None
    bottom: float | None = None
    rows: int
    columns: int
    verdict: Literal["read", "set_aside", "not_understood"]
    reason: str = Field(description="what it was read as, why it was set aside, or what was not understood")
    meanings: str | None = Field(
        None,
        description="what each column of a table that was read means, from left to right: `indicator | outturn 2022-23 Q1`",
    )


class Indicator(Record):
    """One row per measure of one council."""

    indicator_id: str
    code: str | None = None
    name: str
    unit: str | None = None
    polarity: str | None = None
    council: str | None = None
    first_period: str | None = None
    last_period: str | None = None


class IndicatorAlias(Record):
    """Every printed name, and how it was matched."""

    indicator_id: str | None = Field(None, description="NULL while a person has not decided")
    document_id: str
    code: str | None = None
    label: str
    method: Literal["code", "exact", "fuzzy", "values", "manual"]
    score: float = Field(description="0 to 100")
    decision: Literal["auto", "review", "accepted", "rejected"]
    candidate_id: str | None = Field(None, description="the best candidate, where the decision waits for a person")
    evidence: str = Field("", description="what spoke for and against, field by field")


class Correction(Record):
    """What people's decisions changed in what was read: one row per changed column of a row."""

    row_table: Literal["document", "observation", "finding"] = Field(description="the table of the row")
    row_id: str = Field(description="its key")
    column_name: str
    document_id: str
    before: str | None = Field(None, description="as it was read, as text")
    after: str | None = Field(None, description="as it stands now, as text")
    who: str = Field(description="who decided it")
    decided: date = Field(description="when")
    why: str


class Reread(Record):
    """What other papers say was printed where the text of one is damaged: one row per column that was read anew."""

    row_table: Literal["observation", "finding"] = Field(description="the table of the row")
    row_id: str = Field(description="its key")
    column_name: str
    document_id: str
    before: str | None = Field(None, description="as it was read, as text")
    after: str | None = Field(None, description="as it stands now, as text")
    finding_id: str = Field(description="the finding `repair` that names the witness")


class Settled(Record):
    """Which figures of an indicator have been held against each other, so that only what changes is done again."""

    indicator_id: str
    fingerprint: str = Field(description="of all its figures as they were read, in every paper")


class Facts(BaseModel):
    """All that one paper says: what the reader hands to the loader."""

    model_config = ConfigDict(extra="forbid")

    document: Document
    sources: list[DocumentSource] = []
    pages: list[PageRead] = []
    sections: list[Section] = []
    observations: list[Observation] = []
    assessments: list[Assessment] = []
    commentary: list[Commentary] = []
    findings: list[Finding] = []
    tables: list[TableSeen] = []


TABLES: dict[str, type[Record]] = {
    "document": Document,
    "document_source": DocumentSource,
    "page_read": PageRead,
    "section": Section,
    "observation": Observation,
    "assessment": Assessment,
    "commentary": Commentary,
    "finding": Finding,
    "table_seen": TableSeen,
    "indicator": Indicator,
    "indicator_alias": IndicatorAlias,
    "correction": Correction,
    "reread": Reread,
    "settled": Settled,
}
"""Table name → the model of its rows."""

KEYS: dict[str, tuple[str, ...]] = {
    "document": ("document_id",),
    "section": ("section_id",),
    "observation": ("observation_id",),
    "assessment": ("assessment_id",),
    "commentary": ("commentary_id",),
    "finding": ("finding_id",),
    "table_seen": ("table_id",),
    "indicator": ("indicator_id",),
    "settled": ("indicator_id",),
}
"""Table name → the columns of its primary key."""
