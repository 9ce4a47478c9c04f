"""When a score contradicts the value and the target beside it."""

from __future__ import annotations

import pytest

from extract.checks.judgement import score_against_target

from .build import about, paper


def said(*tables: str) -> list[str]:
    read = paper(*tables)
    return about(read, list(score_against_target(read)))


ONE = """
    Indicator   | Good is | Q1 2023-24 | Target | Score
    PI.1 Visits | {}      | {}         | {}     | {}
    """


@pytest.mark.parametrize(
    ("good", "value", "target", "score", "why"),
    [
        ("Low", "26.6%", "15%", "★", "above its target, where smaller is better"),
        ("High", "10", "12", "★", "below its target"),
        ("High", "14", "12", "▲", "above its target"),
        ("High", "14", "12", "●", "ahead is not within tolerance"),
    ],
)
def test_it_speaks_where_the_polarity_is_printed(good: str, value: str, target: str, score: str, why: str) -> None:
    assert said(ONE.format(good, value, target, score)) == [f"p1 {value}", f"p1 {target}"], why


@pytest.mark.parametrize(
    ("good", "value", "target", "score", "why"),
    [
        ("High", "14", "12", "★", "ahead"),
        ("Low", "10", "12", "★", "ahead"),
        ("High", "10", "12", "▲", "behind"),
        ("High", "11.9", "12", "●", "behind by a little"),
        ("High", "12", "12", "★", "on target"),
        ("High", "12", "12", "●", "on target may be amber"),
        ("", "26.6%", "15%", "★", "nobody says which way is good"),
        ("High", "New measure", "12", "★", "no value"),
        ("High", "10", "", "★", "no target"),
        ("High", "10", "12", "", "no score"),
    ],
)
def test_it_stays_quiet(good: str, value: str, target: str, score: str, why: str) -> None:
    assert said(ONE.format(good, value, target, score)) == [], why


ELSEWHERE = """
    Indicator   | Q4 2022-23 | Target | Score
    PI.1 Visits | 72         | 60     | ▲
    """
HERE = """
    Indicator   | Q1 2023-24 | Target | Score
    PI.1 Visits | 72         | 60     | ★
    """


def test_scores_of_the_same_measure_that_contradict_each_other_are_both_doubted() -> None:
    """Neither says which of them is wrong: each is held against the other."""
    assert said(ELSEWHERE, HERE) == ["p1 72", "p1 60", "p2 72", "p2 60"]


def test_evidence_that_contradicts_itself_says_nothing() -> None:
    third = HERE.replace("Q1 2023-24", "Q2 2023-24")
    assert said(ELSEWHERE, ELSEWHERE.replace("Q4", "Q3"), HERE, third) == []


def test_arrows_between_quarters_tell_the_polarity() -> None:
    table = """
        Indicator   | Q4 2022-23 | Q1 2023-24 | Target | Score | Short term trend
        PI.1 Visits | 60         | 72         | 65     | ★     | {}
        """
    assert said(table.format("↘")) == ["p1 72", "p1 65"]
    assert said(table.format("↗")) == []
    assert said(table.format("→")) == []


def test_two_targets_are_none() -> None:
    table = """
        Indicator   | Good is | Q1 2023-24 | Target 2022-23 | Target 2023-24 | Score
        PI.1 Visits | High    | 10         | 8              | 12             | ★
        """
    assert said(table) == []


YEAR = """
    Indicator   | Good is | Q1 2022-23 | Q2 2022-23 | Q3 2022-23 | Q2 2023-24 | Target 2023-24 | Score
    PI.1 Visits | {}      | {}         | {}         | {}         | {}         | {}             | {}
    """


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (("High", "27.9%", "54.2%", "81.1%", "54.0%", "97%", "★"), "council tax adds up over the year"),
        (("Low", "1.9", "4.1", "6.0", "5.1", "8", "▲"), "days of sickness add up, and are too many for half a year"),
        (("High", "", "", "", "54.0%", "97%", "★"), "half a year may be half of the target"),
        (("High", "1,210", "1,190", "1,260", "1,235", "5,000", "★"), "each quarter has its visits"),
        (("High", "", "", "", "612", "5,000", "★"), "a quiet season has few"),
    ],
)
def test_a_quarter_is_not_held_against_the_target_of_a_year_that_it_is_part_of(
    cells: tuple[str, ...], why: str
) -> None:
    """The score check warned of 27.9% of council tax by June against 97% by March."""
    assert said(YEAR.format(*cells)) == [], why


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (("High", "81.1%", "80.9%", "81.7%", "40.0%", "80%", "★"), "these do not add up"),
        (("High", "", "", "", "70.0%", "97%", "★"), "more than a half, less than all"),
        (("Low", "27", "54", "81", "120", "97", "★"), "more than the year's already"),
    ],
)
def test_it_is_where_it_is_no_part(cells: tuple[str, ...], why: str) -> None:
    assert said(YEAR.format(*cells)) == [f"p1 {cells[4]}", f"p1 {cells[5]}"], why


def test_a_council_that_is_content_with_a_little_less_is_not_doubted() -> None:
    """Green within a twentieth of the target, twice: the council has a tolerance."""
    header = "Indicator | Good is | Q1 2023-24 | Target | Score"
    rows = [f"PI.{n} Measure {n} | High | {n + 50} | {n + 40} | ★" for n in range(8)]
    assert said("\n".join([header, *rows, "PI.90 Visits | High | 97 | 100 | ★"])) == ["p1 97", "p1 100"]
    content = ["PI.90 Visits | High | 97 | 100 | ★", "PI.91 Loans | High | 96 | 100 | ★"]
    assert said("\n".join([header, *rows, *content])) == []
    assert said("\n".join([header, content[0]])) == []


def test_no_tolerance_makes_red_what_is_ahead_of_its_target() -> None:
    """A red triangle beside 97.5% against 92% passed, since another score of the paper was lenient."""
    header = "Indicator | Good is | Q1 2023-24 | Target | Score"
    rows = [f"PI.{n} Measure {n} | High | {n + 50} | {n + 40} | ★" for n in range(8)]
    strange = ["PI.90 Visits | High | 97 | 100 | ★", "PI.91 Loans | High | 97.5% | 92% | ▲"]
    assert said("\n".join([header, *rows, *strange])) == ["p1 97", "p1 100", "p1 97.5%", "p1 92%"]
