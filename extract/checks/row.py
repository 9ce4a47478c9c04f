"""Find figures that do not have the form of their row: a lost point, a point that parts thousands, a digit for another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extract.checks.history import ENOUGH, SHIFTS, STEADY, TIGHT, History, history_of, outturns
from extract.checks.signs import Rows, rows_of
from extract.values import other_digits
from schemas.paper import Paper, Printing, Remark, gist
from schemas.reading import Reading

FEW = 2
"""So many other figures of a row say what form its figures have."""
ALL = 100
"""Per cent."""
THOUSANDS = 3
"""Decimals of a figure whose point may part thousands."""
ROUND = Decimal(50)
"""Figures that differ by less than this part of their size do not differ."""


def lost_point(paper: Paper) -> Iterator[Remark]:
    """Name `lost_point`: 906% beside 91.2% and 96.9% may be 90.6%, and £4155 beside £48.12 and £50.00 may be £41.55.

    Most of the row's other figures lie close together and have so many decimals as this one would have with its point
    elsewhere, where it would lie among them; and there is no history for `jump`.  Info beside two of them, a warning
    beside three, and in scans; a percentage above 100 needs but one, which may be far off.
    """
    rows, printed = rows_of(paper, "outturn", "target", "benchmark"), outturns(paper)
    for n, printing in enumerate(paper.printings):
        reading, others = printing.reading, _beside(printing, rows)
        if history_of(printing, printed) is not None:
            continue
        for shift in SHIFTS:
            alike = [r for r in others if r.decimals == reading.decimals + shift]
            about = _about(alike, FEW) or _shares(reading, alike)
            if about is None or 2 * len(alike) <= len(others) or not reading.value or about.may_hold(reading.value):
                continue
            meant = reading.value.scaleb(-shift)
            if about.holds(meant):
                yield Remark(
                    check="lost_point", severity="warning" if len(alike) >= ENOUGH else "info",
                    page=printing.place.page, printing=n,
                    message=(
                        f'{reading.raw} for "{gist(printing.label)}" stands beside figures between {about.low:f} and'
                        f" {about.high:f} that have another number of decimals"
                    ),
                    suggestion=f"{meant:f}, if the point is misplaced",
                )  # fmt: skip
                break


def thousands_point(paper: Paper) -> Iterator[Remark]:
    """Name `thousands_point`: 2.144 beside 2,203 and 2,100 is 2,144 with a point for its comma.

    A warning where another figure of the row is whole and about as large as this one would be.  Else a hint, where the row
    has no other figure of three decimals; a warning in scans.
    """
    rows = rows_of(paper, "outturn", "target", "benchmark")
    for n, printing in enumerate(paper.printings):
        reading, others = printing.reading, _beside(printing, rows)
        if reading.value is None or reading.value < 1 or reading.decimals != THOUSANDS or reading.repairs:
            continue
        if any(r.decimals >= THOUSANDS for r in others):
            continue
        meant = reading.value.scaleb(THOUSANDS)
        sure = any(r.value and not r.decimals and r.value / STEADY <= meant <= r.value * STEADY for r in others)
        yield Remark(
            check="thousands_point", severity="warning" if sure else "info", page=printing.place.page, printing=n,
            message=f'{reading.raw} is the only figure of its row with three decimals: "{gist(printing.label)}"',
            suggestion=f"{int(meant):,d}, if its point parts thousands",
        )  # fmt: skip


def lookalike(paper: Paper) -> Iterator[Remark]:
    """Name `lookalike`: 66.4% beside 84.9%, 85.2% and 86.6% lies outside them, and among them with its 6 read as 8.

    For scans alone, where scanners take 1 for 7 and 3 or 6 for 8: in clear print such a figure is one that fell.
    """
    rows = rows_of(paper, "outturn", "target")
    for n, printing in enumerate(paper.printings):
        reading = printing.reading
        about = _about([r for r in _beside(printing, rows) if r.decimals == reading.decimals], ENOUGH)
        if about is None or reading.value is None:
            continue
        reach = max(about.high - about.low, about.high / ROUND)
        if about.low - reach <= reading.value <= about.high + reach:
            continue
        among = _within if about.may_hold(reading.value) else History.holds
        otherwise = map(Decimal, other_digits(f"{reading.value:f}"))
        meant = next((v for v in otherwise if among(about, v)), None)
        if meant is not None:
            yield Remark(
                check="lookalike", severity="warning", page=printing.place.page, printing=n,
                message=(
                    f'{reading.raw} for "{gist(printing.label)}" stands beside figures between {about.low:f} and'
                    f" {about.high:f}, and a digit of it may be another"
                ),
                suggestion=f"{meant:f}, if a digit was taken for one that looks like it",
            )  # fmt: skip


def _within(about: History, value: Decimal) -> bool:
    return about.low <= value <= about.high


def _about(readings: Sequence[Reading], enough: int) -> History | None:
    """Between what some figures lie, where they are enough and close together."""
    values = [r.value for r in readings if r.value is not None]
    if len(values) < enough or min(values) <= 0 or max(values) > TIGHT * min(values):
        return None
    return History(min(values), max(values), None)


def _shares(reading: Reading, others: Sequence[Reading]) -> History | None:
    """For a percentage of more than all: between what those of its row lie that are none, however few or far apart."""
    if reading.unit != "percent" or reading.value is None or reading.value <= ALL:
        return None
    values = [r.value for r in others if r.value is not None and 0 < r.value <= ALL]
    return History(min(values), max(values), None) if values else None


def _beside(printing: Printing, rows: Rows) -> list[Reading]:
    """The other figures of a row that have the same unit."""
    row = rows.get((printing.table, printing.row), ())
    return [p.reading for p in row if p is not printing and p.reading.unit == printing.reading.unit]
