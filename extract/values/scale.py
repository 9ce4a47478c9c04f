"""What a unit column, a header, a caption or a name says that figures are counted in."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from extract.values.fold import fold_text
from extract.values.unit import RATE, rate_unit
from extract.values.vocabulary import vocabulary
from schemas.reading import Reading
from schemas.records import Unit

_MONEY = re.compile(
    r"(?<![0-9])£\s?(?:(?P<three>['‘’`]?000['’]?s?|k|thousands?)|(?P<six>m|mn|mil|millions?)|(?P<nine>bn|billions?))"
    r"(?![A-Za-z0-9,])",
    re.IGNORECASE,
)
"""£000, £'000s, £k, £m, £ million, £bn; not £1m, which is a figure."""
_COUNT = re.compile(
    r"(?<![0-9,.£])(?<!per )(?:['‘’`]000['’]?s?|000['’]?s)(?![0-9,])"
    r"|[(\[](?:in )?(?:(?P<three>000|thousands?)|(?P<six>millions?))[)\]]"
    r"|\bin (?:(?P<three_>thousands)|(?P<six_>millions))\b",
    re.IGNORECASE,
)
"""'000, 000s, (thousands), in millions; not "per 1,000"."""
_WHOLE = re.compile(r"(?:(?P<three>000|thousands?)|(?P<six>millions?))", re.IGNORECASE)


class Scale(NamedTuple):
    """The power of ten that figures are printed in, and their unit where that is said too."""

    power: int
    unit: Unit | None


def scale_of(text: str) -> Scale | None:
    """ "Arrears (£000s)" is thousands of pounds, "Footfall ('000)" thousands; None where nothing is said."""
    folded = fold_text(text)
    money = _MONEY.search(folded)
    if money:
        return Scale(3 if money["three"] else 6 if money["six"] else 9, "gbp")
    count = _COUNT.search(folded)
    if count:
        return Scale(6 if count["six"] or count["six_"] else 3, None)
    return None


def unit_in_header(text: str) -> Unit | None:
    """The unit whose sign a header prints beside its words: "2009/10 £", "Actual (%)", "Wait (days)"."""
    folded = fold_text(text)
    if re.search(r"(?<![0-9] )(?<![0-9])%", folded):
        return "percent"
    if re.search(r"£(?!\s?[0-9])", folded):
        return "gbp"
    bracket = re.search(r"\(([a-z. ]+)\)", folded, re.IGNORECASE)
    return vocabulary().units.get(bracket[1].casefold().strip()) if bracket else None


def unit_said(text: str) -> Scale | None:
    """What the cell of a unit column says: "%", "No.", "Days", "£m", "000s"; None where no rule reads it."""
    folded = fold_text(text).casefold().strip(" .:()")
    whole = _WHOLE.fullmatch(folded)
    if whole:
        return Scale(3 if whole["three"] else 6, None)
    scale = scale_of(text)
    if scale is not None:
        return scale
    rate = RATE.search(folded)
    if rate:
        unit = rate_unit(rate)
        return Scale(0, unit if unit == "per_10000" else "number")
    said = vocabulary().unit_column.get(folded) or vocabulary().units.get(folded)
    return Scale(0, said) if said is not None else None


def scaled(reading: Reading, scale: Scale) -> Reading:
    """The figure as it is meant: 1.2 under "£m" is 1200000 pounds.

    A percentage, a time, and a figure with a power of its own ("£1.2m") stay as printed.
    """
    if reading.value is None or reading.decimals < 0 or reading.unit not in (None, scale.unit, "number", "gbp"):
        return reading
    value = reading.value.scaleb(scale.power)
    if scale.power and value == value.to_integral_value():
        value = value.quantize(Decimal(1))
    large = f"{reading.value:f} is large for a column of {'millions' if scale.power > 3 else 'thousands'}"
    return reading.model_copy(
        update={
            "value": value,
            "unit": reading.unit or scale.unit,
            "decimals": reading.decimals - scale.power,
            "doubts": (*reading.doubts, large) if abs(value) >= _MOST[scale.power] else reading.doubts,
        }
    )


_MOST = {0: 10**12, 3: 10**9, 6: 10**10, 9: 10**12}
"""Scaled figures from here on were perhaps printed in full."""
