"""When one paper prints a figure differently in two places."""

from __future__ import annotations

import pytest

from extract.checks.disagreement import printed_differently
from schemas.paper import Remark

from .build import about, paper

LIST = """
    Indicators below target | Q1 2023-24 | Target
    PI.1 Visits to libraries | {} | {}
    """
CARD = """
    Performance Indicator   | 2023-24 >2
    ^                       | Qtr. 1 outturn | Target
    PI.1 Visits to libraries | {} | {}
    """

SPEAKS = {
    "the target": (("1.9%", "2.6%"), ("1.9%", "2.8%"), ["p1 2.6%", "p2 2.8%"]),
    "digits changed places": (("85.8%", "90%"), ("58.8%", "90%"), ["p1 85.8%", "p2 58.8%"]),
    "a point that was lost": (("5.71", "60"), ("57.1", "60"), ["p1 5.71", "p2 57.1"]),
    "one without its unit": (("85.8", "90"), ("58.8%", "90%"), ["p1 85.8", "p2 58.8%"]),
    "further apart than rounding": (("65.91%", "70%"), ("66.0%", "70%"), ["p1 65.91%", "p2 66.0%"]),
}


@pytest.mark.parametrize("why", SPEAKS)
def test_it_speaks_of_both(why: str) -> None:
    first, second, expected = SPEAKS[why]
    read = paper(LIST.format(*first), CARD.format(*second))
    assert sorted(about(read, list(printed_differently(read)))) == sorted(expected)


QUIET = {
    "the same": (("1.9%", "2.6%"), ("1.9%", "2.6%")),
    "rounded": (("65.91%", "70%"), ("65.9%", "70%")),
    "rounded up at the half": (("65.5%", "70%"), ("66%", "70%")),
    "rounded to thousands": (("£135,400", "£200k"), ("£135k", "£200k")),
    "a share and a sum of money": (("12%", "20%"), ("£135k", "£200k")),
    "one is missing": (("New measure", "70%"), ("65.9%", "")),
}


@pytest.mark.parametrize("why", QUIET)
def test_it_stays_quiet(why: str) -> None:
    first, second = QUIET[why]
    read = paper(LIST.format(*first), CARD.format(*second))
    assert list(printed_differently(read)) == []


def test_other_quarters_names_and_comparators_are_other_figures() -> None:
    read = paper(
        """
        Indicator                | Q4 2022-23 | Q1 2023-24 | England
        PI.1 Visits to libraries | 10         | 11         | 12
        PI.2 Loans of books      | 20         | 21         | 22
        """,
        """
        Indicator                | Q2 2023-24 | England
        PI.1 Visits to libraries | 13         | 14
        """,
    )
    assert list(printed_differently(read)) == []


def test_parts_of_one_indicator_under_its_code_are_other_figures() -> None:
    """Major and minor applications of one code contradicted each other."""
    read = paper(
        """
        Ref  | Indicator            | Part  | Q1 2023-24
        PI.1 | Applications decided | major | 88.0%
        ^    | ^                    | minor | 79.4%
        """
    )
    assert list(printed_differently(read)) == []


def test_one_code_over_two_names_is_two_measures() -> None:
    """PI.655 was library visits, and is places for two-year-olds: nobody says that their figures should agree."""
    read = paper(
        "Indicator | Q1 2023-24\nPI.655 Visits to libraries | 10",
        "Indicator | Q1 2023-24\nPI.655 Two-year-olds with a funded place in a nursery | 80",
    )
    assert list(printed_differently(read)) == []


def test_names_without_a_code_are_compared_too() -> None:
    read = paper("Indicator | Q1 2023-24\nLong-term sickness | 1.4", "Indicator | Q1 2023-24\nLong term sickness | 1.5")
    assert about(read, list(printed_differently(read))) == ["p1 1.4", "p2 1.5"]


def test_it_says_where_the_other_is_printed() -> None:
    read = paper(LIST.format("1.9%", "2.6%"), CARD.format("1.9%", "2.8%"))
    first, second = printed_differently(read)
    assert first.message.endswith("for 2023-24 is printed here as 2.6% and on page 2 as 2.8%")
    assert second.suggestion == "2.6%, if page 1 is right"


def shifted(*tables: str, doubted: str) -> list[str]:
    """What is doubted where the row with this figure may be shifted."""
    read = paper(*tables)
    row = [p for p in read.printings if p.reading.raw == doubted][-1]
    doubts = tuple(
        Remark(check="row_in_doubt", severity="warning", message="", printing=n)
        for n, p in enumerate(read.printings)
        if (p.table, p.row) == (row.table, row.row)
    )
    return about(read, list(printed_differently(read.model_copy(update={"remarks": doubts}))))


CLEAR = "Indicator | Q4 2022-23 | Q1 2023-24\nPI.1 Visits | 80 | {}"
SHIFTED = "Indicator | Q1 2023-24\nPI.1 Visits | {}"


@pytest.mark.parametrize(
    ("clear", "moved", "expected", "why"),
    [
        ("119", "80", ["p2 80"], "80 stands there a quarter earlier: that is by how much the row is shifted"),
        ("119", "81", ["p1 119", "p2 81"], "81 stands nowhere: either may be wrong"),
    ],
)
def test_a_row_that_may_be_shifted_speaks_against_itself(clear: str, moved: str, expected: list[str], why: str) -> None:
    assert shifted(CLEAR.format(clear), SHIFTED.format(moved), doubted=moved) == expected, why
