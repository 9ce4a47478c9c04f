"""Find figures that are far from the indicator's own history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extract.checks.direction import gone, pace_of
from schemas.paper import Paper, Printing, Remark, gist
from schemas.reading import Reading

ENOUGH = 3
"""Fewer other figures are no history."""
STEADY = 3
"""A history whose largest figure is more than so many times its smallest says nothing about the next."""
TIGHT = Decimal("1.5")
"""The same for a history from which a figure of another form is a misprint rather than a jump."""
ASIDE = Decimal("1.25")
"""A figure lies among the others up to so many times outside them."""
SHIFTS = (1, -1, 2, -2)
"""Places by which a point is misplaced."""
OUTSIDE = 2
"""A figure is out of line where it lies farther outside the others than so many times their own range."""
NARROW = Decimal("0.05")
"""The range of figures that hardly differ, as a share of them: 95.8, 95.9 and 95.9 may well become 100."""

Outturns = dict[tuple[str | None, str], list[Printing]]
"""Code and name → the outturns that a paper prints under them."""


class History(NamedTuple):
    """The other figures of a measure: the smallest, the largest, and the decimals that all of them are printed with."""

    low: Decimal
    high: Decimal
    decimals: int | None
    summed: bool = False
    """Whether they add up over the year; then they say where this one would be at their pace."""
    longer: Decimal = Decimal(1)
    """How many times as long as theirs its time is: a year may be the sum of what its quarters are."""

    @property
    def words(self) -> str:
        """What they say, for a person."""
        where = f"between {self.low:f} and {self.high:f}"
        return (
            f"it would lie {where} at the pace of its other figures"
            if self.summed
            else f"its other figures lie {where}"
        )

    def holds(self, value: Decimal) -> bool:
        """Whether a figure lies among them."""
        return self.low / ASIDE <= value <= self.high * ASIDE

    def may_hold(self, value: Decimal) -> bool:
        """Whether a figure is not far from them."""
        return any(self.low / STEADY <= v <= self.high * STEADY for v in (value, value / self.longer))

    def out_of_line(self, reading: Reading) -> bool:
        """Whether a figure lies outside them by more than what they make likely."""
        if reading.value is None:
            return False
        unit = Decimal(1).scaleb(-reading.decimals)
        span = max(self.high - self.low, NARROW * self.high, unit)
        values = (reading.value, reading.value / self.longer)
        return min(max(self.low - v, v - self.high) for v in values) > OUTSIDE * span


class Misplaced(NamedTuple):
    """What a figure would be with its point elsewhere, and whether its form would then be that of the others."""

    meant: Decimal
    formed: bool


def far_from_history(paper: Paper) -> Iterator[Remark]:
    """Name `jump`: 213 beside 21.3, 20.9 and 22.0 would fit with its point one place to the left.

    Far is more than three times as large as the largest, or less than a third of the smallest.  Info, for some figures do
    jump; a warning where the form says the same, that is where the others lie close together, all have so many decimals,
    and this one would have them too with its point elsewhere; and a warning on a figure that is read otherwise than it
    is printed: "8,5%" may be 8.5% or 85%.
    """
    printed = outturns(paper)
    for n, printing in enumerate(paper.printings):
        reading = printing.reading
        history = history_of(printing, printed)
        if history is None or not reading.value or not _is_far(reading, history):
            continue
        found = misplaced(reading, history)
        if found is not None or reading.repairs or printing.measure == "outturn":
            sure = bool(reading.repairs) or (found is not None and found.formed)
            yield Remark(
                check="jump", severity="warning" if sure else "info", page=printing.place.page, printing=n,
                message=(
                    f'{reading.raw} for "{gist(printing.label)}" is far from what is likely: {history.words}'
                ),
                suggestion=f"{found.meant:f}, if the point is misplaced" if found is not None else None,
            )  # fmt: skip


def _is_far(reading: Reading, history: History) -> bool:
    return reading.value is not None and not history.may_hold(reading.value)


def misplaced(reading: Reading, history: History) -> Misplaced | None:
    """What a figure far from its history would be with its point elsewhere, where that leads back."""
    value = reading.value
    if value is None or value <= 0 or history.may_hold(value):
        return None
    shift = next((s for s in SHIFTS if history.holds(value.scaleb(-s))), None)
    if shift is None:
        return None
    formed = history.high <= TIGHT * history.low and reading.decimals + shift == history.decimals
    return Misplaced(value.scaleb(-shift), formed)


def outturns(paper: Paper) -> Outturns:
    """The outturns of a paper by the name that they are printed under."""
    found: Outturns = defaultdict(list)
    for p in paper.printings:
        if p.measure == "outturn" and p.period is not None and p.reading.value is not None:
            found[p.code, p.label].append(p)
    return found


def history_of(printing: Printing, printed: Outturns) -> History | None:
    """What the other outturns of the same measure and unit, one a period, say where they are enough and steady.

    Figures that add up over the year say it by their pace: 402 by June, 815 by September and 1,190 by December.
    """
    others = _others(printing, printed)
    paced, plain = _at_pace(printing, others), history_from([p.reading for p in others])
    return paced or (plain._replace(longer=_longer(printing, others)) if plain is not None else None)


def _longer(printing: Printing, others: Sequence[Printing]) -> Decimal:
    """How many times as long as that of others a printing's time is; once where theirs differ, or for a target."""
    days = {(p.period.end - p.period.start).days // 20 for p in others if p.period is not None}
    if len(days) != 1 or printing.period is None or printing.measure != "outturn" or not max(days):
        return Decimal(1)
    return Decimal(max(1, (printing.period.end - printing.period.start).days // 20)) / days.pop()


def _others(printing: Printing, printed: Outturns) -> list[Printing]:
    """The outturns of the same name, unit and kind for other periods, one of each."""
    found: dict[str, Printing] = {}
    if printing.measure in ("outturn", "target") and printing.period is not None:
        for p in printed.get((printing.code, printing.label), ()):
            alike = p.reading.unit == printing.reading.unit and p.reading.qualifier == printing.reading.qualifier
            if alike and p.period is not None and p.period != printing.period:
                found.setdefault(p.period.text, p)
    return list(found.values())


def history_from(readings: Sequence[Reading]) -> History | None:
    """What some figures, one a period, say of another, where they are enough and steady."""
    values = [r.value for r in readings if r.value is not None]
    if len(values) < ENOUGH or min(values) <= 0 or max(values) > STEADY * min(values):
        return None
    return History(min(values), max(values), _decimals(readings))


def _at_pace(printing: Printing, others: Sequence[Printing]) -> History | None:
    """Where a figure would be at the pace of others that add up over the year."""
    rates = pace_of(others)
    share = gone(printing.period) if printing.period is not None else None
    if rates is None or share is None or len(others) < ENOUGH:
        return None
    decimals = _decimals([p.reading for p in others])
    low, high = (round(rate * share, max(decimals or 0, 0)) for rate in (min(rates), max(rates)))
    return History(low, high, decimals, summed=True)


def _decimals(readings: Sequence[Reading]) -> int | None:
    decimals = {r.decimals for r in readings}
    return decimals.pop() if len(decimals) == 1 else None
