"""Say which period a column is about, completed by what stands around its table."""

from __future__ import annotations

import re

from extract.papers.columns.headers import Column, Header
from extract.values import merge, period_of
from schemas.reading import Period, PeriodPart
from schemas.records import Measure

TO_DATE = re.compile(r"\b(?:ytd|year[ -]to[ -]date)\b", re.IGNORECASE)
"""The header of a column that adds up the periods so far."""

_YEAR_ONLY = {"quarter": None, "half": None, "rolling": None}


def column_part(column: Column, measure: Measure, around: PeriodPart | None) -> PeriodPart | None:
    """What a column says about time, completed by what stands around the table.

    A quarter takes its year from around; a column that says nothing is about the period of the paper, a target about
    its year.
    """
    part = column.part
    if part is not None:
        return (
            part if period_of(part) is not None or around is None else merge(around.model_copy(update=_YEAR_ONLY), part)
        )
    if around is None:
        return None
    return year_of(around) if measure in ("target", "floor") else around


def year_of(part: PeriodPart) -> PeriodPart:
    """The year in which a period lies: the financial year of a month, else the year of the same kind."""
    period = period_of(part)
    if part.month is None or period is None:
        return part.model_copy(update=_YEAR_ONLY)
    return PeriodPart(year=period.end.year if period.end.month >= 4 else period.end.year - 1)


def latest_period(header: Header, around: PeriodPart | None) -> Period | None:
    """The period of the latest outturn column: what the scorecard reports on; of two that end together the last one."""
    outturns = [c for c in header.columns if c.role == "outturn"]
    single = [c for c in outturns if not TO_DATE.search(c.text)]
    found = [period_of(column_part(c, "outturn", around)) for c in single or outturns]
    return max((p for p in reversed(found) if p is not None), key=lambda p: p.end, default=None)


def latest_part(header: Header) -> PeriodPart | None:
    """What the latest column says that is about a part of a year: its year is that of a target without one."""
    parts = [c.part for c in header.columns if c.role == "outturn" and c.part is not None]
    placed = [(period.end, part) for part in parts if (period := period_of(part)) is not None]
    latest = max(placed, key=lambda item: item[0])[1] if placed else None
    return latest if latest is not None and (latest.quarter or latest.month or latest.half) else None
