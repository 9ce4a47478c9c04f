"""The names and dates that a comparator cell gives its figures."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.values.figure import Figure, mask
from extract.values.period import find_periods

EDGE = " ,;:/|=&*†‡-"
"""What stands round a name without belonging to it."""

LEADING_BRACKET = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]*)[)\]]")
_JOINT = re.compile(r"^(?:and|&)\s+|\s+(?:and|&|at|is|was|of)$", re.IGNORECASE)
_CLOSING = re.compile(r"\s*[)\]]")
_NAMED = re.compile(r"[A-Za-z]")


def names_of(text: str, figures: list[Figure]) -> tuple[list[str], list[str]]:
    """The text that belongs to each figure, and doubts about which belongs to which.

    "Region 62.4%, England 65.8% (2021/22)" starts with a name, so names stand before their figures, and the closing
    date counts for both.  "53% nationally (good) 3% nationally (outstanding)" starts with a figure, so they stand
    behind.  "2019/20 45%, 2020/21 47%" has dates for names.
    """
    first, last = text[: figures[0].start], text[figures[-1].end :]
    gaps = [text[a.end : b.start] for a, b in pairwise(figures)]
    if _has_name(first) or (gaps and all(_ends_dated(t) for t in [first, *gaps])):
        names = _names_before(first, gaps, last)
        unsure = bool(gaps) and _has_name(last[len(_tail(last, dated=True)) :])
    else:
        names = _names_behind(first, gaps, last)
        unsure = bool(gaps) and not all(names)
    if unsure or len(set(names)) < len(names):
        return names, [f"which name belongs to which figure is not sure in {text}"]
    return names, []


def _has_name(text: str) -> bool:
    """Whether there are words besides those of a date."""
    return bool(_NAMED.search(mask(text, [(f.start, f.end) for f in find_periods(text)])))


def _ends_dated(text: str) -> bool:
    found = find_periods(text)
    return bool(found) and not text[found[-1].end :].strip(EDGE)


def _names_behind(first: str, gaps: list[str], last: str) -> list[str]:
    """Names behind their figures; a date in front of all counts for all."""
    tag = first.strip(EDGE + "(")
    names = [clean_name(name) for name in [*gaps, last]]
    if tag:
        names = [f"{name} ({tag})" if name else tag for name in names]
    return names


def _names_before(first: str, gaps: list[str], last: str) -> list[str]:
    """Names in front of their figures, each with the bracket or date that follows its figure."""
    shared = _leading_period(first)
    dates_lead = bool(find_periods(first)) and find_periods(first)[0].start == 0
    lead = first[len(shared) :]
    names, tails = [], []
    for gap in gaps:
        tail = _tail(gap, dated=not dates_lead)
        names.append(lead)
        tails.append(tail)
        lead = gap[len(tail) :]
    names.append(lead)
    tails.append(last)
    closing = _tail(last, dated=True)
    dated_last = bool(find_periods(closing)) and not last[len(closing) :].strip(EDGE + ".")
    others_dated = any(find_periods(n + t) for n, t in zip(names[:-1], tails[:-1], strict=True))
    if gaps and not shared and dated_last and not others_dated:
        shared, tails[-1] = closing, ""
    tag = f" ({shared.strip(EDGE + '()')})" if shared else ""
    return [clean_name(n) + _joined(t) + tag for n, t in zip(names, tails, strict=True)]


def _leading_period(first: str) -> str:
    """A period in front of all names, with its colon: "2021/22: England 65.8%, Region 62.4%"."""
    found = find_periods(first)
    if found and found[0].start == 0 and re.match(r"\s*:", first[found[0].end :]) and _has_name(first):
        return first[: first.index(":", found[0].end) + 1]
    return ""


def _joined(tail: str) -> str:
    inner = tail.strip().lstrip(EDGE)
    return " " + inner if inner.strip(EDGE + ".)") else ""


def _tail(gap: str, dated: bool) -> str:
    """The bracket, closing bracket or (with `dated`) date that follows a figure and belongs to it."""
    for pattern in (LEADING_BRACKET, _CLOSING):
        found = pattern.match(gap)
        if found:
            return found.group()
    periods = find_periods(gap)
    if dated and periods and not gap[: periods[0].start].strip():
        return gap[: periods[0].end]
    return ""


def clean_name(name: str) -> str:
    """A name without the separators round it and without brackets that only wrap it."""
    clean = name.strip(EDGE + ".")
    while True:
        shorter = _JOINT.sub("", clean).strip(EDGE)
        whole = re.fullmatch(r"[(\[]([^()\[\]]*)[)\]]", shorter)
        shorter = whole[1].strip() if whole else shorter
        opened, closed = shorter.count("("), shorter.count(")")
        if opened != closed:
            shorter = shorter.strip("( ") if opened > closed else shorter.strip(") ")
        if shorter == clean:
            return clean
        clean = shorter
