"""When a doubt about the name of a row is settled by another place of the paper."""

from __future__ import annotations

import pytest

from extract.checks import check_paper
from schemas.layout import NOT_CLEAR
from schemas.paper import Remark

from .build import paper

HERE = "Indicator | Q1 2023-24\nPI.118 Children in our care per 10,000 | 84.2"


@pytest.mark.parametrize(
    ("elsewhere", "doubt", "severity", "why"),
    [
        ("PI.118 Children in our care per 10,000", NOT_CLEAR, "info", "page 2 prints this code before this name"),
        ("PI.118 Chi1dren in our care per 10,000", NOT_CLEAR, "warning", "with another digit it may be another"),
        ("PI.118 Children in our cave per 10,000", NOT_CLEAR, "info", "a letter more or less is the same name"),
        ("PI.118 Rent collected per 10,000", NOT_CLEAR, "warning", "the code stands before another name there"),
        ("PI.119 Children in our care per 10,000", NOT_CLEAR, "warning", "another code stands before it there"),
        ("PI.118 Children in our care per 10,000", "two names in one cell", "warning", "that is no doubt of OCR"),
    ],
)
def test_the_same_code_before_the_same_name_on_another_page(
    elsewhere: str, doubt: str, severity: str, why: str
) -> None:
    read = paper(HERE, f"Indicator | Q4 2022-23\n{elsewhere} | 86.2")
    said = Remark(check="name_in_doubt", severity="warning", page=1, printing=0, message=f'"PI.118" {doubt}')
    checked = check_paper(read.model_copy(update={"remarks": (said,)}), {1})
    assert [r.severity for r in checked.remarks if r.check == "name_in_doubt"] == [severity], why


def test_two_places_that_are_both_in_doubt_settle_nothing() -> None:
    read = paper(HERE, HERE.replace("Q1", "Q2"))
    said = [
        Remark(check="name_in_doubt", severity="warning", page=n + 1, printing=n, message=f'"PI.118" {NOT_CLEAR}')
        for n in (0, 1)
    ]
    checked = check_paper(read.model_copy(update={"remarks": tuple(said)}), {1, 2})
    assert [r.severity for r in checked.remarks if r.check == "name_in_doubt"] == ["warning", "warning"]
