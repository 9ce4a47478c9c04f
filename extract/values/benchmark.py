"""The reading of a comparator cell, which may print several figures with their names."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.values.bracket import read_parts
from extract.values.figure import RANGE, Figure, figures_in, is_too_small, mask
from extract.values.period import find_periods, is_bare_year
from extract.values.remarks import Remarks, reading_of
from extract.values.status import whole_status
from extract.values.vocabulary import vocabulary
from schemas.reading import Reading
from schemas.records import Unit

_BRACKET = re.compile(r"[(\[](?P<inside>[^()\[\]]*)[)\]]")
_LEADING_BRACKET = re.compile(r"\s*" + _BRACKET.pattern)
_AGE_BAND = re.compile(
    r"(?<![0-9])[0-9]{1,2}\s*(?:-|to)\s*[0-9]{1,2}(?=\s*(?:-?\s*)?(?:years?|yrs?)[ -]*olds?)"
    r"|\baged?\s+[0-9]{1,2}(?:\s*(?:-|to|\+)\s*[0-9]{0,2})?",
    re.IGNORECASE,
)
_EDGE = " ,;:/|=&*†‡-"
_JOINT = re.compile(r"^(?:and|&)\s+|\s+(?:and|&|at|is|was|of)$", re.IGNORECASE)
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
    names = _names(text, figures)
    readings = []
    for figure, name in zip(figures, names, strict=True):
        readings.append(_reading(figure, name, unit, doubts))
    return readings


def _reading(figure: Figure, name: str, unit: Unit | None, doubts: list[str]) -> Reading:
    remarks = Remarks(doubts=list(doubts))
    bracket = _LEADING_BRACKET.match(name)
    if bracket and not any(not is_bare_year(f) or name for f in find_periods(bracket["inside"])):
        parts = read_parts(bracket["inside"], figure.number, figure.unit or unit)
        if parts is not None and parts.numerator is not None:
            remarks.take_parts(parts)
            name = name[bracket.end() :]
    name = _clean(name)
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
    if not text[: figure.start].strip(_EDGE + "_("):
        return True
    if _bracketed(text, figure.start):
        return False
    figure_first = not text[: found[0].start].strip(_EDGE + "_(")
    if figure_first:
        return bool(_SEPARATED.search(text[: figure.start]) and text[figure.end :].strip(_EDGE))
    return bool(_ENDS.match(text, figure.end))


def _names(text: str, figures: list[Figure]) -> list[str]:
    """The text that belongs to each figure."""
    gaps = [text[a.end : b.start] for a, b in pairwise(figures)]
    first, last = text[: figures[0].start], text[figures[-1].end :]
    if not _NAMED.search(mask(first, [(f.start, f.end) for f in find_periods(first)])):
        names = [*gaps, last]
        if first.strip(_EDGE + "("):
            names = [f"{name} ({first.strip(_EDGE + '(')})" for name in names]
        return names
    names, tails = [], []
    lead = first
    shared = _leading_period(first)
    if shared:
        lead = first[len(shared) :]
    for gap in gaps:
        tail = _tail(gap)
        names.append(lead)
        tails.append(tail)
        lead = gap[len(tail) :]
    names.append(lead)
    tails.append(last)
    closing = _tail(last)
    dated_last = bool(find_periods(closing)) and not last[len(closing) :].strip(_EDGE + ".")
    others_dated = any(find_periods(n + t) for n, t in zip(names[:-1], tails[:-1], strict=True))
    if gaps and not shared and dated_last and not others_dated:
        shared, tails[-1] = closing, ""
    tag = f" ({shared.strip(_EDGE + '()')})" if shared else ""
    return [_clean(n) + _joined(t) + tag for n, t in zip(names, tails, strict=True)]


def _leading_period(first: str) -> str:
    """A period in front of all names, with its colon: "2021/22: England 65.8%, Region 62.4%"."""
    found = find_periods(first)
    if found and found[0].start == 0 and re.match(r"\s*:", first[found[0].end :]):
        return first[: first.index(":", found[0].end) + 1]
    return ""


def _joined(tail: str) -> str:
    return " " + tail.strip() if tail.strip(_EDGE + ".)") else ""


def _tail(gap: str) -> str:
    """The bracket, closing bracket or period that follows a figure and belongs to it."""
    bracket = _LEADING_BRACKET.match(gap)
    if bracket:
        return bracket.group()
    closing = re.match(r"\s*[)\]]", gap)
    if closing:
        return closing.group()
    for found in find_periods(gap):
        if not gap[: found.start].strip(_EDGE):
            return gap[: found.end]
    return ""


def _clean(name: str) -> str:
    """A name without the separators round it and without brackets that only wrap it."""
    clean = name.strip(_EDGE + ".")
    while True:
        shorter = _JOINT.sub("", clean).strip(_EDGE)
        whole = re.fullmatch(r"[(\[]([^()\[\]]*)[)\]]", shorter)
        shorter = whole[1].strip() if whole else shorter
        if shorter.count("(") != shorter.count(")"):
            shorter = (
                shorter.strip("( ")
                if shorter.endswith("(") or shorter.count("(") > shorter.count(")")
                else shorter.strip(") ")
            )
        if shorter == clean:
            return clean
        clean = shorter
