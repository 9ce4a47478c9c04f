"""The comparison of a headline figure with the bracketed fraction that it was calculated from."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from extract.values.confusion import SLASH, other_digits
from extract.values.number import decimals_of, read_number, separator_readings
from schemas.reading import Reading
from schemas.records import Unit

_SCALE: dict[Unit, tuple[int, ...]] = {
    "percent": (100,),
    "per_1000": (1_000,),
    "per_10000": (10_000,),
    "per_100000": (100_000,),
    "ratio": (1,),
    "days": (1,),
    "hours": (1,),
    "weeks": (1,),
    "months": (1,),
    "years": (1,),
    "gbp": (1,),
}
_ANY_SCALE = (1, 100, 1_000, 10_000, 100_000)
_HALF = Decimal("0.5")
_MEASURED = 2
"""A numerator or denominator that was measured has at most so many decimals: 26.8 / 142.5, never 1.271 / 260.753."""


class Fraction(NamedTuple):
    """A numerator over a denominator."""

    numerator: Decimal
    denominator: Decimal


def scales_of(unit: Unit | None) -> tuple[int, ...]:
    """By what a fraction may have been multiplied; for a unit that says nothing (`number`), by any usual power."""
    return _SCALE.get(unit, _ANY_SCALE) if unit else _ANY_SCALE


def _slack(value: Decimal) -> Decimal:
    """Half a unit of the last decimal of a measured part; counts are exact."""
    decimals = decimals_of(value)
    return _HALF.scaleb(-decimals) if decimals else Decimal(0)


def gives(fraction: Fraction, headline: Decimal, decimals: int, unit: Unit | None) -> bool:
    """Whether a fraction rounds to a headline printed with so many decimals (negative for £135k)."""
    if unit in (None, "number") and headline == fraction.numerator:
        return True
    if fraction.denominator <= _slack(fraction.denominator):
        return False
    low = (fraction.numerator - _slack(fraction.numerator)) / (fraction.denominator + _slack(fraction.denominator))
    high = (fraction.numerator + _slack(fraction.numerator)) / (fraction.denominator - _slack(fraction.denominator))
    tolerance = _HALF.scaleb(-decimals)
    return any(low * s - tolerance <= headline <= high * s + tolerance for s in scales_of(unit))


def fraction_agrees(reading: Reading, unit: Unit | None) -> bool | None:
    """Whether numerator over denominator gives the headline; None where one of the three is missing.

    "1.3% (96 / 7,459)": 96 of 7,459 is 1.287 %, which rounds to 1.3.  The difference may be half a unit of the
    headline's last printed decimal, so rounding half up or half to even both agree; a headline that was cut off
    (1.28 printed as 1.2) does not.  A numerator or denominator printed with decimals is itself known to half a unit
    only.  The unit printed in the cell goes before `unit`; `number`, or none, accepts any usual power of ten, or a
    headline that repeats the numerator.
    """
    if reading.value is None or reading.numerator is None or not reading.denominator:
        return None
    fraction = Fraction(reading.numerator, reading.denominator)
    return gives(fraction, reading.value, reading.decimals, reading.unit or unit)


def _as_fraction(numerator: str, denominator: str) -> Fraction | None:
    over = Fraction(Decimal(numerator), Decimal(denominator))
    return over if over.denominator > 0 else None


def _pairs(numerator: str, denominator: str) -> list[Fraction]:
    found = [_as_fraction(n, d) for n in _parts(numerator) for d in _parts(denominator)]
    return [f for f in found if f is not None]


def _parts(printed: str) -> list[str]:
    """What one part of a fraction may be; a comma, or a point, before three digits parts thousands."""
    return [r for r in separator_readings(printed.strip()) if len(r.partition(".")[2]) <= _MEASURED]


def reread_separators(numerator: str, denominator: str) -> list[Fraction]:
    """Every fraction that the two printed parts can be when commas, points and spaces stand for each other."""
    return _pairs(numerator, denominator)


def reread_slash(text: str) -> list[Fraction]:
    """Every fraction that a text without a slash can be when one of its characters is a misread slash.

    "26.87.142.5" may be 26.8 / 142.5: the 7 and the point behind it are what is left of " / ".
    """
    found: list[Fraction] = []
    for n, character in enumerate(text):
        if character in SLASH:
            left, right = text[:n], text[n + 1 :]
            for over in dict.fromkeys((left, left.rstrip("., "))):
                for under in dict.fromkeys((right, right.lstrip("., "))):
                    found += _pairs(over, under)
    return found


def reread_digit(numerator: str, denominator: str) -> list[tuple[str, str]]:
    """The two printed parts with one digit of one of them exchanged for one that OCR takes for it."""
    return [(n, denominator) for n in other_digits(numerator)] + [(numerator, d) for d in other_digits(denominator)]


def agreeing(fractions: list[Fraction], headline: Decimal, decimals: int, unit: Unit | None) -> list[Fraction]:
    """Those of the fractions that give the headline to the digit, each once; nought proves nothing.

    Both parts are counted, or both are measured: 14.8 / 449 is none, where somebody lost a digit of 33% (148 / 449).
    """
    half = _HALF.scaleb(-decimals)
    return [
        f
        for f in dict.fromkeys(fractions)
        if headline and all(decimals_of(part) <= _MEASURED for part in f)
        and (decimals_of(f.numerator) > 0) == (decimals_of(f.denominator) > 0)
        and any(abs(f.numerator * s / f.denominator - headline) <= half for s in scales_of(unit))
    ]  # fmt: skip


def proves(reading: Reading, unit: Unit | None) -> bool:
    """Whether a reading that differs from the print is what was meant, by its own fraction."""
    if reading.value is None or reading.numerator is None or not reading.denominator or reading.decimals > _MEASURED:
        return False
    fraction = Fraction(reading.numerator, reading.denominator)
    return bool(agreeing([fraction], reading.value, reading.decimals, reading.unit or unit))


def digit_candidates(
    numerator: str, denominator: str, headline: Decimal, decimals: int, unit: Unit | None
) -> list[tuple[str, str]]:
    """The exchanges of one digit that make the fraction give the headline."""
    found = []
    for n, d in reread_digit(numerator, denominator):
        top, bottom = read_number(n), read_number(d)
        if top and bottom and bottom.value and gives(Fraction(top.value, bottom.value), headline, decimals, unit):
            found.append((n, d))
    return found
