"""Schemes of codes that took over the numbers of another: H1 to H14 of one year are WM/H01 to WM/H14 of a later one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

from extract.indicators.code import is_national
from extract.indicators.evidence import Evidence, Strand, likeness

WITNESSES = 3
"""So many measures must keep their number, at one distance, before the distance says anything about others."""
AGREEING_SHARE = 0.75
"""Of the numbers that both schemes have at the distance, so many must be measures of the same name."""
OTHER_MEASURE = 35.0
"""Names less alike than this speak against the distance."""

Pair = tuple[int, int]


class Place(NamedTuple):
    """Where a code stands in its scheme: "WM/H01" is number 1 of WM/H, "157a" ends in a."""

    scheme: str
    number: int
    tail: str


def place(code: str) -> Place | None:
    """The place of a council's own code; None for a national code, and for one that is no prefix and number."""
    hit = re.fullmatch(r"(.*?[^\d.])[ .\-–_:]*0*(\d+)([a-z]?)", code.strip())
    if not hit or is_national(code):
        return None
    return Place(re.sub(r"[ .\-–_:]+", "", hit[1]).upper(), int(hit[2]), hit[3])


def renumbered(strands: Sequence[Strand], sure: dict[Pair, Evidence]) -> set[Pair]:
    """The pairs of strands whose codes correspond, where enough sure pairs show that the numbers were taken over.

    A code that corresponds is worth as much as a council's own code that is kept: the words must bear it out.
    """
    by_place: dict[Place, list[int]] = defaultdict(list)
    for index, strand in enumerate(strands):
        if strand.code and (found := place(strand.code)):
            by_place[found].append(index)
    at = {index: found for found, indexes in by_place.items() for index in indexes}
    distances = {_distance(at[i], at[j]) for i, j in sure if i in at and j in at and at[i].scheme != at[j].scheme}
    believed: set[Pair] = set()
    for old, new, distance in sorted(distances):
        pairs = list(_corresponding(by_place, old, new, distance))
        if _borne_out(strands, pairs, sure):
            believed |= {pair for group in pairs for pair in group}
    return believed


def _distance(a: Place, b: Place) -> tuple[str, str, int]:
    """The two schemes, in one order, and how far apart the two numbers are."""
    a, b = sorted((a, b))
    return a.scheme, b.scheme, b.number - a.number


def _corresponding(by_place: dict[Place, list[int]], old: str, new: str, distance: int) -> Iterable[list[Pair]]:
    """For each number that both schemes have at this distance, the pairs of names under the two codes."""
    for found in sorted(by_place):
        other = Place(new, found.number + distance, found.tail)
        if found.scheme == old and other in by_place:
            yield [(min(pair), max(pair)) for pair in product(by_place[found], by_place[other])]


def _borne_out(strands: Sequence[Strand], pairs: list[list[Pair]], sure: dict[Pair, Evidence]) -> bool:
    agree = sum(any(pair in sure for pair in group) for group in pairs)
    against = sum(
        all(likeness(strands[i].meaning, strands[j].meaning) < OTHER_MEASURE for i, j in group) for group in pairs
    )
    return agree >= WITNESSES and agree >= AGREEING_SHARE * (agree + against)
