"""Read the figures of one sentence: what each of them is, and of which period.

"Performance stood at 88.4% at the end of quarter 2, up from 85.1% in quarter 1 and against a target of 90%."
In: the sentence and what is known around it.  Out: the figures of the indicator, and those that are left undecided.  A
change ("rose by 18%"), a forecast and a share of something else are neither.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from extract.papers.vocabulary import fold
from extract.values import latest_before, merge, period_of, read_cell, read_period
from schemas.reading import Period, PeriodPart, Reading
from schemas.records import Measure, Unit

FIGURE = re.compile(
    r"(?<![\w.,/-])(?P<figure>£?\d{1,3}(?:,\d{3})+(?:\.\d+)?|£?\d+(?:\.\d+)?)"
    r"\s?(?P<unit>%|per ?cent\b|percentage points?\b|pp\b|points\b|(?:working |calendar )?days\b|per 10,000\b"
    r"|k\b|m\b|million\b)?"
    r"(?!\.?\d|[/-]\w)",
    re.IGNORECASE,
)
HEDGE = (
    r"(?:(?:a|an|about|around|approximately|some|over|nearly|almost|just|only|under|a rate of"
    r"|more than|less than|no (?:higher|more|less|lower|fewer) than)\s)*"
)

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
YEAR = r"(?:20\d\d\s?[-/–]\s?(?:20)?\d\d)"
DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?)?"
TIME = re.compile(
    rf"\b(?:(?P<months>{DAY}(?:{MONTHS})(?:\s20\d\d)?\s(?:and|to|until)\s{DAY}(?:{MONTHS})\b(?:\s20\d\d)?)"
    rf"|(?P<same>(?:the )?(?:same|corresponding|equivalent) (?:period|quarter|time|point)(?: of| in| for| during)?(?: the year)?"
    rf"\s(?P<same_year>{YEAR}|20\d\d))"
    rf"|(?:Q[1-4]|(?:quarter|qtr\.?)\s(?:[1-4]|(?:one|two|three|four)\b)"
    r"|(?P<ordinal>first|second|third|fourth|final) quarter)"
    rf"(?:\s(?:of\s)?(?:the (?:financial )?year\b|{YEAR}))?"
    rf"|{YEAR}(?:\s(?:Q[1-4]|quarter [1-4]))?"
    rf"|(?P<day>\d{{1,2}}(?:st|nd|rd|th)?\s)?(?P<end>end of )?(?P<month>{MONTHS})\b(?:\s(?P<calendar>20\d\d))?"
    r"|(?P<year_before>(?:the )?(?:same|corresponding|equivalent) (?:period|quarter|time|point)(?: of| in)?(?: the)?"
    r" (?:last|previous) year"
    r"|this time last year|a year (?:ago|earlier|before))"
    r"|(?P<before>(?:the )?(?:last|previous|preceding) quarter)"
    r"|(?P<now>this quarter|the (?:current )?quarter\b(?! of)))",
    re.IGNORECASE,
)
"""A period as prose names it: "quarter 2", "the first quarter of the year", "2012/13", "31st December 2011"."""
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "one": 1, "two": 2, "three": 3, "four": 4}
QUARTER_ENDS = {"march": 4, "june": 1, "september": 2, "december": 3}

ANOTHER_TIME = re.compile(
    r"\b(?:than|from|compared (?:to|with)|versus|since|by|until|after|before)\s"
    r"(?:(?:in|at|for|the|during|end of|that of|of)\s)*$",
    re.IGNORECASE,
)
"""Before a period that is not the one of what follows: "higher than in quarter 1"."""
NEW_CLAUSE = re.compile(
    r"[.;:,|]|\b(?:compared|against|than|which|but|while|whereas|and|with|although|though|however|since)\b|\b(?:from|to|by)\s[£\d]",
    re.IGNORECASE,
)
FARTHEST = 70
"""Characters between a figure and the period behind it in the same clause."""

TARGET_NAMED = re.compile(
    r"(?P<met>\b(?:above|below|on|off|under|over|exceed\w*|me[et]t?|meeting|miss\w*|hit|achiev\w*|within|ahead of"
    r"|short of|behind|against)\s(?:the |its |our )?(?:\w+ )?)?\btargets?\b",
    re.IGNORECASE,
)
TARGET_BEFORE = re.compile(
    rf"{TARGET_NAMED.pattern}(?P<link>[^.;,()]{{0,60}}\b(?:is|was|of|at|remains|being|be|to)\s|\s?[:=(]\s?|\s){HEDGE}$",
    re.IGNORECASE,
)
TARGET_BEHIND = re.compile(
    r"\s?\(?(?:(?:annual|year[- ]end|quarterly|local|national|in-year|profiled)\s)?target\b(?!\s?[:=]?\s?£?\d|\s(?:of|is|was)\b)",
    re.IGNORECASE,
)
FLOOR_BEFORE = re.compile(
    rf"\b(?:floor(?: (?:target|standard))?|minimum(?: (?:standard|level|acceptable))?)\s(?:is|was|of|at|remains)\s{HEDGE}$",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\b(?:between|range from)\s(?:[\d.,]+\s?(?:%|per cent)?\s?(?:and|to)\s)?$", re.IGNORECASE)
ON_TO = re.compile(rf"\s+to\s+{HEDGE}", re.IGNORECASE)
"""Between two figures of one kind: "from 85% to 90%"."""
OPENING = re.compile(r"(?:at|with) ", re.IGNORECASE)
"""A sentence that opens with its figure: "At 3.2%, performance in quarter 2 is worse than"."""
BRACKET = re.compile(r"\s?[(:]\s?")
"""Between a period and its figure: "since the previous quarter (2.9%)"."""
RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
OWN = re.compile(r"\b(?:we|our|ours|performance|outturn|council's|result)\b", re.IGNORECASE)
COUNT_OF = re.compile(r"\b(?:of|the|these|all)\s(?:the\s)?$", re.IGNORECASE)
"""Before a number of which a part is told: "of the 1,204 repairs"."""

Meant = Literal["outturn", "target", "floor", "benchmark", "unsure"]


class Told(NamedTuple):
    """A figure in a paragraph; a benchmark may have no period."""

    measure: Measure
    period: Period | None
    reading: Reading
    position: int


class Around(NamedTuple):
    """The year that was named last, the first period that was told, and the period being reported."""

    year: PeriodPart | None
    main: Period | None
    reported: Period | None


class Time(NamedTuple):
    """A period in a sentence: what it says, or how it is told from another one: "the same quarter last year"."""

    start: int
    end: int
    part: PeriodPart | None
    relative: str = ""


class Said(NamedTuple):
    """The figures that a sentence tells of the indicator, and those of which it does not say enough."""

    told: list[Told]
    unsure: list[str]


@cache
def _words(name: str) -> str:
    read = tomllib.loads((files(__package__) / "prose.toml").read_text(encoding="utf-8"))
    return "|".join(sorted((re.escape(w) for w in read[name]), key=len, reverse=True))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    change, apart, comparator = _words("change"), _words("apart"), _words("comparator")
    return {
        "changed": re.compile(
            rf"\b(?:{change})\b(?:\s\w+){{0,2}}?\s(?:by|of)\s{HEDGE}$|\bby\s{HEDGE}$|\b(?:up|down)\s$", re.IGNORECASE
        ),
        "apart": re.compile(
            rf"(?!\sover the (?:same|corresponding)\b)\s(?:percentage |%\s)?(?:points?\s)?(?:\w+\s)?(?:{apart})\b"
            r"|\s(?:percentage )?points?\b",
            re.IGNORECASE,
        ),
        "expected": re.compile(rf"\b(?:{_words('expected')})\b", re.IGNORECASE),
        "comparator": re.compile(
            rf"\b(?P<name>(?:{comparator})(?:(?:\s(?:{comparator}|average|mean|rate|figure|median))*))\b", re.IGNORECASE
        ),
        "theirs": re.compile(
            rf"\s?\(?(?:(?:in|for|across|of) (?:the |our )?)?(?P<name>(?:{comparator})(?:\s(?:average|mean|rate|figure))?)\b",
            re.IGNORECASE,
        ),
    }


def times_in(sentence: str) -> list[Time]:
    """The periods that a sentence names."""
    return [t for m in TIME.finditer(sentence) if (t := _time(m)) is not None]


def _time(match: re.Match[str]) -> Time | None:
    start, end = match.span()
    if match["months"]:
        return Time(start, end, read_period(match["months"]), "" if read_period(match["months"]) else "unnamed")
    if match["same"]:
        return Time(start, end, read_period(match["same_year"]), "same")
    for relative in ("year_before", "before", "now"):
        if match[relative]:
            return Time(start, end, None, relative)
    part: PeriodPart | None
    if match["month"]:
        part = _month(match)
    elif match["ordinal"]:
        named = read_period(re.sub(r"the (?:financial )?year", "", match[0], flags=re.IGNORECASE))
        part = PeriodPart(year=named.year if named else None, quarter=ORDINALS[match["ordinal"].lower()])
    else:
        text = re.sub(r"\b(one|two|three|four)\b", lambda m: str(ORDINALS[m[0].lower()]), match[0], flags=re.IGNORECASE)
        part = read_period(re.sub(r"\s(?:of\s)?the (?:financial )?year$", "", text, flags=re.IGNORECASE))
    return Time(start, end, part) if part is not None else None


def _month(match: re.Match[str]) -> PeriodPart | None:
    """A month, or the quarter that a date at its end closes; "may" and "march" in small letters are other words."""
    month, calendar = match["month"], match["calendar"]
    if month.islower():
        return None
    quarter = QUARTER_ENDS.get(month.lower())
    if quarter is not None and (match["day"] or match["end"]):
        return PeriodPart(year=int(calendar) - (quarter == 4) if calendar else None, quarter=quarter)
    if match["day"]:
        return None
    return read_period(f"{month} {calendar}") if calendar else PeriodPart(month=MONTHS.split("|").index(month) + 1)


def read_sentence(sentence: str, label: str, unit: Unit | None, around: Around, *, first: int) -> Said:
    """The figures of a sentence about the indicator `label`, numbered from `first` on."""
    times = times_in(sentence)
    matches = [m for m in FIGURE.finditer(sentence) if not any(t.start <= m.start() < t.end for t in times)]
    figures = list(_figures(sentence, matches, label, unit))
    periods = _periods([f for f in figures if f.what in ("outturn", "benchmark")], times, around)
    told: list[tuple[int, Told]] = []
    unsure = [f.match[0].strip() for f in figures if f.what == "unsure"]
    main = around.main or next(
        (p for f in figures if f.what == "outturn" and (p := periods.get(f.match.start()))), None
    )
    for f in figures:
        period = periods.get(f.match.start())
        if f.what == "unsure":
            continue
        measure: Measure = f.what
        if measure in ("target", "floor"):
            before = [
                p
                for g in figures
                if g.what == "outturn" and g.match.start() < f.match.start() and (p := periods.get(g.match.start()))
            ]
            period = _target_period(_beside(f, times, set()), before[-1] if before else main, around)
        reading = _reading(f.match, measure, unit)
        if reading is None:
            continue
        if period is None and measure != "benchmark":
            unsure.append(f.match[0].strip())
            continue
        settled = reading.model_copy(update={"qualifier": f.name or reading.qualifier})
        told.append((f.match.start(), Told(measure, period, settled, first + len(told))))
    return Said([t for _, t in told], unsure)


class _Figure(NamedTuple):
    match: re.Match[str]
    what: Meant
    before: int
    after: int
    name: str = ""


def _figures(sentence: str, matches: Sequence[re.Match[str]], label: str, unit: Unit | None) -> Iterator[_Figure]:
    """The figures of the sentence that may be the indicator's, each with what it is."""
    found: list[tuple[re.Match[str], Meant, str]] = []
    for n, match in enumerate(matches):
        if _could_be(match, sentence, label, unit):
            start = matches[n - 1].end() if n else 0
            what, name = _what(match, sentence, start)
            if found and found[-1][1] != "outturn" and ON_TO.fullmatch(sentence[start : match.start()]):
                what, name = found[-1][1:]
            if what != "nothing":
                found.append((match, what, name))
    for n, (match, what, name) in enumerate(found):
        before = found[n - 1][0].end() if n else 0
        after = found[n + 1][0].start() if n + 1 < len(found) else len(sentence)
        yield _Figure(match, what, before, after, name)


def _could_be(match: re.Match[str], sentence: str, label: str, unit: Unit | None) -> bool:
    """Whether a figure is of the kind that the indicator counts."""
    printed = (match["unit"] or "").lower()
    lead, tail = sentence[: match.start()], sentence[match.end() :]
    if match["figure"].startswith("£"):
        return unit == "gbp"
    if printed in ("%", "percent", "per cent"):
        return unit not in ("per_10000", "days", "gbp")
    if unit == "percent" or printed in ("k", "m", "million"):
        return False
    if printed.endswith("days"):
        return unit in ("days", "number", None)
    linked = bool(
        re.search(
            rf"\b(?:is|was|were|of|at|to|from|than|with|totall?ed|reached|numbered|averaged)\s{HEDGE}$",
            lead,
            re.IGNORECASE,
        )
    )
    if unit == "per_10000":
        return printed == "per 10,000" or "." in match["figure"] or linked
    if unit == "days":
        return linked and not re.match(r"\s[a-z]+s\b", tail)
    if unit in ("number", None) and not printed:
        behind = {w.rstrip("s") for w in fold(tail).split()[:3]}
        named = bool(behind & label_words(label)) and not COUNT_OF.search(lead)
        return named or (
            linked
            and bool(
                re.match(
                    r"\s?(?:$|[.,;)]|in\b|for\b|at\b|during\b|against\b|compared\b|up\b|down\b|which\b|and\b|to\b)",
                    tail,
                )
            )
        )
    return False


def label_words(label: str) -> set[str]:
    """The words of a label that say what is counted."""
    general = set(_words("general").split("|"))
    return {word.rstrip("s") for word in fold(label).split() if len(word) > 3 and word not in general}


def _what(match: re.Match[str], sentence: str, before: int) -> tuple[Meant | Literal["nothing"], str]:
    """What a figure is, by the words before and behind it; for a comparator's figure with the comparator."""
    patterns = _patterns()
    lead, tail, whole = sentence[before : match.start()], sentence[match.end() :], sentence[: match.start()]
    if "point" in (match["unit"] or "").lower() or (match["unit"] or "").lower() == "pp":
        return "nothing", ""
    if BETWEEN.search(whole) or patterns["changed"].search(lead) or patterns["apart"].match(tail):
        return "nothing", ""
    if FLOOR_BEFORE.search(lead):
        return "floor", ""
    target = TARGET_BEFORE.search(lead)
    theirs = patterns["theirs"].match(tail)
    if theirs:
        return "benchmark", theirs["name"]
    if TARGET_BEHIND.match(tail) or (target and not (target["met"] and re.search(r"\b(?:at|with)\s$", target["link"]))):
        other = patterns["comparator"].search(lead)
        return ("benchmark", other["name"]) if other and not target else ("target", "")
    named = [m for m in patterns["comparator"].finditer(lead) if not OWN.search(lead, m.end())]
    if named:
        beside = re.search(
            rf"\b(?:above|below|better than|worse than|higher than|lower than)\s(?:the |our )?{re.escape(named[-1]['name'])}",
            lead,
        )
        return ("unsure", "") if beside and re.search(r"\b(?:at|with)\s$", lead) else ("benchmark", named[-1]["name"])
    mentioned = [m for m in TARGET_NAMED.finditer(lead) if not OWN.search(lead, m.end())]
    if mentioned and not mentioned[-1]["met"]:
        return "unsure", ""
    clause = re.split(r"[;:]|,\s(?:but|and|although|while)\b|\b(?:but|although|whereas)\b", whole)[-1]
    if patterns["expected"].search(clause):
        return "nothing", ""
    return "outturn", ""


def _periods(figures: Sequence[_Figure], times: Sequence[Time], around: Around) -> dict[int, Period]:
    """The period of each figure, by the place of the figure."""
    found: dict[int, Period] = {}
    used: set[int] = set()
    main = around.main
    if figures and RESPECTIVELY.search(figures[0].match.string):
        if len(figures) != len(times):
            return {}
        return {f.match.start(): p for f, t in zip(figures, times, strict=True) if (p := _resolved(t, main, around))}
    for f in figures:
        time = _beside(f, times, used)
        period = _resolved(time, main, around) if time is not None else None
        if time is None or period is None:
            continue
        used.add(time.start)
        found[f.match.start()] = period
        if f.what == "outturn" and main is None:
            main = period
    return found


def _beside(figure: _Figure, times: Sequence[Time], used: set[int]) -> Time | None:
    """The period behind a figure in its clause; else the one before it that no other figure has."""
    sentence, end = figure.match.string, figure.match.end()
    opening = OPENING.fullmatch(sentence[: figure.match.start()])
    for t in times:
        between = sentence[end : t.start].replace(",", "", 1) if opening else sentence[end : t.start]
        if end <= t.start < figure.after and len(between) <= FARTHEST and not NEW_CLAUSE.search(between):
            return t
    return next(
        (
            t
            for t in reversed(times)
            if figure.before <= t.start and t.end <= figure.match.start() and t.start not in used
            and (not ANOTHER_TIME.search(sentence[: t.start]) or BRACKET.fullmatch(sentence[t.end : figure.match.start()]))
        ),
        None,
    )  # fmt: skip


def _resolved(time: Time, main: Period | None, around: Around) -> Period | None:
    base = main or around.reported
    if time.relative == "now":
        return around.reported
    if time.relative:
        part = read_period(base.text) if base is not None else None
        if part is None:
            return None
        return _same_of(part, time.part) if time.relative == "same" else _earlier(part, time.relative)
    part = time.part
    if part is None or period_of(part) is not None:
        return period_of(part)
    if part.month is not None:
        return latest_before(part, around.reported) if around.reported is not None else None
    year = PeriodPart(year=financial_year(main)) if main is not None else around.year
    if year is not None:
        return period_of(merge(year, part))
    return latest_before(part, around.reported) if around.reported is not None and part.quarter else None


def _same_of(part: PeriodPart, year: PeriodPart | None) -> Period | None:
    """The same part of another year: of a financial one, or of the calendar year in which it lies."""
    if year is None or year.year is None or not (part.quarter or part.half):
        return None
    if year.kind == "financial":
        return period_of(part.model_copy(update={"year": year.year}))
    found = (period_of(part.model_copy(update={"year": y})) for y in (year.year, year.year - 1))
    return next((p for p in found if p is not None and p.start.year == p.end.year == year.year), None)


def _earlier(part: PeriodPart, relative: str) -> Period | None:
    """The same period a year before, or the quarter before."""
    if part.year is None or part.month is not None:
        return None
    if relative == "year_before":
        return period_of(part.model_copy(update={"year": part.year - 1}))
    if part.quarter is None:
        return None
    year, quarter = (part.year - 1, 4) if part.quarter == 1 else (part.year, part.quarter - 1)
    return period_of(part.model_copy(update={"year": year, "quarter": quarter}))


def _target_period(time: Time | None, against: Period | None, around: Around) -> Period | None:
    """A target is one of a year: the one beside it, else that of the figure that it is set against."""
    part = time.part if time is not None else None
    if part is not None and part.year is not None:
        return period_of(part.model_copy(update={"quarter": None, "month": None, "kind": "financial"}))
    if against is not None:
        return period_of(PeriodPart(year=financial_year(against)))
    return period_of(around.year)


def financial_year(period: Period) -> int:
    """The year in which the financial year of a period begins."""
    return period.start.year - (period.start.month < 4)


def _reading(match: re.Match[str], measure: Measure, unit: Unit | None) -> Reading | None:
    printed = re.sub(r"\s?per ?cent", "%", match[0], flags=re.IGNORECASE).strip()
    printed = re.sub(r"\s(?:working|calendar)\s", " ", re.sub(r"\sper 10,000$", "", printed, flags=re.IGNORECASE))
    kind: Measure = "outturn" if measure == "benchmark" else measure
    reading = read_cell(printed, kind=kind, unit=unit)[0]
    if reading.value is None:
        return None
    return reading.model_copy(update={"unit": reading.unit or unit or "number", "raw": match[0].strip()})
