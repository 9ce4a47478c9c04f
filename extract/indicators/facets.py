"""What a name says in numbers, taken out of its text one after the other: ages, times, rates, which one, how many."""

from __future__ import annotations

import re

Values = frozenset[str]
NONE: Values = frozenset()

UNITS = {
    "day": "day", "days": "day", "week": "week", "weeks": "week", "wk": "week", "wks": "week",
    "month": "month", "months": "month", "mth": "month", "mths": "month", "year": "year", "years": "year",
    "yr": "year", "yrs": "year", "hour": "hour", "hours": "hour", "hr": "hour", "hrs": "hour", "minute": "minute",
    "minutes": "minute", "min": "minute", "mins": "minute", "second": "second", "seconds": "second", "secs": "second",
}  # fmt: skip
UNIT = "(?:" + "|".join(sorted(UNITS, key=len, reverse=True)) + r")\b"
KIND = r"(?:working|calendar|school|clear|consecutive|business)"
NOT_A_UNIT = rf"(?!\s*(?:\+\s*)?(?:{KIND}\s)?{UNIT}|\s*percent|\s*[.]\d|\d|\s*(?:per|tonne|mile|metre))"

DURATION = re.compile(
    rf"(?:(?P<upper>\b(?:within|in|inside|under|in under|less than|fewer than|no more than|not more than|up to"
    rf"|in less than|within less than|by)\s+(?:the\s+)?)|(?P<lower>\b(?:over|more than|at least|longer than"
    rf"|exceeding|greater than|in excess of|beyond|for more than)\s+)"
    rf"|(?P<last>\b(?:last|past|previous|first|next)\s+))?"
    rf"(?P<low>\d+(?:[.]\d+)?)(?:\s*(?:-|to)\s*(?P<high>\d+(?:[.]\d+)?))?\s*(?P<plus>\+)?\s*(?:(?P<kind>{KIND})\s+)?"
    rf"(?P<unit>{UNIT})(?P<more>\s*(?:\+|plus\b|or more\b|or longer\b|or over\b|and over\b|and above\b))?"
    rf"(?!\s*olds?\b)(?P<less>\s+or (?:less|fewer|under)\b)?"
)
"""A length of time: "within 10 working days", "over 12 months ago", "6 months+", "6-8 weeks"."""

YEARS_OLD = r"(?:\s*-?\s*(?:years?|yrs?)\s*(?:-?\s*olds?|of age)\b|\s*yos?\b|\s*y\s*/\s*o\b)"
AGE_RANGE = re.compile(
    rf"(?:(?P<aged>\b(?:aged?|ages)\s+(?:between\s+|from\s+)?)|(?<![\d.]))(?P<low>\d{{1,2}})(?:{YEARS_OLD})?\s*-?\s*"
    rf"(?:-|to|and|or)\s*-?\s*(?P<high>\d{{1,2}})(?P<old>{YEARS_OLD}|\s*s\b)?{NOT_A_UNIT}"
)
AGE_OVER = re.compile(
    rf"(?:\b(?:aged?|ages)\s+)?(?:(?:over|above|older than)\s+(?P<over>\d{{2}})(?:\s*s\b|{YEARS_OLD})?{NOT_A_UNIT}"
    rf"|(?<![\d.])(?P<plus>\d{{2}})(?:{YEARS_OLD}|\s*years?)?\s*(?:\+|plus\b|(?:and|or|&)\s+(?:over|older|above)\b)"
    rf"(?!\s*(?:{KIND}\s)?{UNIT}))"
)
AGE_UNDER = re.compile(
    rf"(?:\b(?:aged?|ages)\s+)?(?:under|below|younger than)\s+(?:the age of\s+)?(?P<under>\d{{1,2}})"
    rf"(?:\s*s\b|{YEARS_OLD})?{NOT_A_UNIT}"
)
AGE_AT = re.compile(
    rf"\b(?:at|by)(?: age)? (?P<turned>\d{{1,2}}) (?:years|yrs)\b"
    rf"|\b(?:aged?|at age|at|ages)\s+(?P<at>\d{{1,2}})(?:{YEARS_OLD})?{NOT_A_UNIT}(?!\s*%)"
)
AGE_OLD = re.compile(rf"(?<![\d.])(?P<at>\d{{1,2}}){YEARS_OLD}(?P<turned>)")

PER = re.compile(
    r"(?:\bper|/|\bin every|\bfor every|\bin) (?:head of )?(?P<per>100000|10000|1000|100|million|1000000)\b"
)
PER_WHAT = re.compile(
    r"\b(?:per|by each|for each) (?:(?:full time equivalent|fte|employee|member of staff|staff member|head of staff"
    r"|staff)(?: employee| staff member| member of staff)?)\b"
)
PER_OTHER = re.compile(r"\bper (?P<per>capita|head|household|person|dwelling|property|resident)\b")

TAG_NAMES = {"key stage": "ks", "section": "s", "priority": "p", "category": "cat", "year": "year", "stage": "stage"}
TAG = re.compile(
    r"\b(?P<name>key stage|year|ks|level|stage|tier|grade|band|priority|category|cat|phase|section|part|group|type|dose"
    r"|attainment|progress|[a-z])\s?(?P<value>\d{1,3}[a-z]?)\b"
)
"""A thing that is told from its like by number: Year 6, Key Stage 2, Stage 1, A1, S42, Band 3."""

THRESHOLD = re.compile(
    r"(?:\b(?P<above>more than|over|at least|above|greater than)"
    r"|\b(?P<below>fewer than|less than|under|up to|no more than))?"
    r"\s*(?<![\d.])(?P<number>\d+(?:[.]\d+)?)\b"
    r"(?:\s*(?:(?P<more>\+|(?:or|and) (?:more|over|above|better))|(?P<fewer>(?:or|and) (?:fewer|less|under))))?"
)

NUMBER_WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40",
}  # fmt: skip


def take_ages(text: str) -> tuple[str, Values]:
    """Ages as closed intervals: "aged 19, 20 and 21" is 19-21, "over 65" and "65+" are 65+, "under 18" is 0-17."""
    found: set[str] = set()
    text = re.sub(r"\b(\d\d), (?:\d\d, )*(?:\d\d,? )?and (\d\d)\b(?! ?(?:days|weeks))", r"\1-\2", text)

    def between(hit: re.Match[str]) -> str:
        low, high = int(hit["low"]), int(hit["high"])
        joined_by_a_word = not re.search(r"\d\s*-\s*-?\s*\d", hit[0])
        named = re.search(
            r"\b(?:band|level|grade|tier|stage|priority|phase|attainment|score|type|group)s?\s*$",
            hit.string[: hit.start()],
        )
        if low >= high or named or (joined_by_a_word and not (hit["aged"] or hit["old"] or low >= 10)):
            return hit[0]
        found.add(f"{low}-{high}")
        return " "

    def over(hit: re.Match[str]) -> str:
        found.add(f"{hit['over'] or hit['plus']}+")
        return " "

    def under(hit: re.Match[str]) -> str:
        found.add(f"0-{int(hit['under']) - 1}")
        return " "

    def at(hit: re.Match[str]) -> str:
        age = hit["at"] or hit["turned"]
        found.add(f"{age}-{age}")
        return " "

    text = AGE_RANGE.sub(between, text)
    text = AGE_OVER.sub(over, text)
    text = AGE_UNDER.sub(under, text)
    text = AGE_AT.sub(at, text)
    return AGE_OLD.sub(at, text), frozenset(found)


def take_durations(text: str) -> tuple[str, Values, Values, Values]:
    """Lengths of time, whether each is a most or a least, and whether days are working days."""
    lengths: set[str] = set()
    bounds: set[str] = set()
    kinds: set[str] = set()

    def take(hit: re.Match[str]) -> str:
        unit = UNITS[hit["unit"]]
        low = hit["low"]
        if unit == "year":
            unit, low = "month", f"{float(low) * 12:g}"
        length = f"{low}-{hit['high']} {unit}" if hit["high"] else f"{low} {unit}"
        lengths.add(length)
        if hit["upper"] or hit["less"]:
            bounds.add(f"<{length}")
        if hit["lower"] or hit["plus"] or hit["more"]:
            bounds.add(f">{length}")
        if hit["kind"] in ("working", "calendar", "school"):
            kinds.add(hit["kind"])
        return " "

    return DURATION.sub(take, text), frozenset(lengths), frozenset(bounds), frozenset(kinds)


def take_per(text: str) -> tuple[str, Values]:
    """What a rate is over: 10000 for "per 10,000", fte for "per employee", household."""
    found: set[str] = set()

    def take(hit: re.Match[str]) -> str:
        found.add(
            {"1000000": "million", "capita": "head", "person": "head", "resident": "head"}.get(hit["per"], hit["per"])
        )
        return " "

    def staff(_: re.Match[str]) -> str:
        found.add("fte")
        return " "

    text = PER.sub(take, text)
    text = PER_WHAT.sub(staff, text)
    return PER_OTHER.sub(take, text), frozenset(found)


def take_tags(text: str) -> tuple[str, Values]:
    """Things told apart by a number: year6, ks2, a1, stage1."""
    found: set[str] = set()

    def take(hit: re.Match[str]) -> str:
        found.add(TAG_NAMES.get(hit["name"], hit["name"]) + hit["value"])
        return f" {hit['name']} " if hit["name"] in ("attainment", "progress") else " "

    return TAG.sub(take, text), frozenset(found)


def take_numbers(text: str) -> tuple[str, Values, Values]:
    """The numbers that are left, and whether each is a most or a least: "3 or more" is 3 and >3."""
    numbers: set[str] = set()
    bounds: set[str] = set()

    def take(hit: re.Match[str]) -> str:
        number = f"{float(hit['number']):g}"
        numbers.add(number)
        if hit["above"] or hit["more"]:
            bounds.add(f">{number}")
        if hit["below"] or hit["fewer"]:
            bounds.add(f"<{number}")
        return " "

    return THRESHOLD.sub(take, text), frozenset(numbers), frozenset(bounds)
