"""Every printing of a figure, and why there is none where there is none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from duckdb import DuckDBPyConnection

from schemas.layout import Plain

GapKind = Literal["not_reported", "not_loaded", "not_readable"]


class PrintedOnce(Plain):
    """One printing of a figure, with what decides whether the series takes it."""

    measure: str
    comparator: str | None
    meeting_date: date | None
    path: str
    page: int | None
    source: str
    on_scorecard: bool
    raw: str
    value: Decimal | None
    unit: str | None
    decimals: int | None
    qualifier: str | None
    status: str
    flagged: bool
    borne_out: int
    """How many other papers print the same, to the coarser of two roundings."""
    withdrawn: bool
    corrected_by: str | None
    """Who said that it is a misprint, and why."""
    taken: bool
    """Whether it is the one in `series`."""
    document_id: str
    observation_id: str


class Gap(NamedTuple):
    """Why an indicator has no figure for a period."""

    kind: GapKind
    sentence: str


class Missing(NamedTuple):
    """A period for which an indicator has no outturn, and what kind of gap that is."""

    period: str
    start: date
    end: date
    kind: GapKind


class Quarter(Plain):
    """What is loaded of one council about one quarter, or one longer period that ends in its year."""

    council: str | None
    year: str
    quarter: int | None
    """1 to 4, or None for half-years, years and the like."""
    papers: int
    indicators: int
    findings: int


def printings(con: DuckDBPyConnection, indicator_id: str, period: str) -> list[PrintedOnce]:
    """Every printing of an indicator for a period, by measure and then oldest paper first."""
    rows = con.execute(
        """
        SELECT
            printing.measure, printing.comparator, printing.meeting_date, printing.path, printing.page,
            printing.source, printing.on_scorecard, printing.raw, printing.value, printing.unit, printing.decimals,
            printing.qualifier, printing.status, printing.flagged,
            (
                SELECT count(DISTINCT other.document_id) FROM printing AS other
                WHERE other.indicator_id = printing.indicator_id AND other.period = printing.period
                    AND other.measure = printing.measure
                    AND other.comparator IS NOT DISTINCT FROM printing.comparator
                    AND other.document_id <> printing.document_id AND NOT other.withdrawn
                    AND agrees(other.value, other.decimals, printing.value, printing.decimals)
            ),
            printing.withdrawn,
            (
                SELECT first(concat_ws(': ', who, why)) FROM correction
                WHERE row_table = 'observation' AND row_id = printing.observation_id AND column_name = 'value'
            ),
            series.observation_id IS NOT NULL, printing.document_id, printing.observation_id
        FROM printing
        LEFT JOIN series ON series.observation_id = printing.observation_id
        WHERE printing.indicator_id = ? AND printing.period = ?
        ORDER BY
            list_position(['outturn', 'target', 'floor', 'benchmark'], printing.measure), printing.comparator,
            printing.meeting_date NULLS FIRST, printing.path, printing.page NULLS LAST, printing.source DESC,
            printing.observation_id
        """,
        [indicator_id, period],
    ).fetchall()
    names = list(PrintedOnce.model_fields)
    return [PrintedOnce(**dict(zip(names, row, strict=True))) for row in rows]


def periods_printed(con: DuckDBPyConnection, indicator_id: str) -> list[tuple[str, date, date]]:
    """The periods for which outturns of an indicator are printed, with or without a figure, in order."""
    return con.execute(
        """
        SELECT DISTINCT period, period_start, period_end FROM printing
        WHERE indicator_id = ? AND measure = 'outturn' AND period_end IS NOT NULL
        ORDER BY period_end, period_start, period
        """,
        [indicator_id],
    ).fetchall()


def gap(con: DuckDBPyConnection, indicator_id: str, period: str) -> Gap | None:
    """Why an indicator has no outturn for a period, or None where it has one.

    Not readable: a place for it was found and could not be read, or a page of a paper about the period was not read.
    Not reported: papers about the period are loaded and print a reason, a blank or nothing for it.
    Not loaded: no paper that is loaded prints anything for the period.
    """
    own = [one for one in printings(con, indicator_id, period) if one.measure == "outturn" and not one.withdrawn]
    if any(one.value is not None for one in own):
        return None
    unreadable = next((one for one in own if one.status == "unreadable"), None)
    if unreadable is not None:
        return Gap("not_readable", f"What is printed on {_place(unreadable.path, unreadable.page)} could not be read.")
    if own:
        said = own[-1]
        words = f"prints “{said.raw.strip()}”" if said.raw.strip() else "leaves it blank"
        place = _place(said.path, said.page)
        return Gap("not_reported", f"{place[:1].upper()}{place[1:]} {words}.")
    papers = _papers_about(con, indicator_id, period)
    if not papers:
        return Gap("not_loaded", _nothing_about(con, indicator_id, period))
    unread = _trouble(con, papers, "SELECT document_id, page FROM page_read WHERE reader = 'unread'")
    if unread is not None:
        return Gap("not_readable", f"It may be on {unread}, which could not be read.")
    doubt = _trouble(con, papers, "SELECT document_id, page FROM table_seen WHERE verdict = 'not_understood'")
    first, *more = papers.values()
    who = f"{first} and {len(more)} more print" if more else f"{first} prints"
    rest = f", unless it is in the table on {doubt} that was not understood" if doubt else ""
    return Gap("not_reported", f"{who} other indicators for that period, but not this one{rest}.")


def gaps(con: DuckDBPyConnection, indicator_id: str) -> list[Missing]:
    """The periods between an indicator's first and last for which no outturn is known, in order."""
    rows = con.execute(
        "SELECT period, period_start, period_end, kind FROM gap WHERE indicator_id = ? ORDER BY period_end, period_start",
        [indicator_id],
    ).fetchall()
    return [Missing(*row) for row in rows]


def gap_kinds(con: DuckDBPyConnection) -> dict[GapKind, int]:
    """How many gaps of each kind the series have."""
    return dict(con.execute("SELECT kind, count(*) FROM gap GROUP BY kind ORDER BY kind").fetchall())


def quarters(con: DuckDBPyConnection) -> list[Quarter]:
    """What is loaded of each council and quarter: papers that print outturns for it, indicators, open findings."""
    names = list(Quarter.model_fields)
    rows = con.execute(f"SELECT {', '.join(names)} FROM quarter_coverage").fetchall()
    return [Quarter(**dict(zip(names, row, strict=True))) for row in rows]


def files_unread(con: DuckDBPyConnection) -> int:
    """How many files could not be read at all."""
    found = con.execute("SELECT count(*) FROM finding WHERE check_name = 'file_unreadable' AND state = 'open'")
    return int(found.fetchall()[0][0])


def _papers_about(con: DuckDBPyConnection, indicator_id: str, period: str) -> dict[str, str]:
    """The papers of an indicator's council that report on a period or print outturns for it: id → path."""
    rows = con.execute(
        """
        SELECT DISTINCT document.document_id, document.path, document.meeting_date
        FROM document
        JOIN indicator ON indicator.council IS NOT DISTINCT FROM document.council
        WHERE indicator.indicator_id = ? AND NOT coalesce(document.withdrawn, false) AND (
            document.period = ?
            OR EXISTS (
                FROM observation
                WHERE observation.document_id = document.document_id AND observation.period = ?
                    AND observation.measure = 'outturn'
            )
        )
        ORDER BY document.meeting_date NULLS FIRST, document.path
        """,
        [indicator_id, period, period],
    ).fetchall()
    return {document_id: path for document_id, path, _ in rows}


def _trouble(con: DuckDBPyConnection, papers: dict[str, str], source: str) -> str | None:
    """The first page of these papers that is in some list of pages."""
    rows = con.execute(
        f"SELECT document_id, page FROM ({source}) WHERE list_contains(?, document_id) ORDER BY ALL", [sorted(papers)]
    ).fetchall()
    return _place(papers[rows[0][0]], rows[0][1] or None) if rows else None


def _nothing_about(con: DuckDBPyConnection, indicator_id: str, period: str) -> str:
    council = con.execute("SELECT council FROM indicator WHERE indicator_id = ?", [indicator_id]).fetchall()
    whose = f" of {council[0][0]}" if council and council[0][0] else ""
    return f"No paper{whose} that is loaded prints anything for {period}."


def _place(path: str, page: int | None) -> str:
    return f"page {page} of {path}" if page else path
