"""The grammar of one printed figure: its bound, sign, currency, number, power of ten, unit."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from extract.values.number import NUMBER, Number, read_number
from extract.values.unit import RATE, rate_unit
from extract.values.vocabulary import any_of, vocabulary
from schemas.records import Measure, Unit


class Figure(NamedTuple):
    """One figure with all that is printed with it, and where in the text it stands."""

    start: int
    end: int
    number: Number
    unit: Unit | None
    bound: str | None = None
    said: str | None = None
    printed: str = ""


_AMONG = re.compile(rf"\s*(?:/|of|out\s+of)\s*({NUMBER})(?![0-9])", re.IGNORECASE)


@cache
def figure_pattern() -> re.Pattern[str]:
    """The shape of a figure; built from the vocabulary once."""
    v = vocabulary()
    return re.compile(
        rf"""
        (?<![A-Za-z0-9.,])
        (?:(?P<bound>{any_of(v.bounds)})\s*)?
        (?:(?P<rank>rank(?:ed|ing)?|position)\s*:?\s*(?:joint\s+|=\s*)?(?=[0-9]))?
        (?:(?P<sign>[-+])(?=[£0-9.]))?
        (?P<money>£)?\s?
        (?P<inner>[-+](?=[0-9.]))?
        (?P<number>{NUMBER})
        (?:(?P<ordinal>st|nd|rd|th)(?![A-Za-z0-9])
         |\s?(?P<scale>{any_of(v.scales)})(?![A-Za-z0-9])
         |(?(money)\s?(?P<money_scale>{any_of(v.money_scales)})(?![A-Za-z0-9])|(?!)))?
        (?:\s*(?P<unit>%(?!\s?(?:%|pts?\b|points?\b))|{any_of(v.units)}(?![A-Za-z0-9%])))?
        (?:\s*(?P<doubled>%%))?
        (?:\s*(?P<after>{any_of(v.bounds_after)})(?![A-Za-z0-9%]))?
        (?:(?<=%)|(?![A-Za-z0-9]))
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def _power(match: re.Match[str]) -> int:
    v = vocabulary()
    if match["scale"]:
        return v.scales[match["scale"].lower()]
    return v.money_scales[match["money_scale"].lower()] if match["money_scale"] else 0


def _scaled(number: Number, power: int, negative: bool) -> Number:
    """The number times a power of ten; its decimals count from the ones, so £135k has -3 and £1.25m has -4."""
    value = number.value.scaleb(power) if power else number.value
    if power and value == value.to_integral_value():
        value = value.quantize(number.value.to_integral_value())
    return number._replace(value=-value if negative else value, decimals=number.decimals - power)


def figure_of(match: re.Match[str]) -> Figure | None:
    """The figure that `figure_pattern` found; None where its digits are no number, or its units disagree."""
    v = vocabulary()
    number = read_number(match["number"])
    if number is None:
        return None
    if match["number"].startswith("0") and re.match(r"0[0-9]", match["number"]):
        number = number._replace(doubts=(*number.doubts, f"{match['number']} starts with a nought"))
    word = " ".join(match["unit"].lower().split()) if match["unit"] else None
    unit = v.units[word] if word else None
    if match["doubled"]:
        unit = "percent"
        number = number._replace(doubts=(*number.doubts, "the percent sign is printed twice"))
    if match["money"]:
        if unit is not None:
            return None
        unit = "gbp"
    end = match.end()
    rate = RATE.match(match.string, end + (1 if match.string[end : end + 1] == " " else 0))
    if rate and unit is None:
        unit, end = rate_unit(rate), rate.end()
    said = word if word in v.said_units else None
    if match["ordinal"] or match["rank"]:
        unit = "rank"
        among = _AMONG.match(match.string, end)
        if among:
            said, end = f"of {among[1]}", among.end()
    signs = {match["sign"], match["inner"]} - {None}
    bound = v.bounds[" ".join(match["bound"].lower().split())] if match["bound"] else None
    if match["after"] and bound is None:
        bound = v.bounds_after[" ".join(match["after"].lower().split())]
    if "+" in signs and bound is None:
        bound = "+"
    return Figure(
        start=match.start(),
        end=end,
        number=_scaled(number, _power(match), "-" in signs),
        unit=unit,
        bound=bound,
        said=said,
        printed=match.string[match.start() : end].strip(),
    )


def figure_at(text: str, position: int = 0) -> Figure | None:
    """The figure that starts here, or None."""
    match = figure_pattern().match(text, position)
    return figure_of(match) if match else None


RANGE = re.compile(
    rf"(?<![A-Za-z0-9.,])(?:between\s+)?£?{NUMBER}\s*(?:%|[a-z]+)?\s*(?:-|to|and)\s*£?{NUMBER}"
    r"(?![0-9])(?!\s*(?:/|of\b|out\b))",
    re.IGNORECASE,
)
"""Two numbers that are the ends of one range: 10-12 days."""


def figures_in(text: str) -> list[Figure]:
    """All figures of a text from left to right, none inside another."""
    found: list[Figure] = []
    for match in figure_pattern().finditer(text):
        figure = figure_of(match)
        if figure is not None and not (found and figure.start < found[-1].end):
            found.append(figure)
    return found


_SMALL = 10
"""Up to this bound, "<5" is a number too small to be published."""


def is_too_small(figure: Figure, kind: Measure) -> bool:
    """Whether a figure is "<5": a count that is withheld because it is small; as a target it is a figure."""
    hides = kind in ("outturn", "benchmark") and figure.bound == "<" and figure.unit is None
    return hides and figure.number.decimals == 0 and 0 < figure.number.value <= _SMALL


def mask(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with the spans blotted out, so that no figure is found there; positions stay."""
    for start, end in spans:
        text = text[:start] + "_" * (end - start) + text[end:]
    return text
