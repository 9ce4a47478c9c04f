"""Hold the figure of a year, or of the year to date, against the quarters printed beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extract.checks.direction import COUNTED, by_row, gone, pace_of, year_of
from schemas.paper import Paper, Printing, Remark, gist
from schemas.reading import Period

ENOUGH_ROWS = 4
"""Fewer rows say nothing about how a table's years come about."""
CONSENT = Decimal("0.8")
"""Share of a table's rows whose year must fit its quarters before one that does not is doubted."""
ENOUGH = 3
"""Fewer figures do not say whether they add up over the year."""
TO_DATE = "year to date"
SUMMED = (TO_DATE, "cumulative")

Numbered = tuple[int, Printing]


class Whole(NamedTuple):
    """A year, or its part so far, with the quarters that it consists of, and whether it fits them."""

    table: int
    whole: Numbered
    parts: tuple[Numbered, ...]
    fits: bool


def year_against_quarters(paper: Paper) -> Iterator[Remark]:
    """Name `year`, a warning on all of them: 9.26 days in a year of 2.21, 2.34, 2.58 and 2.49 days.

    A year is the sum of its quarters, the last of them, or lies between them; where it is neither, and the years of the
    other rows are, any of the figures may be wrong.
    """
    tables: dict[int, list[Whole]] = defaultdict(list)
    for (table, _), mine in by_row(paper).items():
        tables[table] += _wholes(table, [m for m in mine if m[1].measure == "outturn"])
    for wholes in tables.values():
        sound = sum(w.fits for w in wholes)
        if sound < ENOUGH_ROWS or sound < CONSENT * len(wholes):
            continue
        for one in wholes:
            if not one.fits:
                yield from _remarks(one)


def _wholes(table: int, mine: Sequence[Numbered]) -> Iterator[Whole]:
    quarters = [
        m for m in mine if m[1].period is not None and m[1].reading.qualifier != TO_DATE and _is_quarter(m[1].period)
    ]
    for n, p in mine:
        share = gone(p.period) if p.period is not None else None
        whole = p.reading.qualifier == TO_DATE or (share == 1 and p.period is not None and not _is_quarter(p.period))
        if not whole or share is None or p.period is None or p.reading.value is None:
            continue
        parts = {
            q.period.end: (m, q)
            for m, q in quarters
            if q.period is not None and q.period.end <= p.period.end and q.reading.unit == p.reading.unit
            and year_of(q.period) == year_of(p.period) and q.reading.value is not None
        }  # fmt: skip
        if len(parts) > 1 and len(parts) == round(4 * share):
            found = tuple(parts[end] for end in sorted(parts))
            yield Whole(table, (n, p), found, _fits(p, [q for _, q in found]))


def _is_quarter(period: Period) -> bool:
    return 80 <= (period.end - period.start).days < 100


def _fits(whole: Printing, parts: Sequence[Printing]) -> bool:
    said = whole.reading.value or Decimal(0)
    values = [p.reading.value or Decimal(0) for p in parts]
    half = sum((Decimal(5).scaleb(-r.reading.decimals - 1) for r in (whole, *parts)), Decimal(0))
    between = min(values) - half <= said <= max(values) + half
    return between or abs(sum(values, Decimal(0)) - said) <= half


def _remarks(one: Whole) -> Iterator[Remark]:
    _, whole = one.whole
    parts = ", ".join(p.reading.raw for _, p in one.parts)
    for n, p in (one.whole, *one.parts):
        yield Remark(
            check="year", severity="warning", page=p.place.page, printing=n,
            message=(
                f'{whole.reading.raw} for the year of "{gist(whole.label)}" is neither the sum of its quarters, {parts},'
                " nor the last, nor between them, as in the other rows"
            ),
        )  # fmt: skip


def falling_count(paper: Paper) -> Iterator[Remark]:
    """Name `cumulative`, a warning: 402 by June, 81.5 by September and 1,190 by December.

    What adds up over the year cannot fall within it.  It does where it says so ("cumulative", "year to date"), or where
    all other figures of the row keep one pace over the year.
    """
    for mine in by_row(paper).values():
        outturns = [
            (n, p)
            for n, p in mine
            if p.measure == "outturn" and p.period is not None and p.reading.value is not None and gone(p.period)
        ]
        for n, p in outturns:
            others = [q for m, q in outturns if m != n]
            against = [q for q in others if _falls(q, p) or _falls(p, q)]
            says_so = p.reading.qualifier in SUMMED and p.reading.unit in COUNTED and p.reading.decimals <= 0
            if against and (says_so or (len(others) >= ENOUGH and pace_of(others))):
                yield Remark(
                    check="cumulative", severity="warning", page=p.place.page, printing=n,
                    message=(
                        f'{p.reading.raw} for "{gist(p.label)}" does not fit {against[0].reading.raw} in the same year:'
                        " its figures add up over the year, and cannot fall"
                    ),
                )  # fmt: skip


def _falls(before: Printing, after: Printing) -> bool:
    """Whether a figure of the same year and kind is smaller than an earlier one."""
    a, b = before.period, after.period
    if a is None or b is None or before.reading.value is None or after.reading.value is None:
        return False
    alike = (before.reading.unit, before.reading.qualifier) == (after.reading.unit, after.reading.qualifier)
    return year_of(a) == year_of(b) and alike and a.end < b.end and after.reading.value < before.reading.value
