"""Hold the denominators of a table against each other: its rows often count among the same people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from extract.checks.confusion import one_apart
from schemas.paper import Paper, Remark

LARGE = Decimal(1_000)
"""Smaller denominators are alike by chance: 118 tenants and 113 tenants are two surveys."""
SHARED = 2
"""So many rows must count among the same."""


def shared_denominators(paper: Paper) -> Iterator[Remark]:
    """Name `denominator`: 66,446 children in one row, where another row of the table counts among 68,446.

    A warning, where two other rows or more count among the same, and one digit of this one was misprinted or changed
    places.  Of two rows nobody can say which is right.
    """
    columns: dict[tuple[object, ...], list[tuple[int, Decimal]]] = defaultdict(list)
    for n, p in enumerate(paper.printings):
        denominator = p.reading.denominator
        if p.table is not None and p.period is not None and denominator is not None and denominator >= LARGE:
            columns[p.table, p.measure, p.period.text].append((n, denominator))
    for found in columns.values():
        values = [d for _, d in found]
        for n, own in found:
            alike = next((d for d in values if d != own and one_apart(f"{own:f}", f"{d:f}")), None)
            if alike is None or values.count(alike) < max(SHARED, values.count(own) + 1):
                continue
            printing = paper.printings[n]
            yield Remark(
                check="denominator", severity="warning", page=printing.place.page, printing=n,
                message=f"{printing.reading.raw} counts among {own:,f}, other rows of the table among {alike:,f}",
                suggestion=f"{alike:,f}, if they are the same",
            )  # fmt: skip
