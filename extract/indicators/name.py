"""What a printed name says once council-speak is folded: its words as concepts, and its facets one by one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from extract.indicators.code import CODE_WITHIN, codes_within
from extract.indicators.facets import (
    NONE,
    NUMBER_WORDS,
    Values,
    take_ages,
    take_durations,
    take_numbers,
    take_per,
    take_tags,
)
from extract.indicators.vocabulary import vocabulary


@cache
def _irregular() -> dict[str, str]:
    """Words whose stem is not found by their ending."""
    table = vocabulary()["stems"]
    kept = {word: word for word in table["kept"]}
    return kept | {said: word for word, all_said in table["stem"].items() for said in all_said}


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
    spelt_out: tuple[tuple[str, Values], ...]
    """Initials of words that follow each other, with the stems of those words: cse for child sexual exploitation."""
    shape: str
    """The letters and digits without what damage changes: equal for two printings of one text."""
    cut: bool
    """Whether the text was cut off where a cell ended."""

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
    text = unicodedata.normalize("NFKC", NOTE.sub("", label).replace("½", ".5")).lower()
    text = re.sub(r"[‐-―−]", "-", text)
    text = re.sub(r"[‘’'`\"“”]", "", text)
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    return " ".join(text.split())


CUT = re.compile(r"(?:\s\w)?\s*(?:…|\.\.\.)\s*$")
"""A text that was cut off, with the single letter of a word that may be left of it."""
NOTE = re.compile(r"(?<=\S)(?<![\s/(]m)(?<!km)[⁰¹²³⁴-⁹]+(?!\w)|\s+[(\[]\d[)\]]\s*[.:;*]*\s*$")
"""A note mark: a raised figure after a word, a bracketed one at the end."""
CONFUSED = str.maketrans({"1": "l", "i": "l", "|": "l", "!": "l", "0": "o", "5": "s", "8": "b", "e": "c", "f": "t"})
"""Signs that damage exchanges; no two digits are taken for each other."""
RUN_TOGETHER = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("rl", "n"))
"""Pairs of signs, after that exchange, that are read as one letter."""


def shape(label: str) -> str:
    """A label's letters and digits, without what bad spacing, hyphens at line ends and slips of OCR change.

    "lndicator: accommo- dation" and "Indicator: accommodation" have one shape; "10 days" and "7 days" have two, and so
    have "% of plans" and "plans", class C and class E.
    """
    text = CUT.sub("", plain(label)).rstrip(" .:;*")
    text = re.sub(r"(?<![\w-])[a-z](?![\w-])", lambda letter: letter[0].upper(), text.replace("&", "and"))
    text = re.sub(r"[^A-Za-z0-9%£+<>|!.]|(?<!\d)\.|\.(?!\d)", "", text)
    text = text.translate(CONFUSED)
    for pair, letter in RUN_TOGETHER:
        text = text.replace(pair, letter)
    return text


CUT_LEAST = 20
"""So many signs of a text that was cut off must be there."""


def one_text(a: Meaning, b: Meaning) -> bool:
    """Whether two labels are one text, damaged or cut off in one of its printings."""
    if a.shape == b.shape:
        return True
    short, long = (a, b) if len(a.shape) < len(b.shape) else (b, a)
    return short.cut and len(short.shape) >= CUT_LEAST and long.shape.startswith(short.shape)


@lru_cache(maxsize=100_000)
def meaning(label: str) -> Meaning:
    """What a label says: "% of LAC aged 10-17, per 1,000" is the concept cla, ages 10-17, per 1000."""
    text = _rewritten(_opened(label))
    text, ages = take_ages(text)
    text, durations, bounds, kinds = take_durations(text)
    text, per = take_per(text)
    text, tags = take_tags(text)
    text, numbers, thresholds = take_numbers(text)
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
        spelt_out=_initials(text),
        shape=shape(label),
        cut=bool(CUT.search(label)),
    )


def _initials(text: str) -> tuple[tuple[str, Values], ...]:
    """What each run of three to five words would be called for short, words that say nothing left out."""
    words = [word for word in re.findall(r"[a-z]+", text) if stem(word) not in _stop()]
    runs = (words[at : at + many] for many in (3, 4, 5) for at in range(len(words) - many + 1))
    return tuple(("".join(word[0] for word in run), frozenset(stem(word) for word in run)) for run in runs)


ENDINGS = (("ation", 9), ("ance", 9), ("ing", 6), ("ed", 6), ("ion", 7), ("ive", 7), ("er", 7), ("ment", 9))
"""Endings that are taken off words of at least so many letters."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its ending: adopted, adoption, adopters and adoptive are `adopt`."""
    if word in _irregular():
        return _irregular()[word]
    if len(word) <= 3 or word[-1].isdigit():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "xes", "ches", "shes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending, least in ENDINGS:
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


def _contrast_phrase(phrase: str) -> tuple[str, ...]:
    """A phrase of a contrast as it stands in a folded name; the name of a concept stands for itself."""
    return (phrase,) if phrase in vocabulary()["concepts"] else tuple(_concepts(plain(phrase))[0])


@cache
def contrasts() -> tuple[Contrast, ...]:
    """The groups of the vocabulary, their phrases folded as names are."""
    found = []
    restricting = {f"only {word}": {word: [word], "strict": True} for word in vocabulary()["restricting"]["words"]}
    for group, entry in (vocabulary()["contrasts"] | restricting).items():
        values = tuple(
            (value, tuple(_contrast_phrase(phrase) for phrase in said))
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
