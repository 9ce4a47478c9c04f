"""What a paper says around its tables: whose it is, which heading belongs to which table."""

from __future__ import annotations

import pytest

from extract.papers.council import council_of
from extract.papers.paper import read_paper
from extract.papers.vocabulary import built_in
from schemas.layout import Block, Box, Grid, Leaf

from .build import block, grid, leaf


@pytest.mark.parametrize(
    ("printed", "expected", "why"),
    [
        ("Westmarch Borough Council\nCabinet", "Westmarch", "a front sheet"),
        ("Code Indicator Strathcarron Council\nScotland", "Strathcarron", "the header of its own column"),
        ("Target Weston Council Actual", "Weston", "the header of its own column"),
        ("West Weston Council", "West Weston", "a point of the compass is no header"),
        ("Full Council", None, "a meeting"),
    ],
)
def test_whose_paper_it_is(printed: str, expected: str | None, why: str) -> None:
    page = Leaf(number=1, width=595, height=842, elements=(), text=printed, reader="text")
    assert council_of([page], built_in()) == expected, why


def heading(text: str, x0: float) -> Block:
    return block(text, kind="heading").model_copy(update={"page": 1, "box": Box(x0, 10, x0 + 80, 22)})


def table(code: str, x0: float) -> Grid:
    made = grid(f"Ref | Indicator | Q1 2023/24 | Target | RAG\n{code} | % of calls answered | 91% | 90% | Green")
    cells = tuple(
        c.model_copy(update={"box": c.box and Box(x0 + c.box.x0, 40 + c.box.top, x0 + c.box.x1, 40 + c.box.bottom)})
        for c in made.cells
    )
    return made.model_copy(update={"box": Box(x0, 40, x0 + 250, 80), "cells": cells})


def test_tables_side_by_side_keep_their_own_headings() -> None:
    """Every indicator of the left table stood under the heading of the right one."""
    page = leaf(heading("Customers", 30), heading("Finance", 320), table("C1", 20), table("F1", 310))
    paper = read_paper([page], built_in())
    assert [(row.code, row.heading) for row in paper.rows] == [("C1", "Customers"), ("F1", "Finance")]


def test_tables_side_by_side_without_a_border_between_them_are_read_each() -> None:
    """The figures of the second and the third table were lost without a word."""
    both = grid("""
        Indicator | Q2 2023/24 | Target | Indicator    | Q2 2023/24 | Target
        Calls     | 91%        | 90%    | Bins missed  | 120        | 100
        Visits    | 640        | 600    | Homes re-let | 21         | 25
    """)
    paper = read_paper([leaf(both)], built_in())
    found = [(p.label, p.measure, str(p.reading.value)) for p in paper.printings]
    assert found == [
        ("Calls", "outturn", "91"), ("Calls", "target", "90"), ("Visits", "outturn", "640"), ("Visits", "target", "600"),
        ("Bins missed", "outturn", "120"), ("Bins missed", "target", "100"),
        ("Homes re-let", "outturn", "21"), ("Homes re-let", "target", "25"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "why"),
    [
        ("Calls | 91% | 92%\nTarget | 90% | 90%\nVisits | 640 | 700\nTarget | 600 | 610", "targets below the figures"),
        (
            "Calls | |\nActual | 91% | 92%\nTarget | 90% | 90%\nVisits | |\nActual | 640 | 700\nTarget | 600 | 610",
            "names on a line of their own",
        ),
    ],
)
def test_rows_of_targets_among_the_names_are_no_indicators(printed: str, why: str) -> None:
    """The targets were lost without a word."""
    paper = read_paper([leaf(grid("Indicator | Q1 2023/24 | Q2 2023/24\n" + printed))], built_in())
    found = {(p.label, p.measure, p.period.text if p.period else None, str(p.reading.value)) for p in paper.printings}
    assert found == {
        ("Calls", "outturn", "2023-24 Q1", "91"), ("Calls", "outturn", "2023-24 Q2", "92"),
        ("Calls", "target", "2023-24 Q1", "90"), ("Calls", "target", "2023-24 Q2", "90"),
        ("Visits", "outturn", "2023-24 Q1", "640"), ("Visits", "outturn", "2023-24 Q2", "700"),
        ("Visits", "target", "2023-24 Q1", "600"), ("Visits", "target", "2023-24 Q2", "610"),
    }, why  # fmt: skip


def test_a_score_beside_the_second_of_its_rows_is_the_indicators() -> None:
    table = grid("""
        Indicator |        | Q1 2023/24 | RAG
        Calls     | Target | 90%        |
                  | Actual | 91%        | Green
        Visits    | Target | 600        |
                  | Actual | 540        | Red
    """)
    paper = read_paper([leaf(table)], built_in())
    assert [(row.label, row.score) for row in paper.rows] == [("Calls", "green"), ("Visits", "red")]


def test_a_table_that_prints_codes_and_no_names_takes_the_names_from_another() -> None:
    """Further columns on the next page with the codes again, and nothing else to say whose they are."""
    first = grid("Code | Indicator | Q1 2023/24\nPI.1 | Calls | 91%\nPI.2 | Visits | 640", page=1)
    again = grid("Code | Q2 2023/24 | Target\nPI.1 | 92% | 90%\nPI.2 | 700 | 600", page=2)
    paper = read_paper([leaf(first), leaf(again, number=2)], built_in())
    found = [(p.label, p.measure, str(p.reading.value)) for p in paper.printings if p.place.page == 2]
    assert found == [
        ("Calls", "outturn", "92"),
        ("Calls", "target", "90"),
        ("Visits", "outturn", "700"),
        ("Visits", "target", "600"),
    ]


PLAIN = "Ref | Indicator | Q1 2023/24 | Q2 2023/24 | Target 2023/24\nPI.1 | % of calls answered | 91% | 92% | 90%"
SCORED = "Ref | Indicator | Q2 2023/24 | Target 2023/24 | RAG\nPI.1 | % of calls answered | 92% | 90% | Green"


@pytest.mark.parametrize(
    ("heading", "tables", "expected", "why"),
    [
        ("Customers", [PLAIN], [("Customers", None)], "a scorecard without scores still has its headings and periods"),
        ("Indicators below target", [PLAIN], [], "a list of what missed its target is no scorecard"),
        ("Customers", [PLAIN, SCORED], [("Customers", "green")], "the scorecard judges what the list only names"),
    ],
)
def test_which_rows_are_assessments(
    heading: str, tables: list[str], expected: list[tuple[str, str | None]], why: str
) -> None:
    found = read_paper([leaf(block(heading, kind="heading"), *(grid(t) for t in tables))], built_in()).rows
    assert [(row.heading, row.score) for row in found] == expected, why


def test_a_score_in_words_before_its_comment_is_the_score_and_no_part_of_the_comment() -> None:
    table = grid("""
        Indicator | Q1 2023/24 | Target | RAG and narrative
        Calls     | 91%        | 90%    | Green: more staff answered the phone.
        Visits    | 540        | 600    | Red - two libraries were closed for repair.
    """)
    paper = read_paper([leaf(table)], built_in())
    assert [(row.label, row.score) for row in paper.rows] == [("Calls", "green"), ("Visits", "red")]
    assert [p.text for p in paper.passages] == [
        "more staff answered the phone.",
        "two libraries were closed for repair.",
    ]


def test_a_short_sentence_across_the_table_is_a_comment_on_the_row_above() -> None:
    """It stood as the council's priority over the row below it, and the comment was lost."""
    table = grid("""
        Indicator | Q1 2023/24 | Target | RAG
        Calls     | 91%        | 90%    | Green
        More staff answered the phone in May. >4
        Visits    | 540        | 600    | Red
        Two libraries were closed for repair. >4
    """)
    paper = read_paper([leaf(table)], built_in())
    assert [(p.label, p.text) for p in paper.passages] == [
        ("Calls", "More staff answered the phone in May."), ("Visits", "Two libraries were closed for repair."),
    ]  # fmt: skip
    assert [row.heading for row in paper.rows] == [None, None]


def test_a_priority_that_is_a_sentence_heads_its_rows() -> None:
    table = grid("""
        Indicator | Q1 2023/24 | Target
        We keep people safe in their homes. >3
        Calls     | 91%        | 90%
        We make this a good place to live. >3
        Visits    | 540        | 600
    """)
    assert read_paper([leaf(table)], built_in()).passages == ()


def test_text_under_tables_of_one_indicator_each_is_about_that_indicator() -> None:
    """Each small table stands under its code and name, which nothing prints before: its text was about nobody."""
    small = "2022/23 | Q1 2023/24 | Target 2023/24 | Status\n{} | {} | {} | Green"
    elements: list[Block | Grid] = [block("Customer services", kind="heading")]
    for n, name in enumerate(("Percentage of calls answered", "Number of visits", "Average wait (days)"), 1):
        elements += [
            block(f"CUS/0{n}: {name}", kind="heading"),
            grid(small.format(80 + n, 82 + n, 81 + n)),
            block("Performance summary", kind="heading"),
            block(f"More people came than in the year before, as was hoped for in plan number {n}."),
            block("Risks and impact", kind="heading"),
            block(f"Nothing is known that would put the result at risk in part {n} of the year."),
        ]
    found = read_paper([leaf(*elements)], built_in()).passages
    expected = [(f"CUS/0{n}", kind) for n in (1, 2, 3) for kind in ("performance", "impact")]
    assert [(p.code, p.kind) for p in found] == expected


def test_a_code_before_a_dash_is_that_of_the_scorecard() -> None:
    """ "P02 – Street lights" in a small table was a name without a code: the scorecard prints P02 in its own column."""
    scorecard = "Ref | Indicator | Q1 2023/24 | Target\nP01 | % of bins | 91% | 90%\nP02 | % of lights | 97% | 98%"
    small = "Indicator | Q1 2023/24 | Target 2023/24\nP02 – % of lights | 97% | 98%"
    found = read_paper([leaf(grid(scorecard), grid(small))], built_in()).printings
    assert [(p.code, p.label) for p in found[-2:]] == [("P02", "% of lights")] * 2
