"""Say what on its own contradicts a misprinted figure: kept apart from the checks, which are measured by it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from schemas.paper import Paper, Printing, Row
from schemas.reading import Reading
from schemas.series import PaperFigure

WITNESSES = (
    "fraction", "another page", "another paper", "shared denominator", "total", "quarters of the year", "score",
    "trend arrow", "commentary",
)  # fmt: skip
"""Strongest first; a figure is counted under the first that contradicts it."""
SCALES = {"percent": 100, "per_1000": 1_000, "per_10000": 10_000, "per_100000": 100_000}
WAYS = ("bigger_is_better", "smaller_is_better")
AMONG_MANY = 1_000
"""Smaller denominators are alike by chance."""


class Case(NamedTuple):
    """A misprinted figure in its paper, the paper without misprint, and what other papers print."""

    number: int
    now: Paper
    before: Printing | None
    base: Paper
    mine: PaperFigure | None
    others: Sequence[PaperFigure]


def witness_against(case: Case) -> str | None:
    """What contradicts a figure by more than rounding."""
    printing = case.now.printings[case.number]
    if printing.reading.value is None or printing.period is None:
        return None
    return next((name for name, test in TESTS if test(case, printing)), None)


def _fraction(case: Case, printing: Printing) -> bool:
    reading = printing.reading
    if reading.value is None or reading.numerator is None or not reading.denominator or reading.unit not in SCALES:
        return False
    share = reading.numerator * SCALES[reading.unit] / reading.denominator
    whole = all(x == x.to_integral() for x in (reading.numerator, reading.denominator))
    return whole and abs(share - reading.value) > _half(reading.decimals)


def _another_page(case: Case, printing: Printing) -> bool:
    return any(
        (_name(other), other.measure, other.period) == (_name(printing), printing.measure, printing.period)
        and other.place != printing.place and _contradict(printing.reading, other.reading)
        for other in case.now.printings
    )  # fmt: skip


def _another_paper(case: Case, printing: Printing) -> bool:
    own = case.mine
    key = own and (own.indicator_id, own.measure, own.period)
    told = [o for o in case.others if (o.indicator_id, o.measure, o.period) == key and o.value is not None]
    return own is not None and bool(told) and all(_contradict(own, o) for o in told)


def _denominator(case: Case, printing: Printing) -> bool:
    """Two other rows of the table count among what this one did."""
    meant = case.before.reading.denominator if case.before is not None else None
    if meant is None or meant < AMONG_MANY or meant == printing.reading.denominator:
        return False
    same = [
        p for p in case.now.printings
        if (p.table, p.period, p.reading.denominator) == (printing.table, printing.period, meant)
    ]  # fmt: skip
    return len(same) > 1


def _total(case: Case, printing: Printing) -> bool:
    """The rows above a row that is called a total added up to it, as they do in two other columns."""
    now, base = _columns(case.now, printing.table), _columns(case.base, printing.table)
    mine = (printing.measure, printing.place.spot.rpartition(" ")[2])
    rows = {p.row: p.label for p in case.base.printings if p.table == printing.table and p.row is not None}
    totals = [row for row, label in rows.items() if re.match(r"(grand |overall )?total", label, re.IGNORECASE)]
    for total in totals:
        above = [row for row in rows if row < total and not any(row < t < total for t in totals) and row not in totals]
        needed = [*above, total]
        if printing.row not in needed or len(above) < 2:
            continue
        sound = [key for key, column in base.items() if _adds_up(column, above, total)]
        if mine in sound and len(sound) > 2 and not _adds_up(now.get(mine, {}), above, total):
            return True
    return False


def _columns(paper: Paper, table: int | None) -> dict[tuple[str, str], dict[int, Reading]]:
    found: dict[tuple[str, str], dict[int, Reading]] = {}
    for p in paper.printings:
        if p.table is not None and p.table == table and p.row is not None:
            found.setdefault((p.measure, p.place.spot.rpartition(" ")[2]), {})[p.row] = p.reading
    return found


def _adds_up(column: dict[int, Reading], above: Sequence[int], total: int) -> bool:
    readings = [column.get(row) for row in (*above, total)]
    values = [r.value for r in readings if r is not None and r.value is not None]
    if len(values) < len(readings):
        return False
    half = sum((_half(r.decimals) for r in readings if r is not None and r.decimals), Decimal(0))
    return abs(sum(values[:-1], Decimal(0)) - values[-1]) <= half


def _quarters(case: Case, printing: Printing) -> bool:
    """The year was the sum of its quarters, the last of them or between them, as four other rows' years are."""
    mine = [p for p in case.now.printings if (p.table, p.row) == (printing.table, printing.row)]
    were = [p for p in case.base.printings if (p.table, p.row) == (printing.table, printing.row)]
    year = (printing.period.text if printing.period else "")[:7]
    if _fits_year(mine, year) is not False or _fits_year(were, year) is not True:
        return False
    rows = {p.row for p in case.now.printings if p.table == printing.table and p.row != printing.row}
    others = [
        _fits_year([p for p in case.now.printings if (p.table, p.row) == (printing.table, row)], year) for row in rows
    ]
    return others.count(True) >= 4 and others.count(True) >= 4 * others.count(False)


def _fits_year(row: Sequence[Printing], year: str) -> bool | None:
    """Whether the year of a row fits its four quarters; None where one of them is missing."""
    figures = {p.period.text: p.reading for p in row if p.measure == "outturn" and p.period is not None}
    parts = [figures.get(f"{year} Q{n}") for n in (1, 2, 3, 4)]
    whole = figures.get(year)
    values = [r.value for r in parts if r is not None and r.value is not None]
    if whole is None or whole.value is None or len(values) < 4:
        return None
    half = _half(whole.decimals) + sum((_half(r.decimals) for r in parts if r is not None), Decimal(0))
    return min(values) - half <= whole.value <= max(values) + half or abs(sum(values) - whole.value) <= half


def _score(case: Case, printing: Printing) -> bool:
    """The row's score was right beside value and target, by the polarity that is printed, and is wrong now."""
    row = _row(case.now, printing)
    way = row.polarity if row is not None else None
    return row is not None and _score_holds(row, way, case.base) is True and _score_holds(row, way, case.now) is False


def _score_holds(row: Row, polarity: str | None, paper: Paper) -> bool | None:
    mine = [p for p in paper.printings if (p.table, p.row) == (row.table, row.row) and p.reading.value is not None]
    latest = [p for p in mine if p.measure == "outturn" and p.period == row.period]
    targets = [p for p in mine if p.measure == "target"]
    if len(latest) != 1 or len(targets) != 1 or polarity not in WAYS:
        return None
    value, target = latest[0].reading.value, targets[0].reading.value
    if value is None or target is None or row.score_meaning not in ("better", "worse"):
        return None
    ahead = value > target if polarity == "bigger_is_better" else value < target
    if row.score_meaning == "better":
        return ahead or value == target
    return not ahead


def _trend(case: Case, printing: Printing) -> bool:
    """An arrow was right beside the quarters that it compares, by the polarity that is printed, and is wrong now."""
    row = _row(case.now, printing)
    return row is not None and any(
        _arrow_holds(row, row.polarity, year, case.base) is True
        and _arrow_holds(row, row.polarity, year, case.now) is False
        and printing in _compared(row, year, case.now)
        for year in (False, True)
    )


def _compared(row: Row, year: bool, paper: Paper) -> list[Printing]:
    """The latest figure of a row and the one a quarter, or a year, before."""
    mine = [p for p in paper.printings if (p.table, p.row) == (row.table, row.row) and p.measure == "outturn"]
    found = [p for p in mine if p.period == row.period and p.reading.value is not None][:1]
    for p in mine:
        if found and p.period is not None and row.period is not None and p.reading.value is not None:
            days = (row.period.start - p.period.start).days
            alike = abs((row.period.end - row.period.start) - (p.period.end - p.period.start)).days < 5
            if alike and (360 < days < 372 if year else 80 < days < 100):
                return [*found, p]
    return []


def _arrow_holds(row: Row, polarity: str | None, year: bool, paper: Paper) -> bool | None:
    trend = row.annual_trend if year else row.short_term_trend
    two = [p.reading.value for p in _compared(row, year, paper)]
    if len(two) < 2 or trend not in ("improving", "worsening") or two[0] == two[1]:
        return None
    if polarity not in WAYS or two[0] is None or two[1] is None:
        return None
    return ((two[0] > two[1]) == (polarity == "bigger_is_better")) == (trend == "improving")


def _row(paper: Paper, printing: Printing) -> Row | None:
    return next((r for r in paper.rows if (r.table, r.row) == (printing.table, printing.row)), None)


def _commentary(case: Case, printing: Printing) -> bool:
    """The indicator's commentary says the figure with its unit, and the tables no longer print it anywhere."""
    before = case.before.reading if case.before is not None else None
    if (
        before is None
        or before.value is None
        or printing.measure != "outturn"
        or before.unit not in ("percent", "days")
    ):
        return False
    digits = f"{before.value:f}"
    if min(len(re.sub(r"\D", "", f"{r.value:f}")) for r in (before, printing.reading) if r.value is not None) < 3:
        return False
    unit = r"\s?(?:%|per\s?cent)" if before.unit == "percent" else r"\s?days"
    said = any(
        re.search(rf"(?<![\d.,]){re.escape(digits)}{unit}", passage.text)
        for passage in case.now.passages
        if (passage.code, passage.label) == (printing.code, printing.label)
    )
    printed = any(
        _name(p) == _name(printing) and p.source == "table" and not _contradict(before, p.reading)
        for p in case.now.printings
    )
    return said and not printed


def _name(printing: Printing) -> str:
    return printing.code or printing.label.lower()


def _half(decimals: int | None) -> Decimal:
    return Decimal(5).scaleb(-(decimals or 0) - 1)


def _contradict(a: Reading | PaperFigure, b: Reading | PaperFigure) -> bool:
    if a.value is None or b.value is None or a.unit != b.unit or a.qualifier != b.qualifier:
        return False
    return abs(a.value - b.value) > max(_half(a.decimals), _half(b.decimals))


TESTS = tuple(
    zip(
        WITNESSES,
        (
            _fraction, _another_page, _another_paper, _denominator, _total, _quarters, _score, _trend, _commentary,
        ),
        strict=True,
    )
)  # fmt: skip
