"""The reading of the fraction printed behind a headline figure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from extract.values.confusion import SLASH
from extract.values.fraction import (
    Fraction,
    agreeing,
    digit_candidates,
    gives,
    reread_separators,
    reread_slash,
    scales_of,
)
from extract.values.number import NUMBER, Number, decimals_of, group_thousands, read_number
from schemas.reading import Repair
from schemas.records import Unit

_PART = rf"(?:{NUMBER}|[0-9][0-9., ]*[0-9])"
_NOUN = r"(?:\s+[A-Za-z][A-Za-z'-]*){0,5}"
FRACTION = re.compile(
    rf"(?:n\s*=\s*)?(?P<top>{_PART})(?:{_NOUN})\s*(?:/|\bout\s+of\b|\bof\b)\s*(?:the\s+|a\s+total\s+of\s+)?"
    rf"(?:d\s*=\s*)?(?P<bottom>{_PART})(?![0-9])(?P<noun>{_NOUN})",
    re.IGNORECASE,
)
"""96 / 7,459, 96 of 7,459, 96 out of 7,459 pupils."""

_COUNT = re.compile(rf"(?P<n>n\s*=\s*)?(?P<count>{_PART})(?P<noun>{_NOUN})", re.IGNORECASE)
_DAMAGED = re.compile(rf"[0-9lI|][0-9{re.escape(SLASH)}]*[0-9lI|]")
_POINTED = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
"""A number whose point may be a comma."""
_SHORT = 3
"""A number with more digits than this may hide a slash."""
_YEARLIKE = re.compile(r"(?:19|20)[0-9]{2}")
_TIME = re.compile(r"\s*(?:year|month|week|day|hour|quarter|yr|mth|wk|hr)s?\b", re.IGNORECASE)
_SCALE_WORDS = {1: "", 100: "%", 1_000: " per 1,000", 10_000: " per 10,000", 100_000: " per 100,000"}


class Parts(NamedTuple):
    """The numerator and denominator of a headline, and what had to be said about reading them."""

    numerator: Decimal | None
    denominator: Decimal | None = None
    noun: str = ""
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[str, ...] = ()


def _show(number: Decimal) -> str:
    return group_thousands(number, decimals_of(number))


def _show_fraction(fraction: Fraction) -> str:
    return f"{_show(fraction.numerator)} / {_show(fraction.denominator)}"


def _is_known(unit: Unit | None) -> bool:
    return unit is not None and len(scales_of(unit)) == 1


def _proven(printed: str, fraction: Fraction, headline: Number) -> Repair:
    shown = _show_fraction(fraction)
    return Repair(
        printed=printed,
        read_as=shown,
        witness=f"{shown} gives the headline {headline.value}, and no other reading of the separators does",
    )


def _disagreement(fraction: Fraction, headline: Number, unit: Unit | None) -> str:
    if not fraction.denominator:
        return f"{_show_fraction(fraction)} cannot give {headline.value}"
    scale = scales_of(unit)[0] if _is_known(unit) else 1
    result = fraction.numerator * scale / fraction.denominator
    rounded = f"{result:.{max(headline.decimals, 0) + 1}f}"
    words = _SCALE_WORDS[scale]
    return f"{_show_fraction(fraction)} is {rounded}{words}, not {headline.value}{words}"


def read_fraction(match: re.Match[str], headline: Number, unit: Unit | None) -> Parts:
    """The parts that FRACTION found, held against the headline.

    Separators are re-read where that alone makes the fraction give the headline: 1.3% (96 / 7.459) is 96 of 7,459,
    and so is 1.3% (96 / 7 459).
    A digit never is: what one exchanged digit would mend is named in the doubt, and so is that 1.004 / 68.109 and
    1,004 / 68,109 give the same.
    """
    top, bottom = read_number(match["top"]), read_number(match["bottom"])
    noun = match["noun"].strip()
    printed = f"{match['top']} / {match['bottom']}"
    as_printed = Fraction(top.value, bottom.value) if top and bottom else None
    proven = agreeing(reread_separators(match["top"], match["bottom"]), headline.value, headline.decimals, unit)
    if as_printed is not None and top and bottom:
        nothing = not as_printed.denominator and not as_printed.numerator and not headline.value
        if nothing or gives(as_printed, headline.value, headline.decimals, unit):
            lost = [
                f"{printed} may be {_show_fraction(f)}, which gives the same"
                for f in proven
                if _POINTED.fullmatch(match["top"]) and _POINTED.fullmatch(match["bottom"])
            ]
            doubts = (*top.doubts, *bottom.doubts)
            if doubts and _is_known(unit) and proven == [as_printed]:
                return Parts(*as_printed, noun, (_proven(printed, as_printed, headline),), tuple(lost))
            return Parts(top.value, bottom.value, noun, top.repairs + bottom.repairs, (*doubts, *lost))
    if len(proven) == 1 and _is_known(unit):
        return Parts(*proven[0], noun, (_proven(printed, proven[0], headline),))
    candidates = [_show_fraction(f) for f in proven]
    if not candidates:
        candidates = [
            f"{n} / {d}"
            for n, d in digit_candidates(match["top"], match["bottom"], headline.value, headline.decimals, unit)
        ]
    problem = _disagreement(as_printed, headline, unit) if as_printed else f"{printed} is no well-formed fraction"
    doubt = f"{problem}; {' or '.join(candidates)} would give it" if candidates else problem
    return Parts(
        as_printed.numerator if as_printed else None, as_printed.denominator if as_printed else None, noun, (), (doubt,)
    )


def _read_damaged(text: str, headline: Number, unit: Unit | None) -> Parts | None:
    """A bracket whose slash is gone: 18.8% (26.87.142.5) is 26.8 / 142.5, since only that gives 18.8 %."""
    found = agreeing(reread_slash(text), headline.value, headline.decimals, unit)
    if len(found) == 1 and _is_known(unit):
        return Parts(*found[0], "", (_proven(text, found[0], headline),))
    shown = " or ".join(_show_fraction(f) for f in found)
    return Parts(None, doubts=(f"({text}) is no number" + (f"; {shown} would give {headline.value}" if found else ""),))


def _read_count(match: re.Match[str], headline: Number, unit: Unit | None) -> Parts | None:
    printed, noun = match["count"], match["noun"].strip()
    if _TIME.match(match["noun"]):
        return None
    number = read_number(printed)
    if number is None:
        return _read_damaged(printed, headline, unit)
    doubts = list(number.doubts)
    if _YEARLIKE.fullmatch(printed) and not match["n"]:
        return Parts(None, doubts=(f"({printed}) may be a year or a number of cases",))
    if sum(c.isdigit() for c in printed) > _SHORT and _is_known(unit):
        hidden = agreeing(reread_slash(printed), headline.value, headline.decimals, unit)
        doubts += [f"({printed}) may be {_show_fraction(f)}, which gives {headline.value}" for f in hidden]
    same_shape = number.decimals == headline.decimals > 0
    if same_shape and headline.value / 2 <= number.value <= headline.value * 2:
        doubts.append(f"({printed}) may be another figure of the same kind, not a number of cases")
    if match["n"] and _may_be_base(number.value, headline, unit):
        doubts.append(f"n = {printed} may be the number counted or the number of all cases")
    return Parts(number.value, None, noun, number.repairs, tuple(doubts))


def _may_be_base(count: Decimal, headline: Number, unit: Unit | None) -> bool:
    """Whether some whole number out of so many cases rounds to the headline."""
    if not count or not _is_known(unit):
        return True
    nearest = (headline.value * count / scales_of(unit)[0]).to_integral_value()
    return gives(Fraction(nearest, count), headline.value, headline.decimals, unit)


def read_parts(inside: str, headline: Number, unit: Unit | None) -> Parts | None:
    """What a bracket behind a headline says about its numerator and denominator; None where it says something else.

    A single figure is the numerator: 36.4% (46,387.68).  `unit` is the unit of the headline where it is known.
    """
    text = inside.strip()
    fraction = FRACTION.fullmatch(text)
    if fraction:
        return read_fraction(fraction, headline, unit)
    count = _COUNT.fullmatch(text)
    if count:
        return _read_count(count, headline, unit)
    if _DAMAGED.fullmatch(text) and re.search(r"[0-9]", text):
        return _read_damaged(text, headline, unit)
    return None
