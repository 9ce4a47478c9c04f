"""The reading of what a header, caption or cell says about time."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from extract.values.calendar_span import conflict, financial_year_of, merge, quarter_of
from extract.values.fold import fold_text
from extract.values.vocabulary import vocabulary
from schemas.reading import PeriodPart

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {"1": 1, "2": 2, "3": 3, "4": 4, "one": 1, "two": 2, "three": 3, "four": 4,
            "half": 1, "mid": 1, "first": 1, "second": 2, "third": 3, "fourth": 4}  # fmt: skip

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:[0-3]?[0-9](?:st|nd|rd|th)?(?:\s+of)?\s+)"
_YEAR4 = r"(?:19|20)[0-9]{2}"
_START = r"(?<![0-9A-Za-z£.,/])"
_END = r"(?![0-9A-Za-z]|[.,/][0-9])"
_TO = r"\s*(?:-|to|until|till|and)\s*"
_BANDED = r"(?!\s*(?:-?\s*)?(?:year(?!s?[\s-]*(?:end|to\b))|yr|week|wk|day|month|hour|mth|old|cases|pupils|children|people|of\b))"
"""What does not follow a year: 16/17 year olds."""

_RANGE = re.compile(
    rf"{_START}{_DAY}?(?P<m1>{_MONTH})\.?,?[\s'-]*(?P<y1>{_YEAR4}|[0-9]{{2}}(?![0-9]))?{_TO}"
    rf"{_DAY}?(?P<m2>{_MONTH})\.?,?(?:[\s'-]*(?P<y2>{_YEAR4}|[0-9]{{2}}))?{_END}",
    re.IGNORECASE,
)
_ROLLING = re.compile(
    rf"{_START}(?:rolling\s+(?:12|twelve)[\s-]*months?|(?:12|twelve)[\s-]*months?\s+rolling(?:\s+average)?"
    r"|(?:12|twelve)\s+months?\s+(?=to\b|ending\b|ended\b|up\s+to\b)|rolling\s+year|r12"
    rf"|year\s+(?=to\s+(?:{_DAY})?{_MONTH}\b|end(?:ing|ed)\s+(?:{_DAY})?{_MONTH}\b)){_END}?",
    re.IGNORECASE,
)
_YEAR_ENDED = re.compile(
    rf"{_START}(?<!rolling )year\s+(?:to|ending|ended)\s+(?:the\s+)?{_DAY}?(?P<m>{_MONTH})\.?,?[\s'-]*(?P<y>{_YEAR4}){_END}",
    re.IGNORECASE,
)
_ISO_DATE = re.compile(rf"{_START}(?P<y>{_YEAR4})-(?P<m>0[1-9]|1[0-2])-[0-3][0-9]{_END}")
_DATE = re.compile(rf"{_START}[0-3]?[0-9]([/.])(?P<m>0?[1-9]|1[0-2])\1(?P<y>{_YEAR4}|[0-9]{{2}}){_END}")
_MONTH_YEAR = re.compile(rf"{_START}{_DAY}?(?P<m>{_MONTH})\.?,?[\s'-]*(?P<y>{_YEAR4}|[0-9]{{2}}){_END}", re.IGNORECASE)
_MONTH_OF_YEARS = re.compile(
    rf"{_START}(?P<m>{_MONTH})\.?,?\s+(?:(?P<y1>{_YEAR4})\s?[-/]\s?(?P<y2>{_YEAR4}|[0-9]{{2}})"
    rf"|(?P<s1>[0-9]{{2}})/(?P<s2>[0-9]{{2}})){_END}",
    re.IGNORECASE,
)
"""A month of a financial year: April 2021/22."""
_YEARS = re.compile(
    rf"{_START}(?P<before>(?:ay|fy|academic\s+year|school\s+year)\s*:?\s*)?(?P<y1>{_YEAR4})\s?[-/]\s?"
    rf"(?P<y2>{_YEAR4}|[0-9]{{2}}){_END}{_BANDED}(?P<after>\s*(?:ay|academic(?:\s+year)?|school\s+year)\b)?",
    re.IGNORECASE,
)
_ISO_MONTH = re.compile(rf"{_START}(?P<y>{_YEAR4})-(?P<m>0[1-9]|1[0-2]){_END}")
_SHORT_YEARS = re.compile(
    rf"{_START}(?P<before>(?:ay|fy|academic\s+year|school\s+year|q[1-4]|qtr\.?\s*[1-4]|quarter\s*[1-4])\s*:?\s*)?"
    rf"'?(?P<y1>[0-9]{{2}})(?P<dash>[-/])'?(?P<y2>[0-9]{{2}}){_END}{_BANDED}"
    r"(?P<after>\s*(?:ay\b|academic(?:\s+year)?\b|school\s+year\b|q[1-4]\b|qtr|quarter|outturn|out-turn|target|actual))?",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    rf"{_START}(?:q\s?(?P<a>[1-4])|(?:qtr|qrt|qu)s?\.?\s?(?P<b>[1-4])|quarter\.?\s?(?P<c>[1-4]|one|two|three|four)"
    rf"|(?P<d>[1-4])(?:st|nd|rd|th)\s+(?:quarter|qtr)|(?P<e>first|second|third|fourth)\s+quarter){_END}",
    re.IGNORECASE,
)
_HALF = re.compile(
    rf"{_START}(?:h\s?(?P<a>[12])|half[\s-]*year\s?(?P<b>[12])|(?P<c>first|second)\s+half(?:[\s-]*year)?"
    rf"|(?P<d>[12])(?:st|nd)\s+half(?:[\s-]*year)?|(?P<e>half|mid)[\s-]*year(?:ly)?(?!\s?[12]\b)){_END}",
    re.IGNORECASE,
)
_CALENDAR = re.compile(
    rf"{_START}(?:(?:calendar\s+year|cy)\s*:?\s*(?P<a>{_YEAR4})|(?P<b>{_YEAR4})\s*(?:calendar\s+year|cy\b)){_END}",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(rf"{_START}(?P<y>{_YEAR4})(?!\s?[-/]\s?[0-9]){_END}{_BANDED}(?!\s?%)")
_AGED = re.compile(r"\b(?:aged?|ages|year|years|yr|between)\s*:?\s*$", re.IGNORECASE)
_BEFORE_DASH = re.compile(r"[0-9]\s?[-/]\s?$")
_LEAD = re.compile(
    r"(?:(?:as\s+at|as\s+of|at\s+the\s+end\s+of|at\s+end\s+of|end\s+of|at|end|to|ending|ended|year\s*-?\s*end"
    r"|academic\s+year|calendar\s+year|financial\s+year|school\s+year|for|in|by)\s*:?\s*)+$",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"(?:\s*(?:financial|academic|calendar|school)\s+year)+", re.IGNORECASE)


class Found(NamedTuple):
    """A stretch of a text that says something about time."""

    start: int
    end: int
    part: PeriodPart


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _follows(first: int, second: str) -> bool:
    """Whether the second half of 2022-23, 2022/2023 or 1999-00 is the year after the first."""
    return int(second) == (first + 1 if len(second) == 4 else (first + 1) % 100)


def _range(match: re.Match[str]) -> PeriodPart | None:
    """Apr - Jun 2023: a quarter, half-year or year where the months are one, else nothing."""
    first, last = _month(match["m1"]), _month(match["m2"])
    end_year = _full(match["y2"]) if match["y2"] else None
    start_year = _full(match["y1"]) if match["y1"] else None
    if end_year is None and start_year is not None:
        end_year = start_year + (1 if last < first else 0)
    if end_year is not None and start_year is None:
        start_year = end_year - (1 if last < first else 0)
    months = (last - first) % 12 + 1
    if end_year is not None and start_year is not None:
        months = (end_year - start_year) * 12 + last - first + 1
    year = financial_year_of(end_year, last) if end_year is not None else None
    if months == 3 and first % 3 == 1:
        return PeriodPart(year=year, quarter=quarter_of(last))
    if months == 6 and first in (4, 10):
        return PeriodPart(year=year, half=1 if first == 4 else 2)
    return _year_to(end_year, last) if months == 12 and end_year is not None else None


def _year_to(year: int, month: int) -> PeriodPart:
    """The year that ends with a month: financial with March, academic with August, calendar with December."""
    kinds: dict[int, tuple[Literal["financial", "academic", "calendar"], int]] = {
        3: ("financial", year - 1),
        8: ("academic", year - 1),
        12: ("calendar", year),
    }
    if month in kinds:
        kind, start = kinds[month]
        return PeriodPart(kind=kind, year=start)
    return PeriodPart(kind="calendar", year=year, month=month, rolling=12)


def _years(match: re.Match[str], text: str) -> PeriodPart | None:
    first = _full(match["y1"])
    if not _follows(first, match["y2"]):
        return None
    academic = bool(re.search(r"\bay(?![a-z])|\bacademic\b|\bschool year\b", text, re.IGNORECASE))
    return PeriodPart(kind="academic" if academic else "financial", year=first)


def _short_years(match: re.Match[str], text: str) -> PeriodPart | None:
    """22/23; with a dash only beside a word of time, because 22-23 may be an age band."""
    aged = _AGED.search(text[: match.start()])
    timed = match["before"] or match["after"] or _beside(text, match)
    if aged or (match["dash"] == "-" and not timed) or int(match["y1"]) > 60:
        return None
    return _years(match, text)


def _beside(text: str, match: re.Match[str]) -> bool:
    """Whether the word next to two short years is one that years stand beside: "Annual target 18-19"."""
    before = re.search(r"([a-z]+)[\s:(]*$", text[: match.start()], re.IGNORECASE)
    after = re.match(r"[\s:)]*([a-z]+)", text[match.end() :], re.IGNORECASE)
    return any(word and word[1].lower() in vocabulary().beside_years for word in (before, after))


def _calendar_month(match: re.Match[str]) -> PeriodPart:
    name = match["m"]
    month = int(name) if name.isdecimal() else _month(name)
    return PeriodPart(kind="calendar", year=_full(match["y"]), month=month)


def _month_of_years(match: re.Match[str]) -> PeriodPart | None:
    first, second = _full(match["y1"] or match["s1"]), match["y2"] or match["s2"]
    month = _month(match["m"])
    year = first if month >= 4 else first + 1
    return PeriodPart(kind="calendar", year=year, month=month) if _follows(first, second) else None


def _first_group(match: re.Match[str]) -> int:
    return _NUMBERS[next(g for g in match.groups() if g).lower()]


def find_periods(text: str) -> list[Found]:
    """Everything that folded text says about time, in order, without overlaps.

    A bare year such as 2019 is found too; whether it is a period is for the reader of the whole text to say.
    """
    found: list[Found] = []

    def free(start: int, end: int) -> bool:
        return all(end <= f.start or start >= f.end for f in found)

    def take(pattern: re.Pattern[str], make: Callable[[re.Match[str]], PeriodPart | None]) -> None:
        for match in pattern.finditer(text):
            if not free(match.start(), match.end()):
                continue
            part = make(match)
            if part is not None:
                found.append(Found(_trim_start(match), _trim_end(match), part))

    take(_YEAR_ENDED, lambda m: _year_to(int(m["y"]), _month(m["m"])))
    take(_ROLLING, lambda _: PeriodPart(rolling=12))
    take(_RANGE, _range)
    take(_MONTH_OF_YEARS, _month_of_years)
    take(_ISO_DATE, _calendar_month)
    take(_DATE, _calendar_month)
    take(_MONTH_YEAR, _calendar_month)
    take(_YEARS, lambda m: _years(m, text))
    take(_ISO_MONTH, _calendar_month)
    take(_SHORT_YEARS, lambda m: _short_years(m, text))
    take(_QUARTER, lambda m: PeriodPart(quarter=_first_group(m)))
    take(_HALF, lambda m: PeriodPart(half=_first_group(m)))
    take(_CALENDAR, lambda m: PeriodPart(kind="calendar", year=int(m["a"] or m["b"])))
    take(_BARE_YEAR, lambda m: _bare_year(m, text))
    return sorted(found)


def _trim_start(match: re.Match[str]) -> int:
    """Where the period itself starts: words of time that a pattern only looked at belong to their own pattern."""
    before = match.groupdict().get("before")
    return match.start() + (len(before) if before and re.match(r"q", before, re.IGNORECASE) else 0)


def _trim_end(match: re.Match[str]) -> int:
    after = match.groupdict().get("after")
    return match.end() - (len(after) if after and not re.match(r"\s*(?:ay|ac|sc)", after, re.IGNORECASE) else 0)


def _bare_year(match: re.Match[str], text: str) -> PeriodPart | None:
    if _BEFORE_DASH.search(text[: match.start()]):
        return None
    return PeriodPart(kind="calendar", year=int(match["y"]))


def is_bare_year(found: Found) -> bool:
    """Whether all that was found is a year without a word of time, as 2019."""
    p = found.part
    return found.end - found.start == 4 and p.kind == "calendar" and p.month is None


def combine(parts: list[PeriodPart]) -> PeriodPart | None:
    """One period from all that a text says; None where two of them contradict each other.

    "Q1 (Jun-23)" is the quarter, "Q1, rolling 12 months to June 2023" the twelve months.
    """
    rolls = any(p.rolling is not None for p in parts)
    whole: PeriodPart | None = None
    for part in sorted(parts, key=lambda p: _order(p, rolls)):
        if whole is not None and conflict(whole, part):
            return None
        whole = merge(whole, part)
    return whole


def _order(part: PeriodPart, rolls: bool) -> int:
    """Years first, so that quarters and months complete them; what rolls ends with its month, else quarters go last."""
    if part.rolling is not None:
        return 3
    if part.month is not None:
        return 2 if rolls else 1
    return 0 if part.quarter is None and part.half is None else (1 if rolls else 2)


def read_period(text: str) -> PeriodPart | None:
    """What a header, caption or name says about time; None where it says nothing, or two things at once.

    "Qtr. 1 outturn" is quarter 1, "2022-23" the financial year, "Actual Jun-23" June 2023, "Apr - Jun 2023" quarter 1
    of 2023-24.  Not taken: "45 working days", "aged 19-21", "NI 192", years that do not follow each other (2022-25),
    and a bare year or month among other words ("Children Act 2004").  "FY23" is not taken either: it may be the year
    that starts or the year that ends in 2023.
    """
    plain = fold_text(text)
    found = find_periods(plain)
    rest = plain
    for f in reversed(found):
        rest = rest[: f.start] + " " + rest[f.end :]
    words = re.findall(r"[A-Za-z0-9][A-Za-z0-9'-]*", rest)
    only_filler = all(w.lower() in vocabulary().filler for w in words)
    kept = [f.part for f in found if only_filler or not is_bare_year(f) or _in_brackets(plain, f)]
    if not kept:
        return _bare_month(words)
    return combine(kept)


def says_only_when(text: str) -> bool:
    """Whether a header is about time and nothing else: "Actual Jun-23", "Q1 (Apr-Jun)"; not "Sample size 2019/20"."""
    plain = fold_text(text)
    for found in reversed(find_periods(plain)):
        plain = plain[: found.start] + " " + plain[found.end :]
    words = [w for w in re.findall(r"[A-Za-z]{2,}", plain) if not re.fullmatch(_MONTH, w, re.IGNORECASE)]
    return all(w.lower() in vocabulary().filler for w in words)


def _in_brackets(text: str, found: Found) -> bool:
    return text[: found.start].rstrip().endswith("(") and text[found.end :].lstrip().startswith(")")


def _bare_month(words: list[str]) -> PeriodPart | None:
    """Jun, or Actual June: a month whose year stands in another header; May only where nothing else is said."""
    months = [w for w in words if re.fullmatch(_MONTH, w, re.IGNORECASE)]
    others = [w for w in words if w not in months]
    if len(months) != 1 or not all(w.lower() in vocabulary().filler for w in others):
        return None
    if months[0] == "may" or (months[0] in ("mar", "march") and others):
        return None
    return PeriodPart(kind="financial", month=_month(months[0]))


def widen(text: str, found: Found) -> tuple[int, int]:
    """The stretch of a period together with the words that lead to it: "as at June 2023"."""
    lead = _LEAD.search(text[: found.start])
    trail = _TRAIL.match(text[found.end :])
    return (lead.start() if lead else found.start), (found.end + trail.end() if trail else found.end)
