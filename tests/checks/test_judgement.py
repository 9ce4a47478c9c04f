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
    assert said(ONE.format(good, value, target, score)) == [f"p1 {value}"], why


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
    assert said(ELSEWHERE, HERE) == ["p1 72", "p2 72"]


def test_evidence_that_contradicts_itself_says_nothing() -> None:
    third = HERE.replace("Q1 2023-24", "Q2 2023-24")
    assert said(ELSEWHERE, ELSEWHERE.replace("Q4", "Q3"), HERE, third) == []


def test_arrows_between_quarters_tell_the_polarity() -> None:
    table = """
        Indicator   | Q4 2022-23 | Q1 2023-24 | Target | Score | Short term trend
        PI.1 Visits | 60         | 72         | 65     | ★     | {}
        """
    assert said(table.format("↘")) == ["p1 72"]
    assert said(table.format("↗")) == []
    assert said(table.format("→")) == []


def test_two_targets_are_none() -> None:
    table = """
        Indicator   | Good is | Q1 2023-24 | Target 2022-23 | Target 2023-24 | Score
        PI.1 Visits | High    | 10         | 8              | 12             | ★
        """
    assert said(table) == []
