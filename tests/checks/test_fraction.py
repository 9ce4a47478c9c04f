"""When a bracketed fraction does not give its headline."""

from __future__ import annotations

import pytest

from extract.checks import check_paper
from schemas.paper import Remark

from .build import about, paper


def fractions(label: str, cell: str) -> tuple[list[str], list[Remark]]:
    """What is said of the figure when its row was read, and by the checks."""
    read = paper(f"Indicator | Q1 2023-24\nPI.1 {label} | {cell}")
    remarks = [r for r in check_paper(read).remarks if r.check == "fraction"]
    return about(read, remarks), remarks


@pytest.mark.parametrize(
    ("label", "cell"),
    [
        ("% of visits", "2.2% (112 / 6,912)"),
        ("% of visits", "2.2 (112 / 6,912)"),
        ("Children in need per 10,000", "84.2 (576 / 66,446)"),
        ("% of visits", "85% (58/100)"),
        ("% of visits", "1.28% (96 / 7,459)"),
    ],
)
def test_it_speaks(label: str, cell: str) -> None:
    said, remarks = fractions(label, cell)
    assert said == [f"p1 {cell}"], "once, not twice"
    assert remarks[0].severity == "warning"


@pytest.mark.parametrize(
    ("label", "cell"),
    [
        ("% of visits", "1.3% (96 / 7,459)"),
        ("% of visits", "1.29% (96 / 7,459)"),
        ("Children in need per 10,000", "86.7 (576 / 66,446)"),
        ("% of visits", "50% (1/2)"),
        ("% of visits", "36.4% (46,387.68)"),
        ("% of visits", "12%"),
        ("Visits", "12 (12 / 40)"),
        ("% of visits", "New measure"),
        ("% of visits", ""),
    ],
)
def test_it_stays_quiet(label: str, cell: str) -> None:
    assert fractions(label, cell)[0] == []
