"""The reading of a comparator cell, which may print several figures with their names."""

from __future__ import annotations

import re

from extract.values.bracket import Parts, read_parts
from extract.values.comparator import EDGE, LEADING_BRACKET, clean_name, names_of
from extract.values.figure import RANGE, Figure, figures_in, is_too_small, mask
from extract.values.period import find_periods, is_bare_year
from extract.values.remarks import Remarks, reading_of
from extract.values.status import whole_status
from extract.values.vocabulary import vocabulary
from schemas.reading import Reading
from schemas.records import Unit

_BRACKET = re.compile(r"[(\[](?P<inside>[^()\[\]]*)[)\]]")
_AGE_BAND = re.compile(
    r"(?<![0-9])[0-9]{1,2}\s*(?:-|to)\s*[0-9]{1,2}(?=\s*(?:-?\s*)?(?:years?|yrs?)[ -]*olds?)"
    r"|\baged?\s+[0-9]{1,2}(?:\s*(?:-|to|\+)\s*[0-9]{0,2})?",
    re.IGNORECASE,
)
_SEPARATED = re.compile(r"(?:[,;/|&)\]]|\band)\s*$", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[,;/|&(\[_]|and\b|$)", re.IGNORECASE)
_SPANS = re.compile(
    r"(?<![0-9.,])[0-9]{1,2}[\s-]*(?:year|yr|month|mth|week|day)s?[\s-]+"
    r"(?:rolling|average|mean|trend|period|moving)",
    re.IGNORECASE,
)
"""A length of time that is averaged over: 3 year average."""
_NAMED = re.compile(r"[A-Za-z]")


def read_benchmark(text: str, unit: Unit | None) -> list[Reading]:
    """One reading per figure of a folded comparator cell, each with the name and date printed for it.

    "Region 62.4%, England 65.8% (2021/22)" is two figures of 2021-22, "70 Top Quartile LAIT Annual Figure" one.
    Names stand before their figures where the text starts with a name, else behind them.  A text without a figure is
    one `not_applicable`, a blank none.
    """
    if not text:
        return []
    status = whole_status(text, "benchmark")
    if status is not None:
        return [Reading(status="suppressed" if status == "suppressed" else "not_applicable")]
    masked = _masked(text)
    if RANGE.search(masked):
        return [Reading(status="unreadable", doubts=(f"{text} prints a range",))]
    figures, doubts = _figures(text, masked)
    if not figures:
        return [Reading(status="not_applicable", doubts=tuple(doubts))]
    with_parts = [_with_parts(text, f, unit) for f in figures]
    names, unsure = names_of(text, [f for f, _ in with_parts])
    return [_reading(f, parts, name, doubts + unsure) for (f, parts), name in zip(with_parts, names, strict=True)]


def _with_parts(text: str, figure: Figure, unit: Unit | None) -> tuple[Figure, Parts | None]:
    """The figure up to the end of the fraction behind it: 45.2% (12,345 / 27,312)."""
    bracket = LEADING_BRACKET.match(text, figure.end)
    if bracket is None or find_periods(bracket["inside"]):
        return figure, None
    parts = read_parts(bracket["inside"], figure.number, figure.unit or unit)
    return (figure, None) if parts is None else (figure._replace(end=bracket.end()), parts)


def _reading(figure: Figure, parts: Parts | None, name: str, doubts: list[str]) -> Reading:
    remarks = Remarks(doubts=list(doubts))
    if parts is not None:
        remarks.take_parts(parts)
    name = clean_name(name)
    remarks.say(name)
    remarks.periods = [f.part for f in find_periods(name)]
    if is_too_small(figure, "benchmark"):
        return Reading(
            status="suppressed",
            qualifier=", ".join([figure.printed, *remarks.said]),
            period=remarks.period,
            doubts=tuple(remarks.doubts),
        )
    return reading_of(figure, remarks)


def _masked(text: str) -> str:
    """The text without its periods, age bands and lengths of time, whose digits are no figures."""
    spans = [(f.start, f.end) for f in find_periods(text)]
    return mask(text, spans + [m.span() for pattern in (_AGE_BAND, _SPANS) for m in pattern.finditer(text)])


def _figures(text: str, masked: str) -> tuple[list[Figure], list[str]]:
    """The figures of the text, and doubts about digits that were left in the names."""
    periods = find_periods(text)
    found = [f for f in figures_in(masked) if not _numbers_a_name(masked, f) and not _in_fraction(masked, f)]
    any_unit = any(f.unit for f in found)
    kept: list[Figure] = []
    left: list[Figure] = []
    for f in found:
        good = f.unit is not None or (not any_unit and _stands_alone(masked, f, found)) or _is_decimal(masked, f)
        (kept if good else left).append(f)
    doubts = [f"{f.printed} may be a figure or part of a name" for f in left]
    if not kept:
        bare = [text[f.start : f.end] for f in periods if is_bare_year(f) and (f.start, f.end) == (0, len(text))]
        doubts += [f"{year} may be a figure or a year" for year in bare]
    if any_unit:
        doubts += [f"{f.printed} has no unit beside figures that have one" for f in kept if f.unit is None]
    return kept, doubts


def _numbers_a_name(text: str, figure: Figure) -> bool:
    """Whether bare digits belong to a comparator's name: Core Cities 8, NI 192, 3 year average."""
    if figure.unit in ("years", "months") and _bracketed(text, figure.start):
        return True
    if figure.unit is not None:
        return False
    after = vocabulary().number_after.search(text[: figure.start])
    before = figure.start > 0 and vocabulary().number_before.match(text, figure.end)
    return bool(after or before)


def _bracketed(text: str, position: int) -> bool:
    return any(m.start() < position < m.end() for m in _BRACKET.finditer(text))


def _in_fraction(text: str, figure: Figure) -> bool:
    """Whether the digits are the numerator, or a part of it, in a bracket that follows another figure."""
    for bracket in _BRACKET.finditer(text):
        if bracket.start() < figure.start < bracket.end():
            behind_figure = bool(re.search(r"[0-9%]\s*(?:[a-z]+\s*)?$", text[: bracket.start()]))
            return behind_figure and not _NAMED.search(bracket["inside"].replace("of", "").replace("n", ""))
    return False


def _is_decimal(text: str, figure: Figure) -> bool:
    return figure.unit is None and figure.number.decimals > 0 and not _bracketed(text, figure.start)


def _stands_alone(text: str, figure: Figure, found: list[Figure]) -> bool:
    """Whether a bare whole number stands where a figure would: first, or parted from what is round it."""
    if not text[: figure.start].strip(EDGE + "_("):
        return True
    if _bracketed(text, figure.start):
        return False
    figure_first = not text[: found[0].start].strip(EDGE + "_(")
    if figure_first:
        return bool(_SEPARATED.search(text[: figure.start]) and text[figure.end :].strip(EDGE))
    return bool(_ENDS.match(text, figure.end))
