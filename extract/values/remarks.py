"""The reading of what is printed beside a figure: period, fraction, qualifier."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from extract.values.bracket import FRACTION, Parts, read_fraction, read_parts
from extract.values.figure import Figure, figure_pattern
from extract.values.period import Found, combine, find_periods, widen
from extract.values.status import bare_words
from extract.values.vocabulary import vocabulary
from schemas.reading import PeriodPart, Reading, Repair
from schemas.records import Unit

_BRACKET = re.compile(r"[(\[{](?P<inside>[^()\[\]{}]*)(?P<close>[)\]}]|$)")
_MARKS = re.compile(r"[*†‡§#^¹²³⁰⁴⁵⁶⁷⁸⁹]+")
_GAP = re.compile(r"[\s,;:|]+|\.(?![0-9])|[-–=](?=\s|$)")
_WORDS = re.compile(r"[^0-9()\[\]{}]+")
_SEVERED_DECIMAL = re.compile(r"[.,][A-Za-z]")
_SHORT_YEARS = re.compile(r"[0-9]{2}/[0-9]{2}")
_SENTENCE = 8
"""More words than this beside a figure are a sentence, in which the figure may be no result."""


@dataclass
class Remarks:
    """What stands beside a figure, as far as it has been read."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    said: list[str] = field(default_factory=list)
    periods: list[PeriodPart] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def take_parts(self, parts: Parts) -> None:
        """Add what a bracket says; a second numerator is doubted."""
        if parts.numerator is not None and self.numerator is not None:
            self.doubts.append("a second numerator is printed")
        else:
            self.numerator, self.denominator = parts.numerator, parts.denominator
        if parts.noun:
            self.say(parts.noun)
        self.repairs += parts.repairs
        self.doubts += parts.doubts

    def say(self, text: str) -> None:
        """Add words to the qualifier, in the vocabulary's spelling where it has them."""
        words = " ".join(text.split()).strip(" ,;:.-")
        if words:
            known = len(words) > 1 or words.islower()  # R may be red, r is revised
            self.said.append(vocabulary().qualifiers.get(bare_words(words), words) if known else words)

    @property
    def period(self) -> PeriodPart | None:
        """The period that the cell itself prints."""
        return combine(self.periods)


def reading_of(figure: Figure, remarks: Remarks) -> Reading:
    """A reported figure with what is printed beside it."""
    said = [*([figure.bound] if figure.bound else []), *([figure.said] if figure.said else []), *remarks.said]
    return Reading(
        status="reported",
        value=figure.number.value,
        unit=figure.unit,
        numerator=remarks.numerator,
        denominator=remarks.denominator,
        qualifier=", ".join(dict.fromkeys(said)) or None,
        period=remarks.period,
        decimals=figure.number.decimals,
        repairs=(*figure.number.repairs, *remarks.repairs),
        doubts=(*figure.number.doubts, *remarks.doubts),
    )


def take_lead(text: str, remarks: Remarks) -> int:
    """Where the figure starts, after the header words, qualifiers, marks and periods in front of it."""
    position = 0
    v = vocabulary()
    periods = find_periods(text)
    while position < len(text):
        lead = v.lead.match(text, position)
        if lead:
            position = lead.end()
            continue
        found = _period_at(text, position, periods)
        gap = _GAP.match(text, position) or _MARKS.match(text, position)
        word = _qualifier_at(text, position)
        if found and text[found[1] :].strip(" :-,.;"):
            remarks.periods.append(found[2].part)
            remarks.say(text[found[0] : found[1]])
            position = found[1]
        elif gap:
            position = gap.end()
        elif word:
            remarks.say(word)
            position += len(word)
        else:
            break
    return position


def _period_at(text: str, position: int, periods: list[Found]) -> tuple[int, int, Found] | None:
    for found in periods:
        start, end = widen(text, found)
        if start == position and not re.fullmatch(r"(?:19|20)[0-9]{2}", text[start:end]):
            return start, end, found
    return None


def _qualifier_at(text: str, position: int) -> str | None:
    """A qualifier of the vocabulary that stands here as a whole word in front of a figure."""
    for word in sorted(vocabulary().qualifiers, key=len, reverse=True):
        if len(word) > 2 or word == "=":
            end = position + len(word)
            if text[position:end].casefold() == word and not text[end : end + 1].isalpha():
                return text[position:end]
    return None


def read_tail(text: str, figure: Figure, unit: Unit | None, remarks: Remarks) -> bool:
    """Read all that stands behind the figure; False where digits are left that no rule reads.

    A letter where decimals belong may be one: "48.B" is no 48 with the remark B.
    """
    position = figure.end
    if _SEVERED_DECIMAL.match(text, position):
        return False
    periods = find_periods(text)
    while position < len(text):
        gap = _GAP.match(text, position) or _MARKS.match(text, position)
        if gap:
            position = gap.end()
            continue
        bracket = _BRACKET.match(text, position)
        if bracket:
            _read_bracket(bracket, figure, unit, remarks)
            position = bracket.end()
            continue
        found = _period_at(text, position, periods)
        if found:
            remarks.periods.append(found[2].part)
            remarks.say(text[found[0] : found[1]])
            position = found[1]
            continue
        fraction = FRACTION.match(text, position)
        if fraction and remarks.numerator is None:
            remarks.take_parts(read_fraction(fraction, figure.number, unit))
            position = fraction.end()
            continue
        end = min([f.start for f in (_widened(text, p) for p in periods) if f.start > position], default=len(text))
        words = _WORDS.match(text[:end], position)
        if not words or not any(c.isalpha() for c in words.group()):
            return False
        remarks.say(_MARKS.sub("", words.group()))
        if len(words.group().split()) > _SENTENCE:
            remarks.doubts.append("the figure stands in a sentence, which may say that it is no result")
        position = words.end()
    return True


def _widened(text: str, found: Found) -> Found:
    start, end = widen(text, found)
    return Found(start, end, found.part)


def _read_bracket(bracket: re.Match[str], figure: Figure, unit: Unit | None, remarks: Remarks) -> None:
    inside = bracket["inside"].strip()
    if not inside:
        return
    if not bracket["close"]:
        remarks.doubts.append(f"the bracket before {inside} is not closed")
    periods = find_periods(inside)
    parts = read_parts(inside, figure.number, unit)
    if _SHORT_YEARS.fullmatch(inside) and periods and parts and parts.doubts:
        # 72% (22/23): no fraction that gives the headline, but two years that follow each other
        remarks.doubts.append(f"({inside}) may be a year or a fraction")
        parts = None
    elif parts is None and periods and _all_time(inside, periods):
        pass
    elif parts is None and re.search(r"[0-9]", _without(inside, periods)) and figure_pattern().search(inside):
        remarks.doubts.append(f"a second figure is printed: {inside}")
        periods = []
    if parts is not None and not (periods and _all_time(inside, periods) and parts.doubts):
        remarks.take_parts(parts)
        if parts.numerator is None and not parts.repairs:
            remarks.say(inside)
        return
    remarks.periods += [f.part for f in periods]
    remarks.say(inside)


def _without(text: str, periods: list[Found]) -> str:
    for found in reversed(periods):
        text = text[: found.start] + " " + text[found.end :]
    return text


def _all_time(text: str, periods: list[Found]) -> bool:
    """Whether a text is a period with nothing but words of time round it; a bare year alone is not sure."""
    rest = _without(text, periods)
    bare = re.fullmatch(r"\s*(?:19|20)[0-9]{2}\s*", text)
    return not bare and not re.search(r"[0-9]", rest)
