"""Look words up: what a header, a score, a polarity or a key calls something."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from schemas.layout import Plain

LEAST_BROKEN = 3
"""Letters of words that may be broken; shorter ones fit into any column."""

Phrases = Mapping[str, tuple[str, ...]]

LISTS = ("decoys", "national_bodies", "estimates", "answers", "generic", "running", "exceptions")
"""The entries of the vocabulary that are no tables of phrases."""


class Vocabulary(Plain):
    """The words of `vocabulary.toml`, with a council's own merged over them; each phrase is folded."""

    columns: dict[str, tuple[str, ...]]
    relative: dict[str, tuple[str, ...]]
    polarity: dict[str, tuple[str, ...]]
    score_words: dict[str, tuple[str, ...]]
    score_meanings: dict[str, tuple[str, ...]]
    trend_words: dict[str, tuple[str, ...]]
    trend_marks: dict[str, tuple[str, ...]]
    key: dict[str, tuple[str, ...]]
    commentary: dict[str, tuple[str, ...]]
    commentary_asks: dict[str, tuple[str, ...]]
    decoys: tuple[tuple[str, tuple[str, ...]], ...]
    national_bodies: tuple[str, ...] = ()
    estimates: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()


class Named(NamedTuple):
    """What a text names, and the phrase that says so."""

    name: str
    phrase: str


def fold(text: str) -> str:
    """Small letters and digits only, words parted by single spaces; what vocabularies compare."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower().replace("-\n", "").replace("\u00ad", "")).split())


def merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> Vocabulary:
    """The vocabulary with a council's own words; its phrases come first and take a phrase away from other names."""
    tables: dict[str, Any] = {}
    for table, content in base.items():
        if table in LISTS:
            continue
        mine = {name: tuple(map(fold, words)) for name, words in own.get(table, {}).items()}
        taken = {phrase for words in mine.values() for phrase in words}
        both = {**dict.fromkeys(content), **dict.fromkeys(mine)}
        tables[table] = {
            name: (*mine.get(name, ()), *(fold(p) for p in content.get(name, ()) if fold(p) not in taken))
            for name in both
        }
    decoys = [(d["reason"], tuple(map(fold, d["words"]))) for d in (*own.get("decoys", ()), *base["decoys"])]
    lists = {name: (*own.get(name, ()), *base[name]) for name in LISTS if name != "decoys"}
    folded = {name: tuple(map(fold, words)) for name, words in lists.items() if name != "national_bodies"}
    return Vocabulary(**tables, **folded, decoys=tuple(decoys), national_bodies=lists["national_bodies"])


def read_vocabulary(own: str = "") -> Vocabulary:
    """The built-in vocabulary, merged with the text of a council's own TOML file."""
    base = tomllib.loads((files(__package__) / "vocabulary.toml").read_text(encoding="utf-8"))
    return merged(base, tomllib.loads(own))


@cache
def built_in() -> Vocabulary:
    """The vocabulary that comes with the program."""
    return read_vocabulary()


def whole(text: str, phrases: Phrases) -> str | None:
    """The name that has exactly this text among its phrases; a narrow column may break its words: "Minimu m level"."""
    folded = fold(text)
    named = next((name for name, words in phrases.items() if folded in words), None)
    squeezed = folded.replace(" ", "")
    if named is not None or " " not in folded or len(squeezed) < LEAST_BROKEN:
        return named
    return next((name for name, words in phrases.items() if squeezed in (p.replace(" ", "") for p in words)), None)


def within(text: str, phrases: Phrases) -> Named | None:
    """The name whose phrase stands in the text as whole words; the longest phrase wins, then the earlier name."""
    padded = f" {fold(text)} "
    found = [
        Named(name, phrase) for name, words in phrases.items() for phrase in words if phrase and f" {phrase} " in padded
    ]
    return max(found, key=lambda n: len(n.phrase), default=None)


def any_within(text: str, words: Iterable[str]) -> str | None:
    """The first of the phrases that stands in the text as whole words."""
    padded = f" {fold(text)} "
    return next((word for word in words if word and f" {word} " in padded), None)
