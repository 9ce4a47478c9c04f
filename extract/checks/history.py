"""Find figures that are far from the indicator's own history, and signs that were read as digits or the other way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extract.checks.disagreement import printed_elsewhere
from schemas.paper import Paper, Printing, Remark, gist
from schemas.reading import Reading
from schemas.records import Measure

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
LOOK_LIKE_PERCENT = "690"
"""Digits that scanners make of a percent sign."""


Outturns = dict[tuple[str | None, str], list[Printing]]
"""Code and name → the outturns that a paper prints under them."""


Rows = dict[tuple[int | None, int | None], list[Printing]]
"""Table and row → the figures that stand in it."""


class History(NamedTuple):
    """The other figures of a measure: the smallest, the largest, and the decimals that all of them are printed with."""

    low: Decimal
    high: Decimal
    decimals: int | None

    def holds(self, value: Decimal) -> bool:
        """Whether a figure lies among them."""
        return self.low / ASIDE <= value <= self.high * ASIDE

    def may_hold(self, value: Decimal) -> bool:
        """Whether a figure is not far from them."""
        return self.low / STEADY <= value <= self.high * STEADY


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
        history = history_of(printing, printed)
        reading = printing.reading
        if history is None or not reading.value or not _is_far(reading, history):
            continue
        found = misplaced(reading, history)
        if found is not None or reading.repairs or printing.measure == "outturn":
            sure = bool(reading.repairs) or (found is not None and found.formed)
            yield Remark(
                check="jump", severity="warning" if sure else "info", page=printing.place.page, printing=n,
                message=(
                    f'{reading.raw} for "{gist(printing.label)}" is far from its other figures, which lie between'
                    f" {history.low:f} and {history.high:f}"
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


def percent_sign(paper: Paper) -> Iterator[Remark]:
    """Name `percent_sign`, a warning: 74.396 in a row of 74.1%, 73.9% and 75.0% may be 74.3%.

    Only where all other figures of the row have a percent sign and the same decimals, and this one would be like them
    if its last digits were one.
    """
    rows = rows_of(paper, "outturn")
    for n, printing in enumerate(paper.printings):
        reading = printing.reading
        others = [p.reading for p in rows.get((printing.table, printing.row), ()) if p is not printing]
        if reading.value is None or "%" in reading.raw or len(others) < ENOUGH or not _all_percent(others):
            continue
        digits = reading.raw.strip()
        decimals = {r.decimals for r in others}
        for lost in (1, 2):
            shown, sign = digits[:-lost].rstrip(), digits[-lost:]
            formed = len(decimals) == 1 and len(shown.partition(".")[2]) in decimals
            if formed and sign[0] in LOOK_LIKE_PERCENT and sign.isdigit() and _is_percentage(shown):
                yield Remark(
                    check="percent_sign", severity="warning", page=printing.place.page, printing=n,
                    message=f'{reading.raw} stands in a row of percentages with fewer digits: "{gist(printing.label)}"',
                    suggestion=f"{shown}%, if {sign} is a percent sign misread",
                )  # fmt: skip
                break


def decimal_comma(paper: Paper) -> Iterator[Remark]:
    """Name `decimal_comma`, a warning: 8,5% is read as 8.5% in a row of 86%, 88% and 91%; a digit may have become a comma.

    Where another figure of the row has as many decimals, and the figure is among the others with a point and far from
    them without, as 85,2 beside 88.9, the comma is a point; so it is where another page prints 85.2.
    """
    rows = rows_of(paper, "outturn", "target")
    elsewhere = printed_elsewhere(paper)
    for n, printing in enumerate(paper.printings):
        reading = printing.reading
        shown = f"{reading.value:f}" if reading.value is not None else ""
        comma = next((r for r in reading.repairs if r.read_as == shown and "," in r.printed), None)
        others = [p.reading for p in rows.get((printing.table, printing.row), ()) if p is not printing]
        same = any(_prints_point(paper.printings[m].reading, reading) for m in elsewhere.get(n, ()))
        if comma is not None and not same and not _is_point(reading, others):
            bare = shown.replace(".", "")
            yield Remark(
                check="decimal_comma", severity="warning", page=printing.place.page, printing=n,
                message=f"{comma.printed} is read as {shown}, but the other figures of its row do not bear that out",
                suggestion=f"{shown} or {bare}, or a digit is lost",
            )  # fmt: skip


def _prints_point(other: Reading, reading: Reading) -> bool:
    return "," not in other.raw and other.decimals == reading.decimals and other.value == reading.value


def _is_point(reading: Reading, others: Sequence[Reading]) -> bool:
    """Whether other figures of a row say by form and size that a comma is a point."""
    values = [r.value for r in others if r.value]
    if reading.value is None or not values or all(r.decimals != reading.decimals for r in others):
        return False
    about = History(min(values), max(values), None)
    return about.may_hold(reading.value) and not about.may_hold(reading.value.scaleb(reading.decimals))


def outturns(paper: Paper) -> Outturns:
    """The outturns of a paper by the name that they are printed under."""
    found: Outturns = defaultdict(list)
    for p in paper.printings:
        if p.measure == "outturn" and p.period is not None and p.reading.value is not None:
            found[p.code, p.label].append(p)
    return found


def history_of(printing: Printing, printed: Outturns) -> History | None:
    """The other outturns of the same measure and unit, one a period, where they are enough and steady."""
    if printing.measure not in ("outturn", "target") or printing.period is None:
        return None
    found: dict[str, Reading] = {}
    for p in printed.get((printing.code, printing.label), ()):
        alike = p.reading.unit == printing.reading.unit and p.reading.qualifier == printing.reading.qualifier
        if alike and p.period is not None and p.period != printing.period:
            found.setdefault(p.period.text, p.reading)
    return history_from(list(found.values()))


def history_from(readings: Sequence[Reading]) -> History | None:
    """What some figures, one a period, say of another, where they are enough and steady."""
    values = [r.value for r in readings if r.value is not None]
    if len(values) < ENOUGH or min(values) <= 0 or max(values) > STEADY * min(values):
        return None
    decimals = {r.decimals for r in readings}
    return History(min(values), max(values), decimals.pop() if len(decimals) == 1 else None)


def rows_of(paper: Paper, *measures: Measure) -> Rows:
    """The figures of each row of each table, of some measures."""
    rows: dict[tuple[int | None, int | None], list[Printing]] = defaultdict(list)
    for p in paper.printings:
        if p.source == "table" and p.measure in measures and p.reading.value is not None:
            rows[p.table, p.row].append(p)
    return rows


def _all_percent(readings: Sequence[Reading]) -> bool:
    return all("%" in r.raw for r in readings)


def _is_percentage(shown: str) -> bool:
    return shown.replace(".", "", 1).isdigit() and Decimal(shown) <= 100
