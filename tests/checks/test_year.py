"""When the figures of a year contradict those of its quarters, and when what adds up falls."""

from __future__ import annotations

import pytest

from extract.checks.year import falling_count, year_against_quarters

from .build import about, paper

YEARS = """
    Indicator            | Q1 2022-23 | Q2 2022-23 | Q3 2022-23 | Q4 2022-23 | 2022-23 | Target 2022-23
    PI.1 Visits          | 210        | 230        | 250        | 220        | 910     | 900
    PI.2 % paid          | 27.9%      | 55.1%      | 82.0%      | 96.4%      | 96.4%   | 97%
    PI.3 % of reviews    | 91.2%      | 93.0%      | 92.2%      | 90.1%      | 91.7%   | 95%
    PI.4 Days of absence | 2.21       | 2.34       | 2.58       | 2.49       | 9.62    | 8
    PI.5 {}
    """


@pytest.mark.parametrize(
    ("row", "doubted", "why"),
    [
        (
            "% of homes | 4.1% | 4.4% | 4.3% | 4.2% | 5.2% | 4%",
            True,
            "no average of its quarters, nor the last of them",
        ),
        ("Days | 2.21 | 2.34 | 2.58 | 2.49 | 96.2 | 8", True, "the point of the sum is lost"),
        ("Reports | 402 | 815 | 1,190 | 1,602 | 1,620 | 1,500", True, "the year of a cumulative count is its last"),
        ("% of homes | 4.1% | 4.4% | 4.3% | 4.2% | 4.3% | 4%", False, "between them, as an average is"),
        ("Reports | 402 | 815 | 1,190 | 1,602 | 1,602 | 1,500", False, "the last"),
        ("% of homes | 33.3% | 33.3% | 33.3% | 33.4% | 33.35% | 4%", False, "rounding"),
        ("Visits | 2.1 | 2.3 | 2.5 | 2.2 | 9.2 | 9", False, "a sum of rounded figures"),
        ("Visits | 210 | | 250 | 220 | 970 | 900", False, "a quarter is missing"),
        ("Rank | 3rd | 4th | 2nd | 3rd | n/a | 1st", False, "no year"),
    ],
)
def test_a_year_and_its_quarters(row: str, doubted: bool, why: str) -> None:
    read = paper(YEARS.format(row))
    figures = [cell.strip() for cell in row.split("|")[1:6]]
    assert about(read, list(year_against_quarters(read))) == (
        [f"p1 {f}" for f in [figures[-1], *figures[:-1]]] if doubted else []
    ), why


def test_a_table_whose_years_come_about_otherwise_is_left_alone() -> None:
    """Rolling years, or another cohort: where most rows do not fit, none is doubted."""
    rows = "\n".join(f"PI.{n} % of pupils | 41% | 44% | 43% | 42% | {n}1% | 50%" for n in (5, 6, 7, 8))
    read = paper("Indicator | Q1 2022-23 | Q2 2022-23 | Q3 2022-23 | Q4 2022-23 | 2022-23 | Target 2022-23\n" + rows)
    assert list(year_against_quarters(read)) == []


COUNT = """
    Indicator | Q1 2022-23 | Q2 2022-23 | Q3 2022-23 | Q4 2022-23 | Q1 2023-24 | Q2 2023-24
    PI.1 {}
    """


@pytest.mark.parametrize(
    ("row", "doubted", "why"),
    [
        ("Fly-tips | 402 | 81.5 | 1,190 | 1,602 | 390 | 790", ["81.5"], "it cannot fall within the year"),
        ("Fly-tips | 402 | 815 | 790 | 1,602 | 390 | 790", ["790"], "less by December than by September"),
        ("Fly-tips | 402 | 815 | 1,190 | 1,602 | 390 | 790", [], "it begins anew every April"),
        ("Fly-tips | 402 | 815 | 815 | 1,602 | 390 | 790", [], "a quarter without any"),
        ("Visits | 402 | 415 | 390 | 402 | 390 | 410", [], "quarters by themselves"),
        ("Loans (cumulative) | 40 | 85 | 58 | | |", ["85", "58"], "it says that it adds up"),
        ("Loans (cumulative) | 40.1% | 38.5% | 39.0% | | |", [], "a share to date may fall"),
        ("Fly-tips | 402 | | 390 | | |", [], "nothing says that it adds up"),
    ],
)  # fmt: skip
def test_what_adds_up_cannot_fall(row: str, doubted: list[str], why: str) -> None:
    read = paper(COUNT.format(row))
    assert about(read, list(falling_count(read))) == [f"p1 {d}" for d in doubted], why
