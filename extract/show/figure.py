"""A figure as its paper prints it."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from extract.values import print_value
from schemas.reading import Reading
from schemas.records import Unit

GAPS = {"not_reported": "not reported", "not_loaded": "not loaded yet", "not_readable": "not readable"}
"""The three kinds of gap in words."""
REASONS = {
    "new_measure": "new measure",
    "not_yet_available": "not yet available",
    "not_applicable": "n/a",
    "no_target": "no target",
    "not_comparable": "not comparable",
    "suppressed": "suppressed",
    "missing": "blank",
    "unreadable": "unreadable",
}
"""Why there is no figure, in words."""


def printed(value: Decimal | None, unit: str | None, decimals: int | None, status: str = "reported") -> str:
    """The value with its unit, or why there is none: "36.4%", "£135k", "new measure"."""
    if value is None:
        return REASONS.get(status, status)
    places = decimals if decimals is not None else _places(value)
    reading = Reading(status="reported", value=value, unit=cast("Unit | None", unit), decimals=places)
    return print_value(reading)


def short(value: Decimal, unit: str | None, decimals: int) -> str:
    """The value for the axis of a chart: without the words that the title has."""
    return printed(value, unit if unit in ("percent", "gbp") else None, decimals)


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
