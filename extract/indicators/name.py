"""What a printed name says once council-speak is folded: its words as concepts, and its facets one by one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from extract.indicators.code import CODE_WITHIN, codes_within
from extract.indicators.vocabulary import vocabulary

Values = frozenset[str]
NONE: Values = frozenset()

NUMBER_WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40",
}  # fmt: skip

IRREGULAR = {
    "children": "child", "people": "person", "women": "woman", "men": "man", "families": "family", "lost": "lose",
    "given": "give", "made": "make", "taken": "take", "held": "hold", "placed": "place", "placement": "placement",
    "placements": "placement", "carers": "carer", "caring": "caring", "homelessness": "homeless",
    "recyclables": "recyclable", "left": "leave", "leaving": "leaving", "met": "meet", "living": "live", "lives": "live",
    "lived": "live", "paid": "paid", "bus": "bus", "buses": "bus", "excl": "excl", "incl": "incl", "children's": "child",
    "parking": "parking", "building": "building", "buildings": "building", "housing": "housing", "nursing": "nursing",
    "lettings": "letting", "letting": "letting", "planning": "planning", "training": "training", "reading": "reading",
    "writing": "writing", "licensing": "licensing", "funding": "funding", "lighting": "lighting", "bedding": "bedding",
    "working": "working", "responsive": "responsive", "householder": "householder", "householders": "householder", "younger": "younger",
}  # fmt: skip

UNITS = {
    "day": "day", "days": "day", "week": "week", "weeks": "week", "wk": "week", "wks": "week", "wek": "week",
    "month": "month", "months": "month", "mth": "month", "mths": "month", "year": "year", "years": "year",
    "yr": "year", "yrs": "year", "hour": "hour", "hours": "hour", "hr": "hour", "hrs": "hour", "minute": "minute",
    "minutes": "minute", "min": "minute", "mins": "minute", "second": "second", "seconds": "second", "secs": "second",
}  # fmt: skip
UNIT = "(?:" + "|".join(sorted(UNITS, key=len, reverse=True)) + r")\b"
KIND = r"(?:working|calendar|school|clear|consecutive|business)"
NOT_A_UNIT = rf"(?!\s*(?:\+\s*)?(?:{KIND}\s)?{UNIT}|\s*percent|\s*[.]\d|\d|\s*(?:per|tonne|mile|metre))"

DURATION = re.compile(
    rf"(?:(?P<upper>\b(?:within|in|inside|under|in under|less than|fewer than|no more than|not more than|up to|in less than"
    rf"|within less than|by)\s+(?:the\s+)?)|(?P<lower>\b(?:over|more than|at least|longer than|exceeding|greater than"
    rf"|in excess of|beyond|for more than)\s+)|(?P<last>\b(?:last|past|previous|first|next)\s+))?"
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
    rf"|(?P<plus>\d{{2}})(?:{YEARS_OLD}|\s*years?)?\s*(?:\+|plus\b|(?:and|or|&)\s+(?:over|older|above)\b))"
)
AGE_UNDER = re.compile(
    rf"(?:\b(?:aged?|ages)\s+)?(?:under|below|younger than)\s+(?:the age of\s+)?(?P<under>\d{{1,2}})"
    rf"(?:\s*s\b|{YEARS_OLD})?{NOT_A_UNIT}"
)
AGE_AT = re.compile(rf"\b(?:aged?|at age|at|ages)\s+(?P<at>\d{{1,2}})(?:{YEARS_OLD})?{NOT_A_UNIT}(?!\s*%)")
AGE_OLD = re.compile(rf"(?<![\d.])(?P<at>\d{{1,2}}){YEARS_OLD}")

PER = re.compile(
    r"(?:\bper|/|\bin every|\bfor every|\bin) (?:head of )?(?P<per>100000|10000|1000|100|million|1000000)\b"
)
PER_WHAT = re.compile(
    r"\b(?:per|by each|for each) (?:(?:full time equivalent|fte|employee|member of staff|staff member|head of staff|staff)"
    r"(?: employee| staff member| member of staff)?)\b"
)
PER_OTHER = re.compile(r"\bper (?P<per>capita|head|household|person|dwelling|property|resident)\b")

TAG_NAMES = {"key stage": "ks", "section": "s", "priority": "p", "category": "cat", "year": "year", "stage": "stage"}
TAG = re.compile(
    r"\b(?P<name>key stage|year|ks|level|stage|tier|grade|band|priority|category|cat|phase|section|part|group|type|dose"
    r"|attainment|progress|[a-z])\s?(?P<value>\d{1,3}[a-z]?)\b"
)
"""A thing that is told from its like by number: Year 6, Key Stage 2, Stage 1, A1, S42, Band 3."""

THRESHOLD = re.compile(
    r"(?:\b(?P<above>more than|over|at least|above|greater than)|\b(?P<below>fewer than|less than|under|up to|no more than))?"
    r"\s*(?<![\d.])(?P<number>\d+(?:[.]\d+)?)\b"
    r"(?:\s*(?:(?P<more>\+|(?:or|and) (?:more|over|above|better))|(?P<fewer>(?:or|and) (?:fewer|less|under))))?"
)

FACETS = (
    "ages", "durations", "per", "tags", "numbers", "bounds", "kinds", "basis", "excluding", "including", "negated",
)  # fmt: skip


class Meaning(NamedTuple):
    """A name taken apart; every field can be read beside another name's."""

    words: Values
    light: Values
    ages: Values
    durations: Values
    per: Values
    tags: Values
    numbers: Values
    bounds: Values
    kinds: Values
    basis: Values
    excluding: Values
    including: Values
    negated: bool
    contrasts: tuple[tuple[str, Values], ...]
    codes: tuple[str, ...]

    @property
    def folded(self) -> str:
        """The name in one line of concepts and facets: equal for names that say the same in other words."""
        parts = [" ".join(sorted(self.words)), " ".join(sorted(self.light))]
        parts += [f"{facet}:{'/'.join(sorted(getattr(self, facet)))}" for facet in FACETS[:-1] if getattr(self, facet)]
        return " | ".join(parts) + (" | not" if self.negated else "")


def plain(label: str) -> str:
    """A label without the accidents of printing: one case, one dash, one kind of space, no quotes.

    "16– to 18‑year‑olds" and "16- to 18-year-olds" differ in nothing that a reader would name.
    """
    text = unicodedata.normalize("NFKC", label).lower()
    text = re.sub(r"[‐-―−]", "-", text)
    text = re.sub(r"[‘’'`\"“”]", "", text)
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    return " ".join(text.split())


@lru_cache(maxsize=100_000)
def meaning(label: str) -> Meaning:
    """What a label says: "% of LAC aged 10-17, per 1,000" is the concept cla, ages 10-17, per 1000."""
    text = _rewritten(_opened(label))
    text, ages = _ages(text)
    text, durations, bounds, kinds = _durations(text)
    text, per = _per(text)
    text, tags = _tags(text)
    text, numbers, thresholds = _numbers(text)
    tokens, said_ages = _concepts(text)
    contrasts = _contrasts(tokens)
    excluding, including, tokens = _exceptions(tokens)
    content = [token for token in tokens if token not in _stop()]
    negated = any(token in _negation() for token in content)
    content = [token for token in content if token not in _negation()]
    light = frozenset(token for token in content if token in _light())
    return Meaning(
        words=frozenset(content) - light,
        light=light,
        ages=ages | said_ages,
        durations=durations,
        per=per,
        tags=tags,
        numbers=numbers,
        bounds=bounds | thresholds,
        kinds=kinds,
        basis=_basis(tokens, per),
        excluding=excluding,
        including=including,
        negated=negated,
        contrasts=contrasts,
        codes=codes_within(label),
    )


def stem(word: str) -> str:
    """A word without its ending: adopted, adoption, adopters and adoptive are `adopt`."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) <= 3 or word[-1].isdigit():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "xes", "ches", "shes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending, least in (("ation", 9), ("ing", 6), ("ed", 6), ("ion", 7), ("ive", 7), ("er", 7), ("ment", 9)):
        if word.endswith(ending) and len(word) >= least:
            word = word[: -len(ending)]
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


SPELT_OUT = re.compile(r"((?:[\w'’&-]+[ ,]+){2,7})\(([A-Z]{2,6})s?\)")
"""Words with what may be their initials in brackets: "Personal Education Plan (PEP)"."""


def _without_initials(hit: re.Match[str]) -> str:
    """The words without the initials, where they are that."""
    initials = [
        word[0].upper() for word in re.findall(r"[\w'’]+", hit[1]) if word.lower() not in ("and", "of", "the", "for")
    ]
    return hit[1] if "".join(initials).endswith(hit[2]) else hit[0]


def _opened(label: str) -> str:
    """The plain text with symbols in words and without the codes inside it."""
    text = CODE_WITHIN.sub(lambda hit: " " if re.search(r"\d", hit[0]) else hit[0], label)
    text = SPELT_OUT.sub(_without_initials, text)
    text = plain(text).replace("%", " percent ").replace("£", " pound ").replace("&", " and ").replace("@", " at ")
    text = re.sub(r"\bper\s?cent\b", "percent", text)
    text = re.sub(r"(?<=\bper )(\d+)k\b", r"\g<1>000", text)
    text = re.sub(r"\b(" + "|".join(NUMBER_WORDS) + r")\b", lambda hit: NUMBER_WORDS[hit[1]], text)
    text = re.sub(r"(?<=[a-z])-(?=[a-z])|(?<=\d)-(?=[a-z])|(?<=[a-z])-(?=\d)", " ", text)
    text = re.sub(r"\bre-\s*", "re ", text)
    return " ".join(text.split())


@cache
def _rewrites() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(entry["find"]), entry["to"]) for entry in vocabulary()["rewrite"])


def _rewritten(text: str) -> str:
    """The text after the vocabulary's rewrites, which need a number beside a word."""
    for pattern, to in _rewrites():
        text = pattern.sub(to, text)
    return " ".join(text.split())


def _ages(text: str) -> tuple[str, Values]:
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
        found.add(f"{hit['at']}-{hit['at']}")
        return " "

    text = AGE_RANGE.sub(between, text)
    text = AGE_OVER.sub(over, text)
    text = AGE_UNDER.sub(under, text)
    text = AGE_AT.sub(at, text)
    return AGE_OLD.sub(at, text), frozenset(found)


def _durations(text: str) -> tuple[str, Values, Values, Values]:
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


def _per(text: str) -> tuple[str, Values]:
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


def _tags(text: str) -> tuple[str, Values]:
    """Things told apart by a number: year6, ks2, a1, stage1."""
    found: set[str] = set()

    def take(hit: re.Match[str]) -> str:
        found.add(TAG_NAMES.get(hit["name"], hit["name"]) + hit["value"])
        return f" {hit['name']} " if hit["name"] in ("attainment", "progress") else " "

    return TAG.sub(take, text), frozenset(found)


def _numbers(text: str) -> tuple[str, Values, Values]:
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


def _stems(text: str) -> list[str]:
    return [stem(word) for word in re.findall(r"[a-z]+|\d+", text)]


Phrases = dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@cache
def _phrases() -> Phrases:
    """The vocabulary's concepts by the first stem of each phrase, the longest phrase first."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for concept, said in vocabulary()["concepts"].items():
        for phrase in said:
            stems = tuple(_stems(plain(phrase)))
            by_first.setdefault(stems[0], []).append((stems, concept))
    return {first: tuple(sorted(set(found), key=lambda p: (-len(p[0]), p))) for first, found in by_first.items()}


@cache
def _said_ages() -> tuple[tuple[tuple[str, ...], str], ...]:
    """The vocabulary's words for an age, in stems."""
    return tuple((tuple(_stems(plain(phrase))), age) for age, said in vocabulary()["ages"].items() for phrase in said)


def _concepts(text: str) -> tuple[list[str], Values]:
    """The words as concepts, the longest phrase first; and the ages that words stand for (older people are 65+)."""
    words = _stems(text)
    ages = {age for said, age in _said_ages() if any(_occurs(said, words))}
    out: list[str] = []
    phrases = _phrases()
    at = 0
    while at < len(words):
        for phrase, concept in phrases.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                out.append(concept)
                at += len(phrase)
                break
        else:
            out.append(words[at])
            at += 1
    return out, frozenset(ages)


def _occurs(phrase: tuple[str, ...], words: list[str]) -> Iterator[bool]:
    """Whether the phrase stands at each place of the words."""
    return (tuple(words[i : i + len(phrase)]) == phrase for i in range(len(words) - len(phrase) + 1))


class Contrast(NamedTuple):
    """A group of words that exclude each other."""

    group: str
    values: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    strict: Values
    default: str | None
    loose: bool


@cache
def contrasts() -> tuple[Contrast, ...]:
    """The groups of the vocabulary, their phrases folded as names are."""
    found = []
    restricting = {f"only {word}": {word: [word], "strict": True} for word in vocabulary()["restricting"]["words"]}
    for group, entry in (vocabulary()["contrasts"] | restricting).items():
        values = tuple(
            (value, tuple(tuple(_concepts(plain(phrase))[0]) for phrase in said))
            for value, said in entry.items()
            if isinstance(said, list) and value != "strict"
        )
        found.append(Contrast(group, values, _strict(entry, values), entry.get("default"), bool(entry.get("loose"))))
    return tuple(found)


def _strict(entry: dict[str, Any], values: Iterable[tuple[str, Any]]) -> Values:
    """The values of a group of which silence is the opposite."""
    strict = entry.get("strict", False)
    if isinstance(strict, list):
        return frozenset(strict)
    return frozenset(value for value, _ in values) if strict else NONE


@cache
def _contrast_index() -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    index: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for contrast in contrasts():
        for value, phrases in contrast.values:
            for phrase in phrases:
                index.setdefault(phrase[0], []).append((phrase, contrast.group, value))
    return {first: tuple(sorted(found, key=lambda entry: -len(entry[0]))) for first, found in index.items()}


def _contrasts(tokens: list[str]) -> tuple[tuple[str, Values], ...]:
    """Which value of which group of contrasts a name says; "non emergency" says not "emergency" as well."""
    found: dict[str, set[str]] = {}
    index = _contrast_index()
    taken: dict[str, int] = {}
    for at, token in enumerate(tokens):
        for phrase, group, value in index.get(token, ()):
            if taken.get(group, 0) <= at and tuple(tokens[at : at + len(phrase)]) == phrase:
                found.setdefault(group, set()).add(value)
                taken[group] = at + len(phrase)
    return tuple((group, frozenset(values)) for group, values in sorted(found.items()))


def _exceptions(tokens: list[str]) -> tuple[Values, Values, list[str]]:
    """What is left out and what is put in: "(excluding schools)" is excluding school."""
    out: dict[str, set[str]] = {"excluding": set(), "including": set()}
    kept = []
    waiting: str | None = None
    for token in tokens:
        if token in out:
            waiting = token
        elif waiting and token not in _stop():
            out[waiting].add(token)
            waiting = None
        else:
            kept.append(token)
    return frozenset(out["excluding"]), frozenset(out["including"]), kept


@cache
def _basis_words() -> dict[str, str]:
    return {stem(word): basis for basis, words in vocabulary()["basis"].items() for word in words if " " not in word}


def _basis(tokens: list[str], per: Values) -> Values:
    """What kind of figure the name promises; a rate that says over how many is that, "number of … per 10,000" too."""
    said = {_basis_words()[token] for token in tokens if token in _basis_words()}
    if per & {"10000", "1000", "100000", "million", "100"}:
        return frozenset({"per"})
    if "percent" in said:
        return frozenset({"percent"})
    if per or "average" in said:
        return frozenset({"average"})
    for basis in ("tonnes", "rate", "money", "count"):
        if basis in said:
            return frozenset({basis})
    return NONE


@cache
def _stop() -> Values:
    words = [stem(word) for word in vocabulary()["words"]["stop"] if " " not in word]
    money = {stem(word) for word in vocabulary()["basis"]["money"]}
    return frozenset(words) | frozenset(vocabulary()["words"]["stop"]) | (frozenset(_basis_words()) - money)


@cache
def _light() -> Values:
    words = vocabulary()["words"]["light"]
    return frozenset(words) | frozenset(stem(word) for word in words)


@cache
def _negation() -> Values:
    return frozenset(stem(word) for word in vocabulary()["negation"]["words"])


@cache
def people() -> Values:
    """The words that say who a measure is about."""
    words = vocabulary()["words"]["people"]
    return frozenset(words) | frozenset(stem(word) for word in words)
