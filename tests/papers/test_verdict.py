"""Which tables are scorecards, and what the others are."""

from __future__ import annotations

import pytest

from extract.papers.columns.headers import header_of
from extract.papers.verdict import Verdict, verdict_on
from extract.papers.vocabulary import built_in

from .build import grid


def verdict(table: str, caption: str = "") -> Verdict:
    laid = grid(table)
    return verdict_on(laid, header_of(laid, built_in()), caption, built_in())


READ = {
    "scorecard": [
        """
        Performance Indicator | 2022-23 | 2023-24 >2
        ^                     | Q4      | Q1 | Target | Score | Trend
        PI.1 Visits           | 10      | 12 | 15     | ▲     | ↗
        """,
        """
        KPI                 | Good is | Actual Jun-23 | Target Jun-23 | RAG
        Visits to libraries | High    | 1,984         | 2,000         | R
        Loans of books      | High    | 984           | 1,000         | A
        """,
        """
        Ref     | Description         | 2021/22 | 2022/23 | Direction of travel | Comments
        LI 12   | Visits to libraries | 10%     | 12%     | ↑                   | It rained.
        """,
    ],
    "list of indicators": [
        """
        Performance indicators below target | Q1 2023-24 | Target
        PI.1 Visits                         | 10         | 12
        """,
        """
        PI                       | 2020/21 | 2021/22 | 2022/23
        NI 59 Assessments        | 79.2%   | 80%     | 81%
        """,
    ],
}


@pytest.mark.parametrize(("reason", "table"), [(reason, table) for reason, tables in READ.items() for table in tables])
def test_tables_of_indicators(reason: str, table: str) -> None:
    assert verdict(table) == ("read", reason)


SET_ASIDE = {
    "a budget or monitoring of money": """
        Service   | Revised budget £000 | Forecast outturn £000 | Variance £000
        Libraries | 1,984               | 2,010                 | 26
        Museums   | 500                 | 490                   | -10
        """,
    "a risk register or matrix": """
        Risk         | Likelihood | Impact | Risk rating | Mitigation
        Staff leave  | 3          | 4      | 12          | Recruit
        """,
    "an action plan, tracker or work programme": """
        Action            | Lead officer | Deadline   | Progress update
        Open on Sundays   | A Smith      | March 2024 | 50%
        """,
    "a list of wards, areas or schools": """
        Ward     | 2021/22 | 2022/23
        St James | 12      | 14
        Netherton | 15     | 11
        """,
    "membership or attendance": """
        Councillor | Attendance 2022/23 | Apologies
        A Smith    | 4                  | 1
        """,
    "complaints, compliments or enquiries": """
        Nature of complaint | Q1 2023/24 | Q2 2023/24
        Delay               | 12         | 14
        """,
    "counts of initiatives and indicators": """
        Priority | Key initiatives | Corporate KPI's
        Safe     | 12              | 14
        """,
    "a contents list": """
        Contents      | Page number
        Introduction  | 3
        """,
}


@pytest.mark.parametrize("reason", SET_ASIDE)
def test_tables_of_something_else(reason: str) -> None:
    assert verdict(SET_ASIDE[reason]) == ("set_aside", reason)


@pytest.mark.parametrize(
    ("table", "caption"),
    [
        (
            "Area | 2011 | 2021 | Change\nNorthtown | 312,925 | 323,500 | 3.4%\nWestshire | 551,594 | 566,100 | 2.6%",
            "Census population",
        ),
        (
            "Indicator | 2022/23 Actual | 2023/24 Estimate\nNet debt | £80m | £85m\nLimit | £150m | £150m",
            "Prudential indicators",
        ),
    ],
    ids=["population", "prudential"],
)
def test_figures_over_years_that_are_no_measures_of_performance(table: str, caption: str) -> None:
    assert verdict(table, caption).verdict != "read"


def test_a_matrix_of_risks_has_no_header() -> None:
    table = """
        5 | 10 | 15
        4 | 8  | 12
        3 | 6  | 9
        """
    assert verdict(table, caption="Risk matrix").verdict == "set_aside"


def test_the_heading_above_says_what_a_table_is() -> None:
    table = """
        Measure | 2021/22 | 2022/23
        Housing | 12      | 14
        """
    assert verdict(table, caption="Complaints received") == Verdict(
        "not_understood", "looks like figures over time, or complaints, compliments or enquiries"
    )
    assert verdict(table, caption="How we did").verdict == "read"


def test_a_scorecard_may_speak_of_budgets_and_complaints() -> None:
    """A word of budgets in one header does not outweigh codes, periods, a target and a score."""
    table = """
        Performance Indicator                   | Q4 2022-23 | Q1 2023-24 | Target | Score | Budget holder
        PI.47 Complaints answered within 20 days | 77%       | 79%        | 85%    | ▲     | A Smith
        """
    assert verdict(table, caption="Budget and performance").verdict == "read"


def test_figures_over_time_of_nobody_knows_what_are_reported() -> None:
    table = """
                     | 2021/22 | 2022/23
        Meals        | 12      | 14
        Lunch clubs  | 15      | 11
        """
    assert verdict(table).verdict == "not_understood"


def test_a_table_without_figures_is_set_aside() -> None:
    table = """
        Indicator | Q1 2023-24 | Target
        Visits    | rose       | rise
        """
    assert verdict(table) == ("set_aside", "no figures below its header")


def test_a_scorecard_whose_figures_nobody_can_read_is_reported() -> None:
    """A font without names for its digits: the whole table was set aside without a word."""
    table = """
        Code | Indicator | Q1 2023/24 | Target | RAG
        PI.1 | Visits    | aB;c       | dB;c   | R
        PI.2 | Loans     | aD;c       | dE;c   | G
    """
    assert verdict(table).verdict == "not_understood"


def test_sums_in_thousands_under_descriptions_are_a_budget_though_years_stand_over_them() -> None:
    table = """
        Ref | Headline description | Directorate | 2025-26 £000's | 2026-27 £000's | 2027-28 £000's
        1   | Service redesign     | Adults      | -12,868.7      | -488.7         | 0.0
        2   | School transport     | Children    | 8,464.4        | 0.0            | 0.0
        """
    assert verdict(table) == Verdict("set_aside", "a budget or monitoring of money")


def test_a_scorecard_whose_header_was_lost_is_reported() -> None:
    table = """
        Annual report             | Year end | 2012/13 | Target
                                  |          | value   |
        % of assessments in time  | 85%      | 83.3%   | 90%
        Number of plans reviewed  | 5        | 4       | 6
        """
    assert verdict(table).verdict in ("read", "not_understood")
