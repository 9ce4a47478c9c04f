"""Settle doubts about whose a row of a scan is, where the paper prints its code and name in another place."""

from __future__ import annotations

from collections import defaultdict

from rapidfuzz import fuzz

from extract.checks.disagreement import fold
from extract.checks.witness import place_of
from schemas.layout import NOT_CLEAR, OVERLAID
from schemas.paper import Paper, Printing, Remark

ONE_NAME = 90
"""Names that agree by this much (rapidfuzz, 0 to 100), and in all digits, are one name with a few letters misread."""


def named_elsewhere(paper: Paper) -> Paper:
    """The paper with doubts about a row's name settled where another place prints the same code before the same name.

    "PI.118" under a stamp, before "Children in our care per 10,000", is PI.118 if page 2 prints both clearly: a misread
    code would stand before another name.
    """
    doubted = {r.printing for r in paper.remarks if r.check == "name_in_doubt"}
    clear: dict[str, list[Printing]] = defaultdict(list)
    for n, p in enumerate(paper.printings):
        if p.code and p.label and n not in doubted:
            clear[p.code].append(p)
    said = [_settled(remark, paper, clear) for remark in paper.remarks]
    return paper.model_copy(update={"remarks": tuple(said)})


def _settled(remark: Remark, paper: Paper, clear: dict[str, list[Printing]]) -> Remark:
    unclear = NOT_CLEAR in remark.message or OVERLAID in remark.message
    if remark.check != "name_in_doubt" or remark.printing is None or not unclear:
        return remark
    here = paper.printings[remark.printing]
    other = next((p for p in clear.get(here.code or "", ()) if _same_name(here, p)), None)
    if other is None:
        return remark
    words = f"{remark.message}; {place_of(other)} prints {other.code} before the same name"
    return remark.model_copy(update={"severity": "info", "message": words})


def _same_name(here: Printing, other: Printing) -> bool:
    a, b = fold(here.label), fold(other.label)
    digits = [c for c in a if c.isdigit()] == [c for c in b if c.isdigit()]
    return other.place != here.place and digits and fuzz.ratio(a, b) >= ONE_NAME
