"""Figures in columns that no table covers are never passed over without a word."""

from __future__ import annotations

import pytest

from extract.tables.stray import stray_figures

from .draw import Sheet

CASES = [
    (["Missed bins|61.0|58.2", "Visits made|410|432", "Days lost|9.1|8.7"], 1, "names and figures in columns"),
    (["Missed bins|61.0|58.2", "Visits made|410|432"], 0, "two lines are an aside"),
    (
        ["1|Apologies|1 - 2", "2|Minutes of the meeting|3 - 8", "3|Performance|9 - 14"],
        0,
        "items and pages of an agenda",
    ),
    (["61.0|58.2|57.0", "410|432|431", "9.1|8.7|8.1"], 0, "figures without a word: the labels of a chart"),
]


@pytest.mark.parametrize(("lines", "expected", "why"), CASES)
def test_figures_outside_tables(lines: list[str], expected: int, why: str) -> None:
    sheet = Sheet()
    for n, line in enumerate(lines):
        for k, text in enumerate(line.split("|")):
            sheet.text(40 + 160 * k, 60 + 14 * n, text, 9)
    assert len(stray_figures(sheet.read()[0].words, ())) == expected, why
