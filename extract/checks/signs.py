"""Find signs that were read as digits, or the other way, by the form of the other figures of the row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extract.checks.disagreement import printed_elsewhere
from extract.checks.history import ENOUGH, History
from extract.values import PERCENT, fraction_agrees
from schemas.paper import Paper, Printing, Remark, gist
from schemas.reading import Reading
from schemas.records import Measure

Rows = dict[tuple[int | None, int | None], list[Printing]]
"""Table and row → the figures that stand in it."""


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
            if formed and sign.isdigit() and any(sign[0] == mark[0] for mark in PERCENT) and _is_percentage(shown):
                yield Remark(
                    check="percent_sign", severity="warning", page=printing.place.page, printing=n,
                    message=f'{reading.raw} stands in a row of percentages with fewer digits: "{gist(printing.label)}"',
                    suggestion=f"{shown}%, if {sign} is a percent sign misread",
                )  # fmt: skip
                break


def decimal_comma(paper: Paper) -> Iterator[Remark]:
    """Name `decimal_comma`, a warning: 8,5% is read as 8.5% in a row of 86%, 88% and 91%; a digit may have become a comma.

    Where another figure of the row has as many decimals, and the figure is among the others with a point and far from
    them without, as 85,2 beside 88.9, the comma is a point; so it is where another page prints 85.2, or a fraction gives it.
    """
    rows = rows_of(paper, "outturn", "target")
    elsewhere = printed_elsewhere(paper)
    for n, printing in enumerate(paper.printings):
        reading = printing.reading
        shown = f"{reading.value:f}" if reading.value is not None else ""
        comma = next((r for r in reading.repairs if r.read_as == shown and "," in r.printed), None)
        others = [p.reading for p in rows.get((printing.table, printing.row), ()) if p is not printing]
        same = any(_prints_point(paper.printings[m].reading, reading) for m in elsewhere.get(n, ()))
        proven = same or fraction_agrees(reading, reading.unit) is True
        if comma is not None and not proven and not _is_point(reading, others):
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


def rows_of(paper: Paper, *measures: Measure) -> Rows:
    """The figures of each row of each table, of some measures."""
    rows: Rows = defaultdict(list)
    for p in paper.printings:
        if p.source == "table" and p.measure in measures and p.reading.value is not None:
            rows[p.table, p.row].append(p)
    return rows


def _all_percent(readings: Sequence[Reading]) -> bool:
    return all("%" in r.raw for r in readings)


def _is_percentage(shown: str) -> bool:
    return shown.replace(".", "", 1).isdigit() and Decimal(shown) <= 100
