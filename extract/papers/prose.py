"""Find the figures that a paragraph prints about the indicator in its heading.

"Our target for this indicator for 2011/12 is 60%. Performance in quarter 2 was 50% which fell from 57.1% in quarter 1."
Only figures are taken whose sentence speaks of the indicator and which stand beside a period; a change ("rose by 18%")
and a share of something else are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from extract.papers.vocabulary import fold
from extract.values import latest_before, merge, period_of, read_cell, read_period, readings_agree, unit_from_name
from schemas.paper import Printing, Remark
from schemas.reading import Period, PeriodPart, Reading
from schemas.records import Measure, Unit

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
FIGURE = re.compile(
    r"(?<![\w£.,/-])(?P<figure>\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?P<unit>%|per cent\b|days\b)?(?![\d/])"
)
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 0}
YEAR = r"(?:of\s+)?(?:20\d\d\s?[-/–]\s?(?:20)?\d\d)"
QUARTER_END = "March|June|September|December"
PERIOD = re.compile(
    rf"\b(?:(?:Q[1-4]|(?:quarter|qtr\.?)\s[1-4]|(?P<ordinal>first|second|third|fourth) quarter)"
    rf"(?:\s(?:of\s)?(?:the year\b|{YEAR}))?"
    rf"|{YEAR}(?:\s(?:Q[1-4]|quarter [1-4]))?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s(?P<month>{QUARTER_END})\s(?P<calendar>20\d\d)"
    rf"|(?:end of )(?P<end>{QUARTER_END})\s(?P<endyear>20\d\d))",
    re.IGNORECASE,
)
"""A period as prose names it: "quarter 2", "the first quarter of the year", "2012/13", "31st December 2011"."""

SPEAKS = re.compile(
    r"\b(?:performance|outturn|target"
    r"|(?:the|a|our|this) (?:figure|rate|result|proportion|percentage|indicator|measure|average)s?)\b",
    re.IGNORECASE,
)
"""What a sentence about the indicator itself calls it."""
TARGET = re.compile(r"\btargets?\b", re.IGNORECASE)
OF_TARGET = re.compile(
    r"\btargets?\b[^.;]{0,60}\b(?:is|was|of|at|remains)\s(?:a rate )?(?:no (?:higher|more|less|lower|fewer) than )?$",
    re.IGNORECASE,
)
"""What stands directly before the figure of a target; "struggled to hit target, achieving" does not."""
CHANGED = re.compile(
    r"\b(?:rose|fell|risen|fallen|increase|increased|decrease|decreased|reduction|reduced|drop|dropped|improved|up|down)\s(?:by|of)\s\S*\s?$",
    re.IGNORECASE,
)
NEAR = 14
"""Characters between a figure and the period behind it: "57.1% in quarter 1", "66 for the whole of 2012/13"."""
SHARED = 0.4
"""Share of the words of the heading that a sentence repeats when it speaks of the indicator without naming it so."""
QUARTER_ENDS = {"march": 4, "june": 1, "september": 2, "december": 3}


class Told(NamedTuple):
    """A figure in a paragraph."""

    measure: Measure
    period: Period
    reading: Reading
    position: int


class _Around(NamedTuple):
    """The year that was named last, the first period that was told, and the period being reported."""

    year: PeriodPart | None
    main: Period | None
    reported: Period | None


class _Time(NamedTuple):
    start: int
    end: int
    part: PeriodPart


def figures_in(paragraph: str, label: str, around: Period | None) -> list[Told]:
    """The figures of a paragraph about the indicator `label`.

    A quarter without a year is the latest such quarter up to `around`, the period that is being reported.
    """
    unit = unit_from_name(label)
    found: list[Told] = []
    year: PeriodPart | None = None
    for sentence in SENTENCE.split(paragraph):
        times = _times(sentence)
        year = next((t.part for t in times if t.part.year is not None and t.part.quarter is None), year)
        if not _speaks_of(sentence, label) and not (found and _goes_on(sentence)):
            continue
        main = found[0].period if found else None
        found += _told(sentence, times, unit, _Around(year, main, around), len(found))
    return found


def _times(sentence: str) -> list[_Time]:
    times = []
    for match in PERIOD.finditer(sentence):
        month, calendar = match["month"] or match["end"], match["calendar"] or match["endyear"]
        if month and calendar:
            quarter = QUARTER_ENDS[month.lower()]
            part: PeriodPart | None = PeriodPart(year=int(calendar) - (quarter == 4), quarter=quarter)
        elif match["ordinal"]:
            named = read_period(match[0].replace("the year", ""))
            part = PeriodPart(year=named.year if named else None, quarter=ORDINALS[match["ordinal"].lower()])
        else:
            part = read_period(match[0])
        if part is not None:
            times.append(_Time(match.start(), match.end(), part))
    return times


def _speaks_of(sentence: str, label: str) -> bool:
    first = FIGURE.search(sentence)
    if first is None:
        return False
    spoken = SPEAKS.search(sentence)
    if spoken and spoken.start() < first.start() + 200:
        return True
    words = _stems(label)
    return len(words) > 1 and len(words & _stems(sentence)) >= SHARED * len(words)


def _stems(text: str) -> set[str]:
    return {word.rstrip("s") for word in fold(text).split() if len(word) > 3}


def _goes_on(sentence: str) -> bool:
    return bool(re.match(r"(?:this|it|that)\b.{0,40}\b(?:compares|was|is)\b", sentence, re.IGNORECASE))


def _told(sentence: str, times: Sequence[_Time], unit: Unit | None, around: _Around, count: int) -> list[Told]:
    figures = [m for m in FIGURE.finditer(sentence) if _is_figure(m, sentence, times, unit)]
    told: list[Told] = []
    used: set[int] = set()
    for n, match in enumerate(figures):
        before = figures[n - 1].end() if n else 0
        after = figures[n + 1].start() if n + 1 < len(figures) else len(sentence)
        lead = sentence[before : match.start()]
        measure: Measure = "target" if OF_TARGET.search(lead) else "outturn"
        if measure == "outturn" and TARGET.search(lead):
            continue
        time = _beside(match, times, before, after, used)
        part = time.part if time is not None else None
        period = (_target_period if measure == "target" else _outturn_period)(part, told, around)
        if period is None:
            continue
        if time is not None and measure == "outturn":
            used.add(time.start)
        reading = read_cell(match[0].replace("per cent", "%").strip(), kind=measure, unit=unit)[0]
        if reading.value is None:
            continue
        settled = reading.model_copy(update={"unit": reading.unit or unit or "number", "raw": match[0].strip()})
        told.append(Told(measure, period, settled, count + len(told)))
    return told


def _is_figure(match: re.Match[str], sentence: str, times: Sequence[_Time], unit: Unit | None) -> bool:
    if any(t.start <= match.start() < t.end for t in times):
        return False
    lead = sentence[: match.start()]
    if CHANGED.search(lead) or re.search(r"\bby\s$", lead):
        return False
    if match["unit"]:
        return match["unit"].lower() != "days" or unit in ("days", "number", None)
    if unit == "percent":
        return False
    behind = sentence[match.end() : match.end() + 30]
    decimal = "." in match["figure"]
    rate = unit == "per_10000" and (decimal or bool(re.match(r"\s(?:per|for each) 10,000", behind)))
    return rate or (
        unit == "per_10000" and bool(TARGET.search(lead[-40:])) and bool(re.search(r"\b(?:is|was|of|than)\s$", lead))
    )


def _beside(match: re.Match[str], times: Sequence[_Time], before: int, after: int, used: set[int]) -> _Time | None:
    """The period behind a figure, close by; else the one before it that no other figure has."""
    behind = next((t for t in times if match.end() <= t.start <= match.end() + NEAR and t.end <= after + 1), None)
    if behind is not None and not re.search(r"[.;]", match.string[match.end() : behind.start]):
        return behind
    return next(
        (t for t in reversed(times) if before <= t.start and t.end <= match.start() and t.start not in used), None
    )


def _outturn_period(part: PeriodPart | None, told: Sequence[Told], around: _Around) -> Period | None:
    if part is None or period_of(part) is not None:
        return period_of(part)
    year = PeriodPart(year=_financial_year(told[-1].period.start)) if told else around.year
    if year is not None:
        return period_of(merge(year, part))
    return latest_before(part, around.reported) if around.reported is not None and part.quarter else None


def _target_period(part: PeriodPart | None, told: Sequence[Told], around: _Around) -> Period | None:
    """A target is one of a year: the one beside it, else that of the figure that it is set against."""
    if part is not None and part.year is not None:
        return period_of(part.model_copy(update={"quarter": None}))
    against = told[-1].period if told else around.main
    if against is not None:
        return period_of(PeriodPart(year=_financial_year(against.start)))
    return period_of(around.year)


def _financial_year(day: date) -> int:
    return day.year - (day.month < 4)


def settled(printings: Sequence[Printing]) -> tuple[list[Printing], list[Remark]]:
    """Printings without the prose figures that a table of the same paper says otherwise, and what was left out.

    Commentary speaks of shares and of other services too: "complaints of one team answered in time were 97%" is no
    figure of the indicator whose table prints 77% for that quarter, nor is a year's figure beside quarters.
    """
    tables: dict[str, list[Printing]] = {}
    for p in printings:
        if p.source == "table" and p.period is not None and p.measure != "benchmark":
            tables.setdefault(p.code or fold(p.label), []).append(p)
    kept, remarks = [], []
    for p in printings:
        rivals = tables.get(p.code or fold(p.label), []) if p.source == "prose" else []
        if not rivals or _fits(p, rivals):
            kept.append(p)
        else:
            remarks.append(_left_out(p))
    return kept, remarks


def _fits(told: Printing, rivals: Sequence[Printing]) -> bool:
    same = [r for r in rivals if (r.measure, r.period) == (told.measure, told.period)]
    if same:
        return any(readings_agree(told.reading, r.reading) for r in same)
    return any(_length(r) == _length(told) for r in rivals if r.measure == told.measure)


def _length(printing: Printing) -> int:
    period = printing.period
    return (period.end - period.start).days // 20 if period is not None else 0


def _left_out(told: Printing) -> Remark:
    period = told.period.text if told.period else ""
    return Remark(
        check="prose_left_out", severity="info", page=told.place.page,
        message=(
            f'the text under "{told.label[:60]}" says {told.reading.raw} for {period}, and the table does not:'
            " it is not taken as a figure of the indicator"
        ),
    )  # fmt: skip
