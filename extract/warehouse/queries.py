"""The questions that the terminal asks, each answered with typed rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from duckdb import DuckDBPyConnection
from rapidfuzz import fuzz

from schemas.layout import Plain
from schemas.records import Severity

WORD_FOUND = 75.0
"""A word of a question is taken as found in a name from this likeness (0 to 100) on."""
BEGINS_WITH = 95.0
"""The likeness of a word that a name's word begins with: below the whole word, above a misspelt one."""
FEWEST_FOR_BEGINNING = 3
"""So many letters a beginning must have: `a` begins too much."""


class Summary(Plain):
    """What a database holds."""

    documents: int
    pages: int
    observations: int
    commentary: int
    indicators: int
    findings: dict[str, int]
    """Open findings by severity."""
    tables: dict[str, int]
    """Tables seen by what became of them."""


class IndicatorFound(Plain):
    """An indicator that answers to some words."""

    indicator_id: str
    council: str | None
    code: str | None
    name: str
    first_period: str | None
    last_period: str | None
    matched: str
    """The name or code, as printed in some paper, that the words were found in."""
    score: float


class SeriesRow(Plain):
    """A row of the view `series`."""

    indicator_id: str
    council: str | None
    code: str | None
    name: str
    measure: str
    period: str
    period_start: date | None
    period_end: date | None
    value: Decimal | None
    unit: str | None
    numerator: Decimal | None
    denominator: Decimal | None
    qualifier: str | None
    status: str
    later_status: str | None
    raw: str
    decimals: int | None
    flagged: bool
    source: str
    meeting_date: date | None
    document_id: str
    path: str
    page: int | None
    observation_id: str
    x0: float | None
    top: float | None
    x1: float | None
    bottom: float | None


class FindingDetail(Plain):
    """A row of the view `finding_detail`."""

    finding_id: str
    severity: Severity
    check_name: str
    message: str
    suggestion: str | None
    state: str
    council: str | None
    meeting_date: date | None
    path: str | None
    document_id: str | None
    page: int | None
    observation_id: str | None
    indicator_id: str | None
    indicator_code: str | None
    indicator_label: str | None
    measure: str | None
    period: str | None
    value: Decimal | None
    unit: str | None
    status: str | None
    raw: str | None
    x0: float | None
    top: float | None
    x1: float | None
    bottom: float | None


def summary(con: DuckDBPyConnection) -> Summary:
    """Count what a database holds."""
    row = con.execute(
        """
        SELECT
            (SELECT count(*) FROM document), (SELECT coalesce(sum(pages), 0) FROM document),
            (SELECT count(*) FROM observation), (SELECT count(*) FROM commentary),
            (SELECT count(*) FROM indicator)
        """
    ).fetchall()[0]
    counted = ("documents", "pages", "observations", "commentary", "indicators")
    findings = "SELECT severity, count(*) FROM finding WHERE state = 'open' GROUP BY severity"
    tables = "SELECT verdict, count(*) FROM table_seen GROUP BY verdict"
    return Summary(
        **dict(zip(counted, row, strict=True)),
        findings=_tally(con, findings, ("error", "warning", "info")),
        tables=_tally(con, tables, ("read", "set_aside", "not_understood")),
    )


def find_indicators(
    con: DuckDBPyConnection, words: str, *, council: str | None = None, limit: int = 20
) -> list[IndicatorFound]:
    """The indicators whose name, code or any printed name has all the words, misspelt or not; best first."""
    rows = con.execute(
        """
        WITH printed AS (
            SELECT indicator_id, code AS text FROM indicator
            UNION
            SELECT indicator_id, name FROM indicator
            UNION
            SELECT indicator_id, unnest([code, label]) FROM indicator_alias WHERE decision IN ('auto', 'accepted')
        )
        SELECT indicator.indicator_id, council, code, name, first_period, last_period, list(text)
        FROM indicator
        JOIN printed ON printed.indicator_id = indicator.indicator_id
        WHERE ? IS NULL OR lower(council) = lower(?)
        GROUP BY ALL
        """,
        [council, council],
    ).fetchall()
    columns = [name for name in IndicatorFound.model_fields if name not in ("matched", "score")]
    found = []
    for *fields, names in rows:
        score, matched = _best_name(words, names)
        if matched:
            about: dict[str, Any] = dict(zip(columns, fields, strict=True))
            found.append(IndicatorFound(**about, matched=matched, score=score))
    found.sort(key=lambda hit: (-hit.score, hit.name, hit.council or "", hit.indicator_id))
    return found[:limit]


def history(con: DuckDBPyConnection, indicator_id: str) -> list[SeriesRow]:
    """All that is known of one indicator: outturns, targets, floors and benchmarks, oldest period first."""
    return [
        SeriesRow(**row)
        for row in _rows(
            con,
            SeriesRow,
            """
            FROM series WHERE indicator_id = ?
            ORDER BY period_start, period_end, period,
                list_position(['outturn', 'target', 'floor', 'benchmark'], measure), qualifier
            """,
            [indicator_id],
        )
    ]


def findings(
    con: DuckDBPyConnection,
    *,
    severity: Severity | None = None,
    state: str | None = "open",
    check_name: str | None = None,
    council: str | None = None,
    paper: str | None = None,
    indicator_id: str | None = None,
    limit: int | None = None,
) -> list[FindingDetail]:
    """The findings that meet every filter, worst first, then by paper and page.

    `paper` is a document_id or a part of a path; of a file that could not be read the path is in the message.
    None as a filter lets everything through.
    """
    filters = {
        "severity = ?": severity,
        "state = ?": state,
        "check_name = ?": check_name,
        "lower(council) = lower(?)": council,
        "indicator_id = ?": indicator_id,
    }
    conditions = [condition for condition, wanted in filters.items() if wanted is not None]
    parameters: list[object] = [wanted for wanted in filters.values() if wanted is not None]
    if paper is not None:
        conditions.append("(document_id = ? OR contains(lower(coalesce(path, message)), lower(?)))")
        parameters += [paper, paper]
    order = "ORDER BY urgency, council, meeting_date, path, document_id, page, check_name, finding_id"
    where = " AND ".join(conditions) or "true"
    parameters.append(limit)
    tail = f"FROM finding_detail WHERE {where} {order} LIMIT coalesce(?, 9223372036854775807)"
    return [FindingDetail(**row) for row in _rows(con, FindingDetail, tail, parameters)]


def _rows(
    con: DuckDBPyConnection, model: type[Plain], tail: str, parameters: Sequence[object]
) -> Iterable[dict[str, Any]]:
    columns = list(model.model_fields)
    for row in con.execute(f"SELECT {', '.join(columns)} {tail}", parameters).fetchall():
        yield dict(zip(columns, row, strict=True))


def _tally(con: DuckDBPyConnection, sql: str, names: tuple[str, ...]) -> dict[str, int]:
    return dict.fromkeys(names, 0) | dict(con.execute(sql).fetchall())


def _best_name(words: str, names: list[str | None]) -> tuple[float, str]:
    """The name that answers best, with its likeness; an empty one where no name has all the words."""
    score, name = max(((likeness(words, name), name) for name in names if name), default=(0.0, ""))
    return (score, name) if score else (0.0, "")


def likeness(words: str, name: str) -> float:
    """How well a name answers to some words, 0 to 100.

    Every word is compared with each word of the name, and a name that misses one does not answer at all.
    Among names that have them all, the one with least beside them comes first.
    """
    if _folded(words) == _folded(name):
        return 100.0
    asked, present = _words(words), _words(name)
    if not asked or not present:
        return 0.0
    best = [max(_word_likeness(word, other) for other in present) for word in asked]
    if min(best) < WORD_FOUND:
        return 0.0
    return round(0.9 * sum(best) / len(best) + 0.09 * fuzz.ratio(" ".join(asked), " ".join(present)), 1)


def _word_likeness(asked: str, present: str) -> float:
    if asked == present:
        return 100.0
    if asked.isdigit() or present.isdigit():
        return 0.0
    if len(asked) >= FEWEST_FOR_BEGINNING and present.startswith(asked):
        return BEGINS_WITH
    return min(fuzz.ratio(asked, present), BEGINS_WITH)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+|\d+", text.casefold())


def _folded(text: str) -> str:
    return "".join(_words(text))
