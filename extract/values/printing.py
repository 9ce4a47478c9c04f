"""The canonical printing of a reading, which reads back as the same reading."""

from __future__ import annotations

from decimal import Decimal

from extract.values.number import decimals_of, group_thousands
from schemas.reading import Reading
from schemas.records import Status, Unit

_WORDS: dict[Status, str] = {
    "new_measure": "New measure",
    "not_yet_available": "Not yet available",
    "not_applicable": "n/a",
    "no_target": "No target",
    "not_comparable": "Not comparable",
    "suppressed": "*",
    "missing": "",
    "unreadable": "",
    "reported": "",
}
_BEHIND: dict[Unit, str] = {
    "percent": "%",
    "days": " days",
    "hours": " hours",
    "weeks": " weeks",
    "months": " months",
    "years": " years",
    "tonnes": " tonnes",
    "per_1000": " per 1,000",
    "per_10000": " per 10,000",
    "per_100000": " per 100,000",
    "ratio": ":1",
}
_SIGNS = ("<", ">", "≤", "≥", "~", "+")
_POWERS = ((9, "bn"), (6, "m"), (3, "k"))


def print_value(reading: Reading) -> str:
    """How a paper would print the reading: "1.3% (96 / 7,459), provisional", "£135k", "12th", "New measure".

    Reading the result gives the same value, unit, decimals, fraction, qualifier and status again.  An unreadable
    text is its raw text.
    """
    if reading.status == "unreadable":
        return reading.raw
    if reading.status == "suppressed" and reading.qualifier:
        return reading.qualifier
    if reading.status != "reported" or reading.value is None:
        return _fraction(reading) or _WORDS[reading.status]
    said = [q for q in (reading.qualifier or "").split(", ") if q]
    sign = said.pop(0) if said and said[0] in _SIGNS else ""
    parts = [sign + _headline(reading, reading.value)]
    fraction = _fraction(reading)
    if fraction:
        parts.append(f"({fraction})")
    return ", ".join([" ".join(parts), *said])


def _headline(reading: Reading, value: Decimal) -> str:
    minus, size = ("-" if value < 0 else ""), abs(value)
    number = group_thousands(size, reading.decimals)
    if reading.decimals < 0:
        power, letter = next((p, w) for p, w in reversed(_POWERS) if p >= -reading.decimals)
        number = group_thousands(size.scaleb(-power), reading.decimals + power) + letter
    if reading.unit == "gbp":
        return f"{minus}£{number}"
    if reading.unit == "rank":
        return f"{minus}{number}{_ordinal(int(size))}"
    return f"{minus}{number}{_BEHIND.get(reading.unit, '') if reading.unit else ''}"


def _ordinal(rank: int) -> str:
    if rank % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")


def _fraction(reading: Reading) -> str:
    shown = [group_thousands(n, decimals_of(n)) for n in (reading.numerator, reading.denominator) if n is not None]
    return " / ".join(shown)
