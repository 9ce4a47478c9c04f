"""A figure that is misprinted on purpose, and that something else contradicts, is always caught."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from extract.facts import Hints
from extract.pipeline import leaves_of

from .mutation import CORPUS, Outcome, hints_of, measure, shelf

FEW = ("tamebrook-2015-06-18-corporate-scorecard.pdf", "tamebrook-2014-07-09-year-end-measures.pdf")


@cache
def sample(scanned: bool) -> tuple[Outcome, ...]:
    """Misprints in two short papers, each of which another paper prints too."""
    leaves = {name: leaves_of(CORPUS / name) for name in FEW}
    hints: dict[str, Hints] = {name: hints_of(CORPUS / name) for name in FEW}
    twice = {**leaves, **{f"again {name}": pages for name, pages in leaves.items()}}
    told = {**hints, **{f"again {name}": hint for name, hint in hints.items()}}
    return tuple(measure(shelf(twice, told, scanned=scanned), 160))


@cache
def everything(scanned: bool) -> tuple[Outcome, ...]:
    papers = sorted(CORPUS.glob("*.pdf"))
    books = shelf({p.name: leaves_of(p) for p in papers}, {p.name: hints_of(p) for p in papers}, scanned=scanned)
    return tuple(measure(books, 2000))


def missed(found: Sequence[Outcome]) -> list[tuple[str, str, str | None]]:
    """What is silent though a witness contradicts it; what only another paper contradicts may be a revision."""
    return [
        (o.mutation.spot.text, o.mutation.printed, o.witness)
        for o in found
        if o.witness and not (o.warned or o.restored or (o.witness == "another paper" and o.noted))
    ]


def wrongly_repaired(found: Sequence[Outcome]) -> list[tuple[str, str]]:
    return [(o.mutation.spot.text, o.mutation.printed) for o in found if o.restored is False and not o.warned]


@pytest.mark.parametrize("scanned", [False, True])
def test_what_a_witness_contradicts_is_caught(scanned: bool) -> None:
    found = sample(scanned)
    assert sum(o.witness == "another paper" for o in found) > 50
    assert missed(found) == []


@pytest.mark.parametrize("scanned", [False, True])
def test_a_wrong_repair_is_never_silent(scanned: bool) -> None:
    assert sum(bool(o.restored) for o in sample(True)) > 10
    assert wrongly_repaired(sample(scanned)) == []


@pytest.mark.long
@pytest.mark.parametrize("scanned", [False, True])
def test_two_thousand_misprints(scanned: bool) -> None:
    found = everything(scanned)
    witnesses = [o.witness for o in found]
    assert min(witnesses.count(w) for w in ("fraction", "another page", "another paper")) > 5
    assert (missed(found), wrongly_repaired(found)) == ([], [])
    silent = [o for o in found if not (o.warned or o.noted or o.restored)]
    assert len(silent) < 0.15 * len(found)
