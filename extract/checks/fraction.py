"""Check that a bracketed fraction gives its headline."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from extract.values import fraction_agrees
from schemas.paper import Paper, Remark
from schemas.reading import Reading

SCALE = {"percent": 100, "per_1000": 1_000, "per_10000": 10_000, "per_100000": 100_000}


def fraction_without_its_headline(paper: Paper) -> Iterator[Remark]:
    """Name `fraction`, a warning: "84.2 (576 / 66,446)" per 10,000 children would be 86.7.

    Cells whose unit only the row or the name tells are checked here; the others were when they were read.
    """
    said = {r.printing for r in paper.remarks if r.check == "fraction"}
    for n, printing in enumerate(paper.printings):
        reading = printing.reading
        if n not in said and fraction_agrees(reading, reading.unit) is False:
            yield Remark(
                check="fraction", severity="warning", page=printing.place.page, printing=n,
                message=f'"{reading.raw}": {reading.numerator} / {reading.denominator} does not give {reading.value}',
            )  # fmt: skip


def implied_counts(reading: Reading) -> str | None:
    """What the numerator would be, if headline and denominator are right: 1,580 or 1,581 for 96.5% of 1,638."""
    scale, below = SCALE.get(reading.unit or ""), reading.denominator
    if scale is None or reading.value is None or below is None or below != below.to_integral_value():
        return None
    half = Decimal(5).scaleb(-reading.decimals - 1)
    low, high = ((reading.value + slack) * below / scale for slack in (-half, half))
    first, last = low.to_integral_value(ROUND_CEILING), high.to_integral_value(ROUND_FLOOR)
    if not 0 < first <= last:
        return None
    counts = f"{first:,f}" if first == last else f"{first:,f} {'or' if last == first + 1 else 'to'} {last:,f}"
    return f"{counts} / {below:,f}, if headline and denominator are right"
