"""What a first look at a database shows, and what a picture of a page needs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from duckdb import DuckDBPyConnection


class CouncilPapers(NamedTuple):
    """What is loaded of one council."""

    council: str | None
    papers: int
    pages: int
    first_meeting: date | None
    last_meeting: date | None


class LongSeries(NamedTuple):
    """An indicator with many figures."""

    indicator_id: str
    code: str | None
    name: str
    figures: int
    papers: int


class Cause(NamedTuple):
    """Open findings of one check."""

    severity: str
    check_name: str
    findings: int
    message: str


class DrawnFigure(NamedTuple):
    """A figure where it stands on a page."""

    observation_id: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    measure: str
    period: str | None
    value: Decimal | None
    status: str
    raw: str
    severity: str | None
    """Of the worst open finding about it."""


class DrawnTable(NamedTuple):
    """A table where it stands on a page."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    verdict: str
    reason: str
    meanings: str | None


def councils(con: DuckDBPyConnection) -> list[CouncilPapers]:
    """What is loaded of each council, the largest first."""
    rows = con.execute(
        """
        SELECT council, count(*), coalesce(sum(pages), 0)::BIGINT, min(meeting_date), max(meeting_date)
        FROM document GROUP BY council ORDER BY count(*) DESC, council
        """
    ).fetchall()
    return [CouncilPapers(*row) for row in rows]


def longest_series(con: DuckDBPyConnection, limit: int = 1) -> list[LongSeries]:
    """The indicators with the most years, and among them those with the most figures that nothing casts doubt on."""
    rows = con.execute(
        """
        SELECT indicator_id, code, name, count(*), count(DISTINCT document_id)
        FROM series
        WHERE measure = 'outturn' AND value IS NOT NULL AND NOT flagged
        GROUP BY ALL
        ORDER BY count(DISTINCT year(period_end)) DESC, count(*) DESC, indicator_id
        LIMIT ?
        """,
        [limit],
    ).fetchall()
    return [LongSeries(*row) for row in rows]


def causes(con: DuckDBPyConnection) -> list[Cause]:
    """The open findings by what raised them, worst first, each with one message as an example."""
    rows = con.execute(
        """
        SELECT severity, check_name, count(*), first(message ORDER BY finding_id)
        FROM finding WHERE state = 'open'
        GROUP BY severity, check_name
        ORDER BY list_position(['error', 'warning', 'info'], severity), count(*) DESC, check_name
        """
    ).fetchall()
    return [Cause(*row) for row in rows]


def names_printed(con: DuckDBPyConnection, indicator_id: str) -> list[str]:
    """Every name that papers print for an indicator, with its code, oldest paper first."""
    rows = con.execute(
        """
        SELECT concat_ws(' ', alias.code, alias.label) AS name
        FROM indicator_alias AS alias
        LEFT JOIN document ON document.document_id = alias.document_id
        WHERE alias.indicator_id = ? AND alias.decision IN ('auto', 'accepted')
        GROUP BY ALL
        ORDER BY min(document.meeting_date) NULLS FIRST, name
        """,
        [indicator_id],
    ).fetchall()
    return [name for (name,) in rows]


def names_waiting(con: DuckDBPyConnection) -> int:
    """How many printed names wait for a person."""
    found = con.execute("SELECT count(*) FROM indicator_alias WHERE decision = 'review'").fetchall()
    return int(found[0][0])


def page_worth_a_look(con: DuckDBPyConnection) -> tuple[str, int] | None:
    """The path and page with figures that has most findings, the newest paper first."""
    rows = con.execute(
        """
        SELECT document.path, observation.page
        FROM observation
        JOIN document ON document.document_id = observation.document_id
        LEFT JOIN finding
            ON finding.observation_id = observation.observation_id AND finding.state = 'open'
            AND finding.severity <> 'info'
        WHERE observation.page IS NOT NULL AND observation.source = 'table'
        GROUP BY document.path, observation.page, document.meeting_date
        ORDER BY
            least(count(finding.finding_id), 1) DESC, document.meeting_date DESC NULLS LAST,
            count(DISTINCT finding.finding_id) DESC, count(*) DESC, document.path, observation.page
        LIMIT 1
        """
    ).fetchall()
    return rows[0] if rows else None


def drawn_figures(con: DuckDBPyConnection, document_id: str) -> list[DrawnFigure]:
    """Every figure of a paper that has a place on a page, with the worst that is said of it."""
    rows = con.execute(
        """
        SELECT
            observation_id, page, x0, top, x1, bottom, measure, period, value, status, raw,
            (
                SELECT first(severity ORDER BY list_position(['error', 'warning', 'info'], severity))
                FROM finding
                WHERE finding.observation_id = observation.observation_id AND finding.state = 'open'
            )
        FROM observation
        WHERE document_id = ? AND page IS NOT NULL AND x0 IS NOT NULL
        ORDER BY page, top, x0, observation_id
        """,
        [document_id],
    ).fetchall()
    return [DrawnFigure(*row) for row in rows]


def drawn_tables(con: DuckDBPyConnection, document_id: str) -> list[DrawnTable]:
    """Every table of a paper that has a place on a page."""
    rows = con.execute(
        """
        SELECT page, x0, top, x1, bottom, verdict, reason, meanings
        FROM table_seen
        WHERE document_id = ? AND page IS NOT NULL AND x0 IS NOT NULL
        ORDER BY page, top, x0
        """,
        [document_id],
    ).fetchall()
    return [DrawnTable(*row) for row in rows]
