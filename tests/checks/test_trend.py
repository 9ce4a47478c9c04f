"""When an arrow contradicts the quarters that it compares."""

from __future__ import annotations

from extract.checks.trend import ENOUGH_ARROWS, trend_against_quarters

from .build import about, paper

HEADER = "Indicator | Good is | Q4 2022-23 | Q1 2023-24 | Short term trend"


def rows(count: int, arrow: str = "↗") -> list[str]:
    """Rows that got better, with this arrow."""
    return [f"PI.{n} Measure of sort {n} | High | 10 | {n + 11} | {arrow}" for n in range(count)]


def said(*lines: str, header: str = HEADER) -> list[str]:
    read = paper("\n".join((header, *lines)))
    return about(read, list(trend_against_quarters(read)))


def test_it_speaks_of_the_one_that_is_against_its_figures() -> None:
    assert said(*rows(12), "PI.90 Odd one out | High | 10 | 9.1 | ↗") == ["p1 9.1", "p1 10"]
    assert said(*rows(12), "PI.90 Odd one out | Low | 10 | 12.7 | ↗") == ["p1 12.7", "p1 10"]


def test_it_stays_quiet_where_arrows_follow_the_figures() -> None:
    assert said(*rows(12), "PI.90 Lower is better | Low | 10 | 9.1 | ↗", "PI.91 Steady | High | 10 | 9 | →") == []


def test_it_stays_quiet_where_a_paper_means_something_else_by_its_arrows() -> None:
    """Some councils draw which way the figure went, whatever is good."""
    assert said(*rows(6), *(f"PI.{n} Lower is better | Low | 10 | {n} | ↗" for n in range(30, 34))) == []


def test_a_few_arrows_prove_nothing() -> None:
    assert said(*rows(ENOUGH_ARROWS - 2), "PI.90 Odd one out | High | 10 | 9.1 | ↗") == []


def test_it_stays_quiet_where_nothing_says_which_way_is_good() -> None:
    unsaid = HEADER.replace("Good is", "Owner")
    assert said(*(r.replace("High", "A Smith") for r in rows(12)), "PI.90 Odd | B | 10 | 9.1 | ↗", header=unsaid) == []


def test_an_arrow_over_a_year_looks_back_a_year() -> None:
    header = "Indicator | Good is | Q1 2022-23 | Q4 2022-23 | Q1 2023-24 | Annual trend"
    lines = [f"PI.{n} Measure of sort {n} | High | 9 | 99 | {n + 11} | ↗" for n in range(12)]
    assert said(*lines, header=header) == []
    assert said(*lines, "PI.90 Odd one out | High | 9 | 1 | 8.5 | ↗", header=header) == ["p1 8.5", "p1 9"]
