"""Say which way an indicator is meant to go, by what one paper prints about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from schemas.paper import Paper, Printing, Row
from schemas.reading import Period
from schemas.records import Polarity, Unit

QUARTER = range(80, 100)
YEAR = range(360, 372)
"""Days between the first days of two periods that are a quarter or a year apart."""
APRIL = 4
PART = Decimal("0.6")
"""A period is a part of a year where it is no longer than so much of it."""
COUNTED: tuple[Unit | None, ...] = ("number", "gbp", "tonnes", None)
HALF = Decimal("0.5")
"""Figures above this share of a target are no quarters of it."""
NEAR_PART = Decimal("0.25")
"""A figure is what a part of the year has come to, give or take this share: 27.9% of council tax by June."""

STEADY_PACE = Decimal("1.5")
"""The paces of figures that add up over the year differ by no more than so many times, and much less than the figures."""

LATER, ENOUGH_LATE = Decimal("0.1"), 2
"""A first quarter, or a year, is the same whether it adds up or not; so many others must say that they do."""

ByRow = defaultdict[tuple[int, int], list[tuple[int, Printing]]]
"""Table and row → the numbers and printings of the row."""


class Judged(NamedTuple):
    """A scorecard row with a score, its latest outturn and its one target, and the numbers of their printings."""

    row: Row
    outturn: int
    aim: int
    value: Decimal
    target: Decimal
    shares: tuple[Decimal, ...] = ()
    """The shares of the target, whose time is longer, that the outturn may stand for: what was due by then, or in it."""
    sums: bool = False
    """Whether the outturns before it add up over the year."""
    counted: bool = False
    """Whether it counts things or money, of which a quiet quarter has few."""

    @property
    def is_part(self) -> bool:
        """Whether the outturn may be a part of the year's, and the score about a part of the target."""
        if not self.shares or not 0 <= self.value < self.target:
            return False
        parts = [share * self.target for share in self.shares]
        few = self.counted and self.value <= max(parts)
        return self.sums or few or any(abs(self.value - part) <= NEAR_PART * part for part in parts)


def judged_rows(paper: Paper) -> list[Judged]:
    """The rows whose score can be held against a value and a target."""
    printed = by_row(paper)
    return [j for row in paper.rows if (j := _judged(row, printed[row.table, row.row])) is not None]


def by_row(paper: Paper) -> ByRow:
    """The printings of each row of each table, with their numbers."""
    found: ByRow = defaultdict(list)
    for n, p in enumerate(paper.printings):
        if p.table is not None and p.row is not None:
            found[p.table, p.row].append((n, p))
    return found


def _judged(row: Row, mine: Sequence[tuple[int, Printing]]) -> Judged | None:
    if row.score_meaning is None or row.period is None:
        return None
    targets = [(n, p.reading.value) for n, p in mine if p.measure == "target" and p.reading.value is not None]
    latest = next(((n, p) for n, p in mine if p.measure == "outturn" and p.period == row.period), None)
    if latest is None or latest[1].reading.value is None or len(targets) != 1:
        return None
    (aim, target), n = targets[0], latest[0]
    others = [
        p
        for m, p in mine
        if p.measure == "outturn" and m != n and p.period is not None and _length(p.period) == _length(row.period)
    ]
    sums = _add_up(others)
    time = next(p.period for m, p in mine if m == aim)
    shares = _shares(row.period, time, sums=sums)
    if sums is False and any(p.reading.value and p.reading.value > HALF * target for p in others):
        shares = ()
    value = latest[1].reading.value
    counted = latest[1].reading.unit in COUNTED and value == value.to_integral_value() and time is not None
    return Judged(row, n, aim, value, target, shares, bool(sums), counted)


def _shares(now: Period, of: Period | None, *, sums: bool | None) -> tuple[Decimal, ...]:
    """What share of a longer time, the year if none is printed, has passed with a period, and what share it is itself."""
    start, end = (of.start, of.end) if of is not None else year_of(now)
    passed = _gone(now, start, end)
    if passed is None:
        return ()
    own = Decimal((now.end - now.start).days + 1) / ((end - start).days + 1)
    return tuple(share for share, fits in ((passed, sums is not False), (own, not sums)) if fits and share < 1)


def _gone(now: Period, start: date, end: date) -> Decimal | None:
    """The share of a longer time that has passed at the end of a period; None where the period is no part of it."""
    whole = (end - start).days + 1
    if not start <= now.start <= now.end <= end or (now.end - now.start).days > PART * whole:
        return None
    return Decimal((now.end - start).days + 1) / whole


def gone(period: Period) -> Decimal | None:
    """The share of its financial year that has passed at the end of a period, and all of it at the end of the year."""
    start, end = year_of(period)
    return Decimal(1) if (period.start, period.end) == (start, end) else _gone(period, start, end)


def pace_of(outturns: Sequence[Printing]) -> list[Decimal] | None:
    """What each of some outturns would come to in a whole year, if they add up over it: 1,608 for 402 by June."""
    shares = [(p.reading.value, gone(p.period), p.period) for p in outturns if p.period is not None]
    rates = [value / share for value, share, _ in shares if value is not None and value > 0 and share is not None]
    late = sum(share is not None and share - _share(period) > LATER for _, share, period in shares)
    if len(rates) < len(outturns) or late < ENOUGH_LATE:
        return None
    spread = _spread([value for value, _, _ in shares if value is not None])
    steady = _spread(rates)
    return rates if steady <= STEADY_PACE and spread >= STEADY_PACE * steady else None


def _share(period: Period) -> Decimal:
    """What share of a year a period is itself."""
    return Decimal((period.end - period.start).days + 1) / max(YEAR)


def year_of(period: Period) -> tuple[date, date]:
    """The first and last day of the financial year that a period ends in."""
    first = period.end.year - (period.end.month < APRIL)
    return date(first, APRIL, 1), date(first + 1, APRIL, 1) - timedelta(1)


def _add_up(outturns: Sequence[Printing]) -> bool | None:
    """Whether the outturns of a row grow with the year rather than stay as they are; None where they do not say."""
    shares = [
        (p.reading.value, share)
        for p in outturns
        if p.period is not None and p.reading.value and p.reading.value > 0
        and (share := _gone(p.period, *year_of(p.period))) is not None
    ]  # fmt: skip
    if len({share for _, share in shares}) < 2:
        return None
    return _spread([value / share for value, share in shares]) < _spread([value for value, _ in shares])


def _spread(values: Sequence[Decimal]) -> Decimal:
    return max(values) / min(values)


def vote_of_score(j: Judged) -> Polarity | None:
    """The polarity under which the score is right; None where any would do."""
    if j.value == j.target or j.is_part or j.row.score_meaning == "within_tolerance":
        return None
    return towards(rising_is_good=(j.value > j.target) == (j.row.score_meaning == "better"))


def towards(*, rising_is_good: bool) -> Polarity:
    """The polarity in words."""
    return "bigger_is_better" if rising_is_good else "smaller_is_better"


def polarities(paper: Paper) -> dict[str, Polarity]:
    """Code or name → the polarity that all scores of the paper agree on."""
    votes: dict[str, set[Polarity]] = defaultdict(set)
    for j in judged_rows(paper):
        vote = vote_of_score(j)
        if vote is not None:
            votes[j.row.code or j.row.label].add(vote)
    return {name: next(iter(found)) for name, found in votes.items() if len(found) == 1}


def before(printing: Printing, outturns: Sequence[tuple[int, Printing]], *, year: bool) -> tuple[int, Decimal] | None:
    """The outturn one quarter, or one year, before a printing of the same row, with its number; None without one."""
    now = printing.period
    for n, other in outturns:
        then = other.period
        if now is None or then is None or _length(now) != _length(then):
            continue
        if (now.start - then.start).days in (YEAR if year else QUARTER):
            return None if other.reading.value is None else (n, other.reading.value)
    return None


def _length(period: Period) -> int:
    return (period.end - period.start).days // 20
