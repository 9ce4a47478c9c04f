"""What makes two names two measures, however alike they are written: looked at before any likeness is counted."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extract.indicators.facets import Values
from extract.indicators.name import Contrast, Meaning, contrasts, one_text, stem
from extract.indicators.vocabulary import vocabulary

COMPARED = {
    "ages": "age", "durations": "length of time", "per": "rate over", "tags": "which one", "numbers": "number",
}  # fmt: skip
"""The facets that must not differ, and what to call them."""

RARELY_UNSAID = frozenset({"average", "money"})
"""Kinds of figure that a name hardly leaves out: "DFGs completed" is not the average time to complete one."""

CHILDHOOD = "age 0-17 said by one only"
"""Children are under 18; a name that says children need not say so: "LAC rate per 10,000 (under 18)"."""

SAME_KIND = {frozenset({"rate", "percent"}), frozenset({"rate", "per"}), frozenset({"rate", "average"})}
"""Kinds of figure that one measure may be called by: "persistent absence rate" is a percentage."""


class Objections(NamedTuple):
    """What speaks against two names: `vetoes` decide, `doubts` need a witness, `gaps` are said by one name only."""

    vetoes: tuple[str, ...]
    doubts: tuple[str, ...]
    gaps: tuple[str, ...]


def objections(a: Meaning, b: Meaning) -> Objections:
    """Everything that two names say differently.

    "within 7 working days" against "within 10 working days" is a veto (NI 59 changed so in 2013 and is a new
    measure); "repairs completed" against "repairs not completed" is a doubt that no likeness outweighs; an age
    that only one of them says is a gap.
    """
    if one_text(a, b):
        return Objections((), (), ())
    vetoes: list[str] = []
    doubts: list[str] = []
    gaps: list[str] = []
    for facet, called in COMPARED.items():
        _facet(called, getattr(a, facet), getattr(b, facet), vetoes, gaps)
    if "rate" in a.basis | b.basis and not (a.per and b.per):
        gaps = [gap for gap in gaps if not gap.startswith(COMPARED["per"])]
    gaps = [gap for gap in gaps if gap != CHILDHOOD or not (_about_children(a) or _about_children(b))]
    if opposed := {bound[1:] for bound in a.bounds if _opposite(bound) in b.bounds}:
        vetoes.append(f"at most against at least {_list(frozenset(opposed))}")
    if a.kinds and b.kinds and a.kinds != b.kinds:
        vetoes.append(f"{_list(a.kinds)} days against {_list(b.kinds)} days")
    _basis(a, b, vetoes, gaps)
    _exceptions(a, b, vetoes, gaps)
    if a.negated != b.negated:
        doubts.append("only one of them says not")
    if a.contrasts != b.contrasts:
        _contrasted(dict(a.contrasts), dict(b.contrasts), vetoes, doubts)
    return Objections(tuple(vetoes), tuple(doubts), tuple(gaps))


def _about_children(name: Meaning) -> bool:
    return any(group == "who" and "child" in values for group, values in name.contrasts) or "cpp" in name.words


def _facet(called: str, a: Values, b: Values, vetoes: list[str], gaps: list[str]) -> None:
    """Different values exclude each other; values of one that hold those of the other leave a gap."""
    if a == b:
        return
    if a <= b or b <= a:
        gaps.append(f"{called} {_list(a ^ b)} said by one only")
    else:
        vetoes.append(f"{called} {_list(a)} against {_list(b)}")


def _opposite(bound: str) -> str:
    return {"<": ">", ">": "<"}[bound[0]] + bound[1:]


def _basis(a: Meaning, b: Meaning, vetoes: list[str], gaps: list[str]) -> None:
    """A count is no rate, a percentage is no average; a name that does not say may be either."""
    if a.basis == b.basis or (a.basis | b.basis) in SAME_KIND:
        return
    if not a.basis or not b.basis:
        if said := (a.basis | b.basis) & RARELY_UNSAID:
            gaps.append(f"{_list(said)} said by one only")
        return
    if a.basis | b.basis == {"count", "average"} and a.per == b.per:
        gaps.append("number against average")
        return
    vetoes.append(f"{_list(a.basis)} against {_list(b.basis)}")


def _exceptions(a: Meaning, b: Meaning, vetoes: list[str], gaps: list[str]) -> None:
    """What one leaves out and the other puts in: plans excluding exceptions against plans including exceptions."""
    if opposed := (a.excluding & b.including) | (a.including & b.excluding):
        vetoes.append(f"excluding against including {_list(opposed)}")
    left = (a.excluding ^ b.excluding) | (a.including ^ b.including)
    if left := left - _harmless():
        gaps.append(f"excluding or including {_list(left)} said by one only")


@cache
def _harmless() -> Values:
    words = vocabulary()["scope"]["harmless"]
    return frozenset(words) | frozenset(stem(word) for word in words)


@cache
def _contrast_by_group() -> dict[str, Contrast]:
    return {contrast.group: contrast for contrast in contrasts()}


def _contrasted(a: dict[str, Values], b: dict[str, Values], vetoes: list[str], doubts: list[str]) -> None:
    """Words that exclude each other: boys and girls, initial and core, first and second or subsequent."""
    for group in sorted(a.keys() | b.keys()):
        rule = _contrast_by_group()[group]
        silence: Values = frozenset({rule.default}) if rule.default else frozenset()
        ours, theirs = a.get(group, silence), b.get(group, silence)
        if ours == theirs:
            continue
        if ours and theirs:
            if not (rule.loose and (ours <= theirs or theirs <= ours)):
                vetoes.append(f"{_list(ours)} against {_list(theirs)}")
        elif (ours | theirs) & rule.strict:
            doubts.append(f"{_list(ours | theirs)} said by one only")


def _list(values: Values) -> str:
    return ", ".join(sorted(values))
