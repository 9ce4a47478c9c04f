"""The reading of one cell of an outturn, target or floor column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from extract.values.benchmark import read_benchmark
from extract.values.bracket import FRACTION, read_fraction
from extract.values.confusion import LETTERS, as_digits
from extract.values.figure import RANGE, Figure, figure_at, figures_in, is_too_small
from extract.values.fold import fold_text
from extract.values.fraction import fraction_agrees
from extract.values.number import NUMBER, decimals_of, read_number, separator_readings
from extract.values.period import find_periods, is_bare_year
from extract.values.remarks import Remarks, read_tail, reading_of, take_lead
from extract.values.status import bare_words, whole_status, worded_status
from extract.values.vocabulary import vocabulary
from schemas.reading import Reading
from schemas.records import Measure, Unit

Kind = Literal["outturn", "target", "floor", "benchmark"]

_THIN_THOUSANDS = re.compile(r"(?<=[0-9])[\u00a0\u2007\u2009\u200a\u202f](?=[0-9]{3}(?![0-9]))")
_SWAPPED = re.compile(
    rf"{FRACTION.pattern}\s*(?:[(\[]\s*(?P<a>[^()\[\]]+?)\s*[)\]]|[=-]?\s*(?P<b>[^()\[\]]+))", re.IGNORECASE
)
_MARGIN = re.compile(rf"(?:±|\+\s?/\s?-)\s?(?P<margin>{NUMBER}\s?(?:%|[A-Za-z]+)?)\)?$")
_RATIO = re.compile(rf"(?P<a>{NUMBER})\s?:\s?(?P<b>{NUMBER})")
_NOTED = re.compile(r"(?P<figure>£?[0-9]{1,3}(?:,[0-9]{3})+|£?[0-9]+\.[0-9]+|[0-9]{3,})(?P<mark>[a-z])")
_SEVERED = re.compile(r"[0-9][.,]$")
_DASHED = re.compile(r"(?:^|[^A-Za-z0-9)\]] ?)-\s+$")
_ACCOUNTING = re.compile(r"\(\s*(£[^()]+)\)")
_LETTER = re.escape("".join(LETTERS))
_LETTERED = re.compile(
    rf"(?=[0-9.,]*[{_LETTER}])(?:(?=[^ ]*[0-9])[0-9{_LETTER}.,]+\s?%?|[0-9{_LETTER}.,]+\s?%)(?![A-Za-z0-9])"
)
_SPACED_POINT = re.compile(r"(?<![0-9.,])([0-9]{1,3}) ?\. ?([0-9]{1,2}(?:\s?%|$))")


def read_cell(text: str, *, kind: Kind, notes: Sequence[str] = (), unit: Unit | None = None) -> list[Reading]:
    """The typed readings of one cell.

    An outturn, target or floor gives exactly one: "1.3% (96 / 7,459)" the value 1.3 percent with 96 over 7459, a blank
    the status `missing`, a text that fits no rule the status `unreadable` with a doubt.  A benchmark gives one reading
    per printed figure, one `not_applicable` for a text without any, none for a blank.  `notes` are the note marks that
    the layout has taken off the figures; those that the vocabulary knows (p for provisional) go into the qualifier.
    `unit` is what the row or name implies and is only used to hold a fraction against its headline; the unit of a
    reading is what the cell itself prints.  Nothing raises.
    """
    folded = _symbols_off(fold_text(_THIN_THOUSANDS.sub(",", text)))
    if kind == "benchmark":
        return [r.model_copy(update={"raw": text}) for r in read_benchmark(folded, unit)]
    reading = _read_single(folded, kind, unit)
    known = [
        vocabulary().qualifiers[bare_words(fold_text(n))]
        for n in notes
        if bare_words(fold_text(n)) in vocabulary().qualifiers
    ]
    qualifier = ", ".join(dict.fromkeys([*([reading.qualifier] if reading.qualifier else []), *known])) or None
    return [reading.model_copy(update={"raw": text, "qualifier": qualifier})]


def _symbols_off(folded: str) -> str:
    """The text without arrows, stars and other symbols, which the layout reports as marks."""
    return " ".join("".join(" " if _is_symbol(c) else c for c in folded).split())


def _is_symbol(character: str) -> bool:
    """A star, arrow or private-use glyph; a degree sign may be a nought, and U+FFFD is a character that was lost."""
    arrow = "\u2190" <= character <= "\u21ff"
    return character not in "°\N{REPLACEMENT CHARACTER}" and (
        arrow or unicodedata.category(character) in ("So", "Co", "Cn", "Cc")
    )


def _unreadable(doubt: str) -> Reading:
    return Reading(status="unreadable", doubts=(doubt,))


def _read_single(text: str, kind: Measure, unit: Unit | None) -> Reading:
    if not text:
        return Reading(status="missing")
    status = whole_status(text, kind)
    if status is not None:
        return Reading(status=status)
    if bare_words(text) in vocabulary().zero:
        return Reading(status="reported", value=Decimal(0))
    for attempt in (
        _margin, _swapped, _fraction, _ratio, _range, _dated, _figure, _noted, _worded, _bracketed, _damaged,
    ):  # fmt: skip
        reading = attempt(text, kind, unit)
        if reading is not None:
            return reading
    return _unreadable(f"no rule reads {text!r}")


def _numbered(printed: Decimal, unit: Unit | None) -> Reading:
    return Reading(status="reported", value=printed, unit=unit, decimals=decimals_of(printed))


def _margin(text: str, kind: Measure, unit: Unit | None) -> Reading | None:
    """A figure with the margin printed behind it, 95% ±2%; a margin alone is no figure."""
    match = _MARGIN.search(text)
    if not match:
        return None
    headline = text[: match.start()].strip(" (,;/-")
    if not headline:
        return _unreadable(f"{text} is a margin and no figure")
    reading = _read_single(headline, kind, unit)
    said = ", ".join(filter(None, [reading.qualifier, f"±{match['margin'].strip()}"]))
    return reading.model_copy(update={"qualifier": said})


def _swapped(text: str, kind: Measure, unit: Unit | None) -> Reading | None:
    """The fraction in front of its headline: 96/7,459 (1.3%)."""
    match = _SWAPPED.fullmatch(text)
    if not match:
        return None
    headline = (match["a"] or match["b"]).strip()
    figure = figure_at(headline)
    if figure is None or figure.end != len(headline) or (figure.unit is None and unit is None):
        return None
    remarks = Remarks()
    remarks.take_parts(read_fraction(match, figure.number, figure.unit or unit))
    return reading_of(figure, remarks)


def _fraction(text: str, kind: Measure, unit: Unit | None) -> Reading | None:
    """A fraction without a headline: the headline stays empty, and a doubt says so."""
    match = FRACTION.fullmatch(text.strip("()[] "))
    top, bottom = (read_number(match["top"]), read_number(match["bottom"])) if match else (None, None)
    if not match or not top or not bottom or _says_years(text):
        return None
    if unit == "rank":
        return _numbered(top.value, "rank").model_copy(update={"qualifier": f"of {match['bottom']}"})
    return Reading(
        status="reported",
        numerator=top.value,
        denominator=bottom.value,
        qualifier=match["noun"].strip() or None,
        repairs=top.repairs + bottom.repairs,
        doubts=(*top.doubts, *bottom.doubts, f"{text} is printed without the figure that it gives"),
    )


def _says_years(text: str) -> bool:
    return any(f.start == 0 and f.end == len(text) for f in find_periods(text))


def _ratio(text: str, kind: Measure, unit: Unit | None) -> Reading | None:
    """A ratio to one, 3:1; any other ratio, or a time of day, is left to a person."""
    match = _RATIO.fullmatch(text)
    if not match:
        return None
    left, right = read_number(match["a"]), read_number(match["b"])
    if left is None or right is None or match["b"] != "1":
        return _unreadable(f"{text} may be a ratio or a time")
    return _numbered(left.value, "ratio").model_copy(update={"repairs": left.repairs, "doubts": left.doubts})


def _range(text: str, kind: Measure, unit: Unit | None) -> Reading | None:
    if RANGE.match(text) and not any(f.start == 0 for f in find_periods(text)):
        return _unreadable(f"{text} is a range and no single figure")
    return None


def _dated(text: str, kind: Measure, unit: Unit | None) -> Reading | None:
    """A date where a figure belongs, as for a target that is a deadline: By March 2026."""
    found = [f for f in find_periods(text) if not is_bare_year(f)]
    rest = text
    for f in reversed(found):
        rest = rest[: f.start] + rest[f.end :]
    if (
        worded_status(text, kind) is None
        and found
        and all(w.lower() in vocabulary().filler for w in re.findall(r"[A-Za-z0-9%£]+", rest))
    ):
        return _unreadable(f"{text} is a date and no figure")
    return None


def _figure(text: str, kind: Measure, unit: Unit | None) -> Reading | None:
    """A figure with what is printed round it; None where digits are left that no rule reads."""
    remarks = Remarks()
    figure = figure_at(text, take_lead(text, remarks))
    if figure is None or not read_tail(text, figure, figure.unit or unit, remarks):
        return None
    if is_too_small(figure, kind):
        return Reading(status="suppressed", qualifier=figure.printed)
    remarks.doubts += _plausibility(text, figure, unit)
    return reading_of(figure, remarks)


def _noted(text: str, kind: Measure, unit: Unit | None) -> Reading | None:
    """A figure with a small letter set right behind it, 1,330r for revised; 54p may be pence."""
    match = _NOTED.fullmatch(text)
    said = vocabulary().qualifiers.get(match["mark"]) if match else None
    reading = _figure(match["figure"], kind, unit) if match and said else None
    return reading.model_copy(update={"qualifier": reading.qualifier or said}) if reading is not None else None


def _plausibility(text: str, figure: Figure, unit: Unit | None) -> list[str]:
    """What the shape of a figure says against it, given the unit that its row implies."""
    if _SEVERED.search(text):
        return [f"{text} ends in a separator, digits may be lost"]
    if _DASHED.search(text[: figure.start]):
        return [f"the dash before {figure.printed} may be a minus"]
    if vocabulary().change.search(text[figure.end :]):
        return [f"{text} is a change, perhaps not the figure itself"]
    if figure.unit is None and unit == "percent" and re.fullmatch(r"(?:19|20)[0-9]{2}", figure.printed):
        return [f"{figure.printed} may be a year"]
    if figure.unit is None and unit == "number" and re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", figure.printed):
        return [f"{figure.printed} may be {figure.printed.replace('.', ',')}"]
    return []


def _worded(text: str, kind: Measure, unit: Unit | None) -> Reading | None:
    """A reason in words; a figure that is printed with it gives a doubt."""
    worded = worded_status(text, kind)
    if worded is None:
        return None
    status, rest = worded
    loud = [
        f.printed
        for f in figures_in(rest)
        if f.unit in ("percent", "gbp") or f.number.decimals or not rest[f.end :].strip()
    ]
    doubts = tuple(f"a figure is printed with the words: {p}" for p in loud)
    return Reading(status=status, doubts=doubts)


def _bracketed(text: str, kind: Measure, unit: Unit | None) -> Reading | None:
    """A sum in brackets is negative in accounts: (£3k)."""
    match = _ACCOUNTING.fullmatch(text)
    figure = figure_at(match[1].strip()) if match else None
    if figure is None:
        return None
    number = figure.number._replace(value=-figure.number.value)
    return reading_of(
        figure._replace(number=number), Remarks(doubts=[f"{text} is read as negative, as accounts print it"])
    )


def _damaged(text: str, kind: Measure, unit: Unit | None) -> Reading | None:
    """What scanning leaves of a figure: a space at the decimal point, letters among the digits, two separators."""
    joined = _SPACED_POINT.sub(r"\1.\2", text)
    if joined != text:
        reading = _figure(joined, kind, unit)
        if reading is not None:
            doubt = f"{text} has a space at its decimal point"
            return reading.model_copy(update={"doubts": (*reading.doubts, doubt)})
    token = _LETTERED.match(text)
    if token:
        candidate = as_digits(token.group()).strip()
        doubt = f"{token.group()} has letters among its digits: {candidate} would fit"
        reading = _figure(candidate + " " + text[token.end() :], kind, unit)
        if reading is not None and fraction_agrees(reading, unit):
            return reading.model_copy(update={"doubts": (*reading.doubts, doubt)})
        return _unreadable(doubt)
    run = re.match(NUMBER, text)
    readings = separator_readings(run.group()) if run and read_number(run.group()) is None else []
    if run and readings:
        return _unreadable(f"{run.group()} may be {' or '.join(readings)}")
    figures = [f.printed for f in figures_in(text)]
    if len(figures) > 1:
        return _unreadable(f"several figures are printed: {', '.join(figures)}")
    return None
