"""Tell whether two printed figures can be roundings of one value."""

from __future__ import annotations

from decimal import Decimal

from schemas.reading import Reading


def readings_agree(a: Reading, b: Reading) -> bool:
    """Equal when rounded to the coarser printing: 65.91 and 65.9 agree, 2.6 and 2.8 do not (the contract's rule)."""
    if a.value is None or b.value is None:
        return a.value is b.value
    if a.decimals == b.decimals:
        return a.value == b.value
    unit = Decimal(1).scaleb(-min(a.decimals, b.decimals))
    return 2 * abs(a.value - b.value) <= unit
