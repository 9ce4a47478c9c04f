"""When the rows of one column do not add up as those of the others do."""

from __future__ import annotations

import pytest

from extract.checks.totals import parts_and_totals

from .build import about, paper

HEADER = "Indicator | Q2 2022-23 | Q3 2022-23 | Q4 2022-23"
COUNTS = ("Complaints, housing | 12 | 10 | 14", "Complaints, roads | 30 | 31 | 28", "Total complaints | {} | 41 | 42")
SHARES = (
    "Survey: satisfied | 61.2% | 58.4% | 70.0%",
    "Survey: dissatisfied | {} | 30.1% | 20.0%",
    "Survey: no answer | 10.0% | 11.6% | 10.0%",
)


def said(*lines: str) -> list[str]:
    read = paper("\n".join((HEADER, *lines)))
    return about(read, list(parts_and_totals(read)))


def test_a_total_that_its_parts_do_not_give() -> None:
    assert said(*(line.format("24") for line in COUNTS)) == ["p1 12", "p1 30", "p1 24"]


def test_parts_of_a_hundred() -> None:
    assert said(*(line.format("82.8%") for line in SHARES)) == ["p1 61.2%", "p1 82.8%", "p1 10.0%"]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([line.format("42") for line in COUNTS], "they add up"),
        ([line.format("28.8%") for line in SHARES], "they add up"),
        ([line.format("28.7%") for line in SHARES], "each share is rounded"),
        ([COUNTS[0], COUNTS[1].replace("31", "30"), COUNTS[2].format("24")], "nothing says that they are to add up"),
        ([SHARES[0].replace("58.4", "57.1"), SHARES[1].format("30%"), SHARES[2]], "nothing says so"),
        ([COUNTS[0], "Total complaints | 13 | 10 | 14"], "a total of one"),
    ],
)
def test_it_stays_quiet(lines: list[str], why: str) -> None:
    assert said(*lines) == [], why
