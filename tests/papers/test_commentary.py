"""Blocks of text under indicators: which are commentary, of what kind, on which pages."""

from __future__ import annotations

import pytest

from extract.papers.commentary.passages import Follower, run_on
from extract.papers.kinds import commentary_kind
from extract.papers.vocabulary import built_in
from schemas.layout import Block
from schemas.paper import Place, Printing
from schemas.reading import Reading
from schemas.records import Kind

from .build import block, grid, heading

VISITS = heading("PI.1 Visits to libraries")


def follow(*blocks: Block, printed: tuple[tuple[str | None, str], ...] = ()) -> list[str]:
    """Each passage as `code kind pages: text`; `printed` are the indicators of an earlier table."""
    follower = Follower(built_in())
    follower.learn(
        Printing(place=Place(page=1, spot="t0"), source="table", code=code, label=label, measure="outturn",
                 period=None, reading=Reading(status="reported"))
        for code, label in printed
    )  # fmt: skip
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
    "headings in other words": (
        [
            VISITS,
            heading("What is the data telling us?", size=11), block("Fewer came."),
            heading("Evidence that actions are in place and having an impact", size=11), block("A plan is in place."),
        ],
        ["PI.1 performance 1-1: Fewer came.", "PI.1 assurance 1-1: A plan is in place."],
    ),
    "a word that announces the comment": (
        [VISITS, block("Comment: Fewer came."), block("Note: it rained.")],
        ["PI.1 comment 1-1: Fewer came. ¶ Note: it rained."],
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


@pytest.mark.parametrize(
    ("title", "expected", "why"),
    [
        ("SS2 – Invoices paid within 30 days", "SS2", "a council's own code, known from its table"),
        ("SCC/011: Major applications decided in time", "SCC/011", "with a colon behind it"),
        ("SS 2 Invoices paid within 30 days", "SS2", "with a space in it"),
        ("Major applications decided in time", "SCC/011", "the name alone"),
        ("SS3 – Invoices disputed", None, "no table has it"),
        ("Appendix B: Commentary on measures below target", None, "a heading of the report"),
    ],
)
def test_headings_name_the_indicators_of_earlier_tables(title: str, expected: str | None, why: str) -> None:
    """Commentary under "SS2 – …" was lost: only codes of national lists were known in headings."""
    printed = (("SS2", "Invoices paid within 30 days"), ("SCC/011", "Major applications decided in time"))
    found = follow(heading(title), block("It rose."), printed=printed)
    assert found == ([f"{expected} comment 1-1: It rose."] if expected else []), why


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("What does the data tell us?", "performance"),
        ("How are we doing?", "performance"),
        ("What are the issues and risks?", "impact"),
        ("Risks and impact", "impact"),
        ("What assurance is there that our actions are working?", "assurance"),
        ("What evidence is there that our actions have an impact?", "assurance"),
        ("What is next?", None),
    ],
)
def test_headings_ask_for_a_kind_in_many_words(title: str, kind: str | None) -> None:
    asked = commentary_kind(title, built_in())
    assert (asked[0] if asked else None) == kind


def test_known_names_are_headings_without_a_code() -> None:
    blocks = (heading("Long-term sickness"), block("It rose."))
    assert follow(*blocks) == []
    assert follow(*blocks, printed=((None, "Long-term sickness"),)) == ["None comment 1-1: It rose."]


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


KNOWN: tuple[tuple[str | None, str], ...] = (("PI.1", "Visits to libraries"), ("PI.2", "Loans of books"))
RUN_IN: dict[str, tuple[list[Block], list[str]]] = {
    "code and name open the paragraph": (
        [block("PI.1 – Visits to libraries: Fewer came."), block("It rained."), block("PI.2 – Loans of books: More.")],
        ["PI.1 comment 1-1: Fewer came. ¶ It rained.", "PI.2 comment 1-1: More."],
    ),
    "the name alone": ([block("Visits to libraries - Fewer came.")], ["PI.1 comment 1-1: Fewer came."]),
    "another sentence with a colon": ([block("Two branches are shut: Fewer came.")], []),
}


@pytest.mark.parametrize("why", RUN_IN)
def test_a_known_name_at_the_start_of_a_paragraph_opens_its_commentary(why: str) -> None:
    blocks, expected = RUN_IN[why]
    assert follow(*blocks, printed=KNOWN) == expected


BOXES: dict[str, tuple[str, list[str]]] = {
    "a frame around a text": (
        f"Fewer came. {'It rained. ' * 8}".strip(),
        [f"PI.1 comment 1-1: Fewer came. {'It rained. ' * 8}".strip()],
    ),
    "kinds beside their texts": (
        "Performance | Fewer came.\nImpact | Income fell.\nAssurance | A plan¶is in place.",
        [
            "PI.1 performance 1-1: Fewer came.",
            "PI.1 impact 1-1: Income fell.",
            "PI.1 assurance 1-1: A plan ¶ is in place.",
        ],
    ),
    "a table of other things": ("Branch | Visits\nCentral | 12", []),
    "a short framed word": ("Visits", []),
}


@pytest.mark.parametrize("why", BOXES)
def test_frames_under_a_heading(why: str) -> None:
    table, expected = BOXES[why]
    follower = Follower(built_in())
    follower.read(VISITS)
    assert follower.read_box(grid(table)) == bool(expected)
    follower.leave()
    told = [f"{p.code} {p.kind} {p.first_page}-{p.last_page}: {p.text}".replace("\n", " ¶ ") for p in follower.passages]
    assert told == expected
