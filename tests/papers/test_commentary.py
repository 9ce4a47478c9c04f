"""Blocks of text under indicators: which are commentary, of what kind, on which pages."""

from __future__ import annotations

import pytest

from extract.papers.commentary import Follower, run_on
from extract.papers.vocabulary import built_in, commentary_kind
from schemas.layout import Block
from schemas.records import Kind

from .build import block, heading

VISITS = heading("PI.1 Visits to libraries")


def follow(*blocks: Block, names: tuple[str, ...] = ()) -> list[str]:
    """Each passage as `code kind pages: text`."""
    follower = Follower(built_in(), names)
    for each in blocks:
        follower.read(each)
    follower.leave()
    return [f"{p.code} {p.kind} {p.first_page}-{p.last_page}: {p.text}".replace("\n", " ¶ ") for p in follower.passages]


READ: dict[str, tuple[list[Block], list[str]]] = {
    "the three kinds": (
        [
            VISITS,
            heading("Performance: what is the data telling us?", size=11), block("Fewer came."),
            heading("Impact: what are the issues/risks for service delivery?", size=11), block("Income fell."),
            heading("Assurance", size=11), block("A plan is in place."), block("• It works.", "bullet"),
        ],
        [
            "PI.1 performance 1-1: Fewer came.",
            "PI.1 impact 1-1: Income fell.",
            "PI.1 assurance 1-1: A plan is in place. ¶ • It works.",
        ],
    ),
    "without such headings": (
        [VISITS, block("Fewer came."), block("It rained.")],
        ["PI.1 comment 1-1: Fewer came. ¶ It rained."],
    ),
    "run-in headings": (
        [VISITS, block("Performance: Fewer came."), block("Impact - Income fell."), block("Impact: Income fell.")],
        ["PI.1 performance 1-1: Fewer came. ¶ Impact - Income fell.", "PI.1 impact 1-1: Income fell."],
    ),
    "a risk stays in its impact": (
        [VISITS, heading("Impact", size=11), block("Income fell."), heading("Risk:", size=11), block("Risk: More.")],
        ["PI.1 impact 1-1: Income fell. ¶ Risk: ¶ Risk: More."],
    ),
    "a word of a heading inside a sentence opens nothing": (
        [VISITS, heading("Performance", size=11), block("Impact on reputation was small."), block("Performance fell.")],
        ["PI.1 performance 1-1: Impact on reputation was small. ¶ Performance fell."],
    ),
    "an empty block gives nothing": (
        [VISITS, heading("Impact", size=11), heading("Assurance", size=11), block("A plan.")],
        ["PI.1 assurance 1-1: A plan."],
    ),
    "a sentence broken by the page": (
        [VISITS, block("Fewer people came to the"), block("Page 4", "furniture"), block("libraries in June.", page=2)],
        ["PI.1 comment 1-2: Fewer people came to the libraries in June."],
    ),
    "a new paragraph on the next page": (
        [VISITS, block("Fewer people came."), block("It rained.", page=2)],
        ["PI.1 comment 1-2: Fewer people came. ¶ It rained."],
    ),
    "a heading of the same size ends a subject without kinds": (
        [VISITS, block("Fewer came."), heading("Finance"), block("There are no costs.")],
        ["PI.1 comment 1-1: Fewer came."],
    ),
    "a larger heading always ends it": (
        [VISITS, heading("Impact", size=11), block("Fewer came."), heading("Finance", size=14), block("No costs.")],
        ["PI.1 impact 1-1: Fewer came."],
    ),
    "a smaller heading does not": (
        [VISITS, block("Fewer came."), heading("Schools", size=10), block("They were closed.")],
        ["PI.1 comment 1-1: Fewer came. ¶ Schools ¶ They were closed."],
    ),
    "the next indicator begins": (
        [VISITS, block("Fewer came."), heading("PI.2 Loans of books"), block("More were lent.")],
        ["PI.1 comment 1-1: Fewer came.", "PI.2 comment 1-1: More were lent."],
    ),
    "its own heading again, above its small table": (
        [VISITS, VISITS, block("Fewer came.")],
        ["PI.1 comment 1-1: Fewer came."],
    ),
    "a score before the text is no part of it": ([VISITS, block("▲ Fewer came.")], ["PI.1 comment 1-1: Fewer came."]),
    "a text without a subject": ([heading("Introduction"), block("This report is long.")], []),
    "a sentence that begins with a code is no heading": (
        [heading("Introduction"), block("PI.1 Visits to libraries fell in June."), block("It rained.")],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("why", READ)
def test_what_is_commentary(why: str) -> None:
    blocks, expected = READ[why]
    assert follow(*blocks) == expected


def test_known_names_are_headings_without_a_code() -> None:
    blocks = (heading("Long-term sickness"), block("It rose."))
    assert follow(*blocks) == []
    assert follow(*blocks, names=("Long-term sickness",)) == ["None comment 1-1: It rose."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Impact", ("impact", "")),
        ("IMPACT:", ("impact", "")),
        ("Impact – what are the issues and risks for the service?", ("impact", "")),
        ("Impact: what are the issues/risks for service delivery?", ("impact", "")),
        ("Performance: what is the data telling us? Fewer came.", ("performance", "Fewer came.")),
        ("What is the data telling us?", ("performance", "")),
        ("Assurance: evidence that actions are in place and having an impact", ("assurance", "")),
        ("Assurance: A plan is in place.", ("assurance", "A plan is in place.")),
        ("Impact on reputation.", None),
        ("Performance fell.", None),
        ("Impacts", None),
        ("Risk: fewer come.", None),
        ("", None),
    ],
)
def test_headings_of_kinds(text: str, expected: tuple[Kind, str] | None) -> None:
    assert commentary_kind(text, built_in()) == expected


@pytest.mark.parametrize(
    ("text", "rest", "whole"),
    [
        ("came to the", "libraries", "came to the libraries"),
        ("came to the", "(closed) library", "came to the (closed) library"),
        ("They came.", "it rained", "They came.\nit rained"),
        ("came to", "Dudley", "came to\nDudley"),
        ("came to the", "• libraries", "came to the\n• libraries"),
    ],
)
def test_texts_over_a_page_break(text: str, rest: str, whole: str) -> None:
    assert run_on(text, rest) == whole
