"""People's own lists of names: rows of a spreadsheet in, the same rows with the indicator of each out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from extract.indicators.code import canonical_code, learn_prefixes, split_code
from extract.indicators.match import match_each
from extract.indicators.register import Register
from schemas.names import PrintedName

ADDED = ("indicator_id", "method", "score", "decision", "candidate_id", "evidence")
"""The columns that matching adds to a list of names."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def match_rows(rows: list[dict[str, str]], register: Register) -> list[dict[str, str]]:
    """The rows, in their order, with the columns of ADDED; other columns pass through unread.

    Read are `council`, `period`, `code` and `label`.  The rows of one council and period are one paper, so no two of
    them are one indicator.  A code that stands in the label is taken off it.
    """
    names = _names(rows)
    _, aliases = match_each(names, register)
    return [
        {
            **row,
            "indicator_id": alias.indicator_id or "",
            "method": alias.method,
            "score": f"{alias.score:g}",
            "decision": alias.decision,
            "candidate_id": alias.candidate_id or "",
            "evidence": alias.evidence,
        }
        for row, alias in zip(rows, aliases, strict=True)
    ]


def _names(rows: list[dict[str, str]]) -> list[PrintedName]:
    """The rows as names that papers print, each council and period being one paper."""
    prefixes = _prefixes(rows)
    names = []
    for row in rows:
        council, period = _text(row, "council"), _text(row, "period")
        code, label = _code_and_label(row, prefixes[council, period])
        names.append(
            PrintedName(
                document_id=f"{council} {period}",
                council=council or "unnamed",
                meeting_date=period_day(period),
                code=code,
                label=label,
            )
        )
    return names


def _prefixes(rows: Iterable[Mapping[str, str]]) -> dict[tuple[str, str], frozenset[str]]:
    """The code prefixes that each paper's uncoded labels teach."""
    labels: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        labels[_text(row, "council"), _text(row, "period")] += [] if _text(row, "code") else [_text(row, "label")]
    return {paper: learn_prefixes(found) for paper, found in labels.items()}


def _code_and_label(row: Mapping[str, str], prefixes: frozenset[str]) -> tuple[str | None, str]:
    printed, label = _text(row, "code"), _text(row, "label")
    if printed:
        code = canonical_code(printed) or printed
        again, rest = split_code(label)
        return code, rest if again == code and rest else label
    code_in_label, rest = split_code(label, prefixes)
    return (code_in_label, rest) if rest else (None, label)


def _text(row: Mapping[str, str], column: str) -> str:
    return " ".join((row.get(column) or "").split())


def period_day(period: str) -> date | None:
    """The last day of a period, near enough to put papers in order: "2016-17" is 2017-03-31."""
    years = re.findall(r"(?:19|20)\d\d", period)
    if not years:
        return None
    year = int(years[0])
    if quarter := re.search(r"\bQ(?:uarter)?\s*([1-4])", period, re.IGNORECASE):
        return (date(year, 6, 30), date(year, 9, 30), date(year, 12, 31), date(year + 1, 3, 31))[int(quarter[1]) - 1]
    if half := re.search(r"\bH([12])\b", period, re.IGNORECASE):
        return (date(year, 9, 30), date(year + 1, 3, 31))[int(half[1]) - 1]
    if month := re.fullmatch(r"\d{4}-(\d\d)(?: R\d+)?", period):
        number = int(month[1])
        if 1 <= number <= 12 and number != (year + 1) % 100:
            return date(year, number, 28)
    if named := re.search(rf"\b({'|'.join(MONTHS)})", period.lower()):
        return date(year, MONTHS.index(named[1]) + 1, 28)
    if re.fullmatch(r"\d{4}(?: CY)?", period):
        return date(year, 12, 31)
    return date(year + 1, 3, 31)
