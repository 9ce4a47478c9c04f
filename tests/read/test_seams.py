"""Cells that touch: a word ends where the cell beside it begins, as Word and spreadsheets print narrow columns."""

from __future__ import annotations

import pytest

from tests.tables.draw import Sheet, width_of

SIZE = 9.0
COLUMN = 200.0


def words_of(left: str, right: str, *, others: tuple[str, ...] = ("44.1%", "45.0%", "47.9%")) -> list[str]:
    """The words of a page on which `right` begins a column at the very end of `left`."""
    sheet = Sheet()
    sheet.text(40, 30, "Performance of the services against their targets in the year that ended in March", SIZE)
    for n, other in enumerate(others):
        sheet.text(60, 80 + 14 * n, "Visits", SIZE)
        sheet.text(COLUMN, 80 + 14 * n, other, SIZE)
    sheet.text(COLUMN - width_of(left, "Helvetica", SIZE), 160, left, SIZE)
    sheet.text(COLUMN, 160, right, SIZE)
    return [w.text for w in sheet.read()[0].words if w.box.middle[1] > 150]


@pytest.mark.parametrize(
    ("left", "right", "printed", "why"),
    [
        ("composting or", "43.6%", ["composting", "or", "43.6%"], "a name and its figure"),
        ("Year end", "Q1", ["Year", "end", "Q1"], "two headers"),
        ("2.9%", "3.1%", ["2.9%", "3.1%"], "two figures"),
        ("2.9 days", "3.1 days", ["2.9", "days", "3.1", "days"], "two figures with units"),
        ("collections*", "Quarterly", ["collections*", "Quarterly"], "a name with its note mark, and how often"),
        ("KPI 8", "where", ["KPI", "8", "where"], "a code and a name"),
        ("(1", "43)", ["(143)"], "one figure, whose digits stand in the column by chance"),
        ("1,2", "43", ["1,243"], "one figure with its thousands"),
        ("Q", "1", ["Q1"], "a quarter"),
        ("reduc", "ing", ["reducing"], "a word"),
    ],
)
def test_a_word_is_cut_where_a_column_begins(left: str, right: str, printed: list[str], why: str) -> None:
    assert words_of(left, right) == printed, why


def test_comments_across_the_table_do_not_hide_a_column() -> None:
    """A code and its name were one word where as many comments ran over the place as names began there."""
    sheet = Sheet()
    sheet.text(40, 30, "Performance of the services against their targets in the year that ended in March", SIZE)
    for n in range(4):
        sheet.text(COLUMN, 80 + 28 * n, "Visits", SIZE)
        sheet.text(60, 94 + 28 * n, "Comment: the service expects to be on course by the summer", SIZE)
    sheet.text(COLUMN - width_of("NI 104", "Helvetica", SIZE), 200, "NI 104", SIZE)
    sheet.text(COLUMN, 200, "Average days", SIZE)
    assert [w.text for w in sheet.read()[0].words if w.box.middle[1] > 190] == ["NI", "104", "Average", "days"]


def test_no_word_is_cut_where_no_column_begins() -> None:
    assert words_of("or", "43.6%", others=("44.1%",)) == ["or43.6%"]


@pytest.mark.parametrize(
    ("left", "right", "printed"),
    [
        ("Q4 2023", "Q1 2024/25", ["Q4", "2023", "Q1", "2024/25"]),
        ("Target", "2024/25", ["Target", "2024/25"]),
        ("over", "lapping", ["overlapping"]),
    ],
)
def test_a_header_that_is_cut_at_its_border_is_no_part_of_the_next(left: str, right: str, printed: list[str]) -> None:
    """A spreadsheet cuts a long header where the next cell is filled; both were one word, and so of one period."""
    sheet = Sheet()
    sheet.text(COLUMN - width_of(left, "Helvetica", SIZE), 60, left, SIZE)
    sheet.text(COLUMN, 60, right, SIZE)
    sheet.line(COLUMN, 40, COLUMN, 80)
    assert [w.text for w in sheet.read()[0].words] == printed
