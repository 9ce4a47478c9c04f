"""The words that `vocabulary.toml` lists, ready to be looked up."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any, NamedTuple, cast, get_args

from schemas.records import Measure, Status, Unit


class Reason(NamedTuple):
    """A group of words that say why a cell has no figure."""

    status: Status
    kinds: frozenset[Measure]
    whole: frozenset[str]
    within: re.Pattern[str] | None


class Vocabulary(NamedTuple):
    """All words that the reading of cells depends on."""

    reasons: tuple[Reason, ...]
    zero: frozenset[str]
    lead: re.Pattern[str]
    change: re.Pattern[str]
    qualifiers: dict[str, str]
    bounds: dict[str, str]
    bounds_after: dict[str, str]
    units: dict[str, Unit]
    said_units: frozenset[str]
    scales: dict[str, int]
    money_scales: dict[str, int]
    number_after: re.Pattern[str]
    number_before: re.Pattern[str]
    filler: frozenset[str]
    unit_column: dict[str, Unit]
    beside_years: frozenset[str]


def any_of(words: list[str] | dict[str, Any]) -> str:
    """A regular expression for any of the words, the longest first; white space in them stands for any."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered) + ")"


def _inverse(table: dict[str, list[str]]) -> dict[str, str]:
    return {word: meaning for meaning, words in table.items() for word in words}


def _whole_words(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9]){any_of(words)}(?![a-z0-9])", re.IGNORECASE)


def _reason(entry: dict[str, Any]) -> Reason:
    within = entry.get("within", [])
    return Reason(
        status=cast("Status", entry["status"]),
        kinds=frozenset(entry.get("kinds", get_args(Measure))),
        whole=frozenset(entry.get("whole", [])),
        within=_whole_words(within) if within else None,
    )


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that comes with the program, read once."""
    raw = tomllib.loads(resources.files(__package__).joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    units = {
        word: cast("Unit", unit)
        for unit, entry in raw["unit"].items()
        for word in [*entry["words"], *entry.get("said", [])]
    }
    return Vocabulary(
        reasons=tuple(_reason(entry) for entry in raw["status"]),
        zero=frozenset(raw["figure"]["zero"]),
        lead=re.compile(rf"{any_of(raw['lead']['words'])}(?![a-z0-9])\s*[:=-]?\s*(?=\S)", re.IGNORECASE),
        change=_whole_words(raw["change"]["words"]),
        qualifiers=_inverse(raw["qualifier"]),
        bounds=_inverse(raw["bound"]),
        bounds_after=_inverse(raw["bound_after"]),
        units=units,
        said_units=frozenset(word for entry in raw["unit"].values() for word in entry.get("said", [])),
        scales=raw["scale"],
        money_scales=raw["scale_money"],
        number_after=re.compile(rf"(?<![a-z]){any_of(raw['comparator']['number_after'])}\.?\s*-?\s*$", re.IGNORECASE),
        number_before=re.compile(
            rf"\s*[-+]?\s*{any_of(raw['comparator']['number_before'])}(?![a-z0-9])", re.IGNORECASE
        ),
        filler=frozenset(raw["period"]["filler"]),
        beside_years=frozenset(raw["period"]["beside_years"]),
        unit_column={w: cast("Unit", u) for u, words in raw["unit_column"].items() for w in words},
    )
