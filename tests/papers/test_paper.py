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
