"""A name that is printed badly in one paper is the name that another paper prints well."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from extract.indicators.name import meaning, one_text, shape

from .test_match import HERE, measured, rows

Damage = Callable[[str, random.Random], str]
SLIPS = (("l", "1"), ("i", "l"), ("m", "rn"), ("o", "0"), ("e", "c"), ("s", "5"), ("n", "ri"))


def _in_a_word(label: str, chance: random.Random, least: int, change: Callable[[str], str]) -> str:
    """The label with a change to one of its long words."""
    words = label.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= least and word.isalpha()]
    if long:
        at = chance.choice(long)
        words[at] = change(words[at])
    return " ".join(words)


def _slip(word: str, chance: random.Random) -> str:
    possible = [(a, b) for a, b in SLIPS if a in word[1:]]
    a, b = chance.choice(possible) if possible else ("", "")
    return word[0] + word[1:].replace(a, b, 1) if a else word


DAMAGE: dict[str, Damage] = {
    "a slip of OCR": lambda label, chance: _in_a_word(label, chance, 6, lambda word: _slip(word, chance)),
    "a word broken at the end of a line": lambda label, chance: _in_a_word(
        label, chance, 8, lambda word: f"{word[:4]}- {word[4:]}"
    ),
    "a space within a word": lambda label, chance: _in_a_word(label, chance, 8, lambda word: f"{word[:5]} {word[5:]}"),
    "a space lost": lambda label, _: re.sub(r"(?<=[a-z]{3}) (?=[a-z]{4})", "", label, count=1),
    "cut off": lambda label, _: f"{label[:-3]}…" if len(label) > 30 else label,
    "a raised note mark": lambda label, _: f"{label}²",
    "a note mark in brackets": lambda label, _: f"{label} (1)",
    "the period in it": lambda label, _: f"{label} - Q2 2019/20",
    "capitals": lambda label, _: label.upper(),
    "dashes and quotes": lambda label, _: label.replace("-", "–").replace("'", "’"),
}


@pytest.mark.parametrize("coded", [True, False], ids=["with codes", "without"])
@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damage_costs_no_wrong_join_and_few_right_ones(damage: Damage, coded: bool) -> None:
    chance = random.Random(5)
    first = {(row["council"], row["true_indicator"]): row for row in reversed(rows(HERE / "names.csv"))}
    printed = []
    for row in first.values():
        code = row["code"] if coded else ""
        printed.append({**row, "period": "2015-16", "code": code})
        printed.append({**row, "period": "2018-19", "code": code, "label": damage(row["label"], chance)})
    precision, recall, review = measured(printed)
    assert precision == 1
    assert recall >= 0.97
    assert review <= 0.02


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Assessments within 10 days", "Assessments within 7 days", "another number"),
        ("% of plans completed", "Plans completed", "a percentage may be of what the other counts"),
        ("Condition of class C roads", "Condition of class E roads", "a letter that stands alone is no slip"),
        ("People aged under 65", "People aged under 85", "no two digits are taken for each other"),
        ("Repairs…", "Repairs completed right first time", "too little is left"),
    ],
)
def test_what_is_no_damage(one: str, other: str, why: str) -> None:
    assert not one_text(meaning(one), meaning(other)), why


def test_a_shape_is_what_damage_leaves() -> None:
    assert shape("lndicator: accommo- dation¹") == shape("Indicator: accommodation")
    assert shape("Cornplaints rnade") == shape("Complaints made")
