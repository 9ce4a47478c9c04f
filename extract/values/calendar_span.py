"""The completion of parts of periods, up to the text and the days that the contract gives them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from schemas.reading import Period, PeriodPart

_FIRST_MONTH = {"financial": 4, "academic": 9, "calendar": 1}


def financial_year_of(year: int, month: int) -> int:
    """The year in which the financial year of a calendar month starts: 2022 for March 2023."""
    return year if month >= 4 else year - 1


def quarter_of(month: int) -> int:
    """The quarter of the financial year that a month lies in: 1 for June."""
    return (month - 4) % 12 // 3 + 1


def _has_span(part: PeriodPart) -> bool:
    return part.quarter is not None or part.half is not None or part.month is not None


def _month_in(part: PeriodPart, month: int) -> int | None:
    """The calendar year of a month in the year of a part."""
    if part.year is None:
        return None
    if part.month is not None and part.kind == "calendar":
        return part.year
    return part.year if month >= _FIRST_MONTH[part.kind] else part.year + 1


def merge(outer: PeriodPart | None, inner: PeriodPart | None) -> PeriodPart | None:
    """The inner part completed by the outer one: a year from the header above, a quarter from the one below.

    What the inner part says stands; the outer gives what is missing.  A month without a year becomes the month of
    the calendar year in which it lies in the outer year: January below 2022-23 is January 2023.
    """
    if outer is None or inner is None:
        return inner if outer is None else outer
    if inner.year is not None:
        return _complete_year(outer, inner)
    rolling = inner.rolling if inner.rolling is not None else outer.rolling
    if inner.month is not None:
        year = _month_in(outer, inner.month)
        return inner.model_copy(
            update={"kind": "calendar" if year is not None else inner.kind, "year": year, "rolling": rolling}
        )
    if inner.quarter is not None or inner.half is not None:
        year = outer.year
        if year is not None and outer.month is not None:
            year = financial_year_of(year, outer.month)
        kind = "financial" if outer.month is not None else outer.kind
        return inner.model_copy(update={"kind": kind, "year": year, "rolling": rolling})
    return outer.model_copy(update={"rolling": rolling})


def _complete_year(outer: PeriodPart, inner: PeriodPart) -> PeriodPart:
    """An inner part with a year of its own takes a quarter or month only from an outer part that lacks a year."""
    if inner.kind == "calendar" and inner.month is None and (inner.quarter is not None or inner.half is not None):
        # "Q1 2023" below 2023-24: the quarter of the financial year that the header names
        if outer.year is not None and outer.kind == "financial" and inner.year in (outer.year, outer.year + 1):
            return inner.model_copy(update={"kind": "financial", "year": outer.year})
        return inner
    if not _has_span(inner) and outer.year is None and _has_span(outer):
        completed = merge(inner, outer)
        if completed is not None:
            return completed
    if inner.rolling is None and outer.rolling is not None:
        return inner.model_copy(update={"rolling": outer.rolling})
    return inner


def conflict(one: PeriodPart, other: PeriodPart) -> bool:
    """Whether two parts of one text cannot both be about the same period: 2022-23 and 2023-24, Q1 and Q2."""
    for field in ("quarter", "half", "month"):
        a, b = getattr(one, field), getattr(other, field)
        if a is not None and b is not None and a != b:
            return True
    for whole, inside in ((one, other), (other, one)):
        if whole.quarter is not None and inside.month is not None and quarter_of(inside.month) != whole.quarter:
            return True
    if one.year is None or other.year is None:
        return False
    if one.kind == other.kind:
        return one.year != other.year
    dated, years = (one, other) if one.month is not None else (other, one)
    if dated.month is not None:
        return _month_in(years, dated.month) != dated.year
    calendar, rest = (one, other) if one.kind == "calendar" else (other, one)
    return calendar.year not in (rest.year, (rest.year or 0) + 1)


def _span(text: str, year: int, month: int, months: int) -> Period:
    """A period of so many months that starts with the given one."""
    last = year * 12 + month - 1 + months - 1
    end_year, end_month = divmod(last, 12)
    end = date(end_year, end_month + 1, monthrange(end_year, end_month + 1)[1])
    return Period(text=text, start=date(year, month, 1), end=end)


def _pair(year: int, mark: str) -> str:
    return f"{year}{mark}{(year + 1) % 100:02d}"


def _to_month(year: int, month: int, rolling: int | None) -> Period | None:
    if rolling is None:
        return _span(f"{year}-{month:02d}", year, month, 1)
    if rolling != 12:
        return None
    first = year * 12 + month - 12
    return _span(f"{year}-{month:02d} R12", first // 12, first % 12 + 1, 12)


def period_of(part: PeriodPart | None) -> Period | None:
    """The period of a part, as the contract writes it; None where the part is incomplete or has no such period.

    (2023, quarter 1) is `2023-24 Q1`, 2023-04-01 to 2023-06-30; twelve months to June 2023 are `2023-06 R12`, and
    so is a rolling year reported in that quarter; an academic year runs from September to August.
    """
    if part is None or part.year is None or not 1900 <= part.year <= 2100:
        return None
    if part.month is not None:
        year = _month_in(part, part.month)
        return _to_month(year, part.month, part.rolling) if year is not None else None
    if part.quarter is not None or part.half is not None:
        if part.kind != "financial":
            return None
        months = 3 if part.quarter is not None else 6
        number = part.quarter if part.quarter is not None else part.half or 0
        first = part.year * 12 + 3 + (number - 1) * months
        last = first + months - 1
        if part.rolling is not None:
            return _to_month(last // 12, last % 12 + 1, part.rolling)
        label = f"{'Q' if months == 3 else 'H'}{number}"
        return _span(f"{_pair(part.year, '-')} {label}", first // 12, first % 12 + 1, months)
    if part.rolling not in (None, 12):
        return None
    if part.kind == "academic":
        return _span(f"{_pair(part.year, '/')} AY", part.year, 9, 12)
    if part.kind == "calendar":
        return _span(f"{part.year} CY", part.year, 1, 12)
    return _span(_pair(part.year, "-"), part.year, 4, 12)


_CONTRACT = re.compile(
    r"(?P<ay>\d{4})/(?P<ay2>\d\d) AY|(?P<cy>\d{4}) CY"
    r"|(?P<fy>\d{4})-(?P<fy2>\d\d)(?: (?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<rolling>R12)))?",
    re.ASCII,
)


def _optional(number: str | None) -> int | None:
    return int(number) if number is not None else None


def _contract_part(match: re.Match[str]) -> PeriodPart | None:
    """The part that a contract text says; `2005-06` is the year, `2023-06` the month: 06 follows only 2005."""
    if match["cy"]:
        return PeriodPart(kind="calendar", year=int(match["cy"]))
    kind, year, second = (
        ("academic", match["ay"], match["ay2"]) if match["ay"] else ("financial", match["fy"], match["fy2"])
    )
    follows = int(second) == (int(year) + 1) % 100
    if match["rolling"] or (kind == "financial" and not follows and not match["quarter"] and not match["half"]):
        month = int(second)
        rolling = 12 if match["rolling"] else None
        return PeriodPart(kind="calendar", year=int(year), month=month, rolling=rolling) if 1 <= month <= 12 else None
    if not follows:
        return None
    return PeriodPart.model_validate(
        {"kind": kind, "year": int(year), "quarter": _optional(match["quarter"]), "half": _optional(match["half"])}
    )


def parse_period(text: str) -> Period:
    """The period that a contract text names, `2023-24 Q1` or `2022/23 AY`; ValueError for any other text.

    `2005-06` is the financial year.  June 2005 has the same text in the contract; of the months of a year only this
    one is concerned, and papers print it as a year.
    """
    match = _CONTRACT.fullmatch(text)
    period = period_of(_contract_part(match)) if match else None
    if period is None:
        raise ValueError(f"{text!r} is no period: write 2023-24 Q1, 2023-24, 2023-06, 2023-24 H1, 2022/23 AY ...")
    return period


def latest_before(quarter_part: PeriodPart, column: Period) -> Period:
    """The most recent period of this quarter, half-year or month that ends no later than a column does.

    "36.4% Q4" in the column 2022-23 Q1 is quarter 4 of 2021-22.  A part that has its year is just that period.
    ValueError for a part that names no quarter, half-year or month.
    """
    if quarter_part.year is not None:
        complete = period_of(quarter_part)
        if complete is None:
            raise ValueError("the part names no period of the contract")
        return complete
    if not _has_span(quarter_part):
        raise ValueError("the part names no quarter, half-year or month")
    for year in range(column.end.year, column.end.year - 3, -1):
        candidate = period_of(quarter_part.model_copy(update={"kind": "financial", "year": year}))
        if candidate is not None and candidate.end <= column.end:
            return candidate
    raise ValueError(f"no such period before {column.text}")
