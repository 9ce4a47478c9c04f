"""The reading of one printed number, with its separators."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from schemas.reading import Repair

NUMBER = r"(?:[0-9]{1,3}(?:\ [0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9](?:[0-9.,]*[0-9])?|\.[0-9]+)"
"""A run of digits with separators between them, well formed or not; spaces only before groups of three."""

_WELL_FORMED = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_USUAL_DECIMALS = 2
"""A damaged number with more decimals than this is left to a person."""

_HOW_MANY = {1: "one digit", 2: "two digits"}


class Number(NamedTuple):
    """A number as printed: its value, the decimals it shows, and what had to be said about its separators."""

    value: Decimal
    decimals: int
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[str, ...] = ()


def _number(plain: str, repairs: tuple[Repair, ...] = (), doubts: tuple[str, ...] = ()) -> Number:
    return Number(Decimal(plain), len(plain.partition(".")[2]), repairs, doubts)


def separator_readings(text: str) -> list[str]:
    """Every well-formed number that the digits can be when points, commas and spaces may stand for each other.

    "7.459" is 7.459 or 7459, "85,2" only 85.2, "26.87.142.5" nothing: a thousands separator is followed by three
    digits, and at most one decimal point comes last.  Results are plain digits with at most one point.
    """
    groups = re.split(r"[., ]", text)
    if not all(groups) or not "".join(groups).isdecimal():
        return []
    if len(groups) == 1:
        return groups
    found = []
    for point_last in (True, False):
        whole, decimals = (groups[:-1], groups[-1]) if point_last else (groups, "")
        if len(whole) > 1 and (len(whole[0]) > 3 or any(len(g) != 3 for g in whole[1:])):
            continue
        found.append("".join(whole) + ("." + decimals if point_last else ""))
    return found


def read_number(text: str) -> Number | None:
    """The number that a run of digits and separators prints; None where no reading, or more than one, fits.

    "1,984" is 1984 and "85.2" is 85.2 as printed.  "85,2" is repaired to 85.2: a comma before one digit cannot
    separate thousands.  "1 984" is 1984 with a doubt, since the space may part two figures.
    """
    if _WELL_FORMED.fullmatch(text):
        return _number(text.replace(",", ""))
    if re.fullmatch(r"[0-9]{1,3}( [0-9]{3})+(\.[0-9]+)?", text):
        return _number(text.replace(" ", ""), doubts=(f"the space in {text} may separate thousands or two figures",))
    if re.fullmatch(r"\.[0-9]+", text):
        return _number("0" + text, doubts=(f"no digit is printed before the point of {text}",))
    readings = separator_readings(text)
    if len(readings) != 1 or len(readings[0].partition(".")[2]) > _USUAL_DECIMALS:
        return None
    last = len(re.split(r"[., ]", text)[-1])
    one_comma = text.count(",") == 1 and "." not in text
    witness = (
        f"a comma before {_HOW_MANY[last]} cannot separate thousands"
        if one_comma and last in _HOW_MANY
        else "only this reading has its thousands in groups of three and one decimal point"
    )
    return _number(readings[0], repairs=(Repair(printed=text, read_as=readings[0], witness=witness),))


def group_thousands(value: Decimal, decimals: int) -> str:
    """The number as papers print it: 7,459 or 46,387.68."""
    return f"{value:,.{max(decimals, 0)}f}"


def decimals_of(value: Decimal) -> int:
    """How many decimals a value was printed with, as its exponent remembers them."""
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
