"""When a figure stands a power of ten from its own history, and when its percent sign was read as digits."""

from __future__ import annotations

import pytest

from extract.checks.history import far_from_history
from extract.checks.signs import decimal_comma, percent_sign

from .build import paper

ROW = "Indicator | Q2 2022-23 | Q3 2022-23 | Q4 2022-23 | Q1 2023-24 | Target\nPI.1 {} | {} | {} | {} | {} | {}"


def said(check: str, label: str, *cells: str) -> list[tuple[str, str, str | None]]:
    read = paper(ROW.format(label, *cells))
    rule = {"jump": far_from_history, "percent_sign": percent_sign, "decimal_comma": decimal_comma}[check]
    return [
        (read.printings[r.printing].reading.raw, r.severity, r.suggestion) for r in rule(read) if r.printing is not None
    ]


@pytest.mark.parametrize(
    ("cells", "raw", "severity", "meant"),
    [
        (("21.3", "20.9", "22.0", "213", ""), "213", "warning", "21.3"),
        (("92%", "93%", "9.2%", "95%", ""), "9.2%", "warning", "92"),
        (("1,204", "1,187", "1,250", "12", ""), "12", "info", "1200"),
        (("0.41", "0.97", "0.8", "8.04", ""), "8.04", "info", "0.804"),
        (("21.3", "20.9", "22.0", "21.1", "215"), "215", "warning", "21.5"),
    ],
)
def test_a_misplaced_point(cells: tuple[str, ...], raw: str, severity: str, meant: str) -> None:
    assert said("jump", "Visits", *cells) == [(raw, severity, f"{meant}, if the point is misplaced")]


def test_a_figure_that_no_misplaced_point_explains() -> None:
    assert said("jump", "Visits", "21.3", "20.9", "22.0", "90.0", "") == [("90.0", "info", None)]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (("21.3", "20.9", "22.0", "35.0", ""), "figures change"),
        (("21.3", "20.9", "22.0", "21.1", "90"), "a target may be far off"),
        (("10", "25", "61", "100", ""), "a history that grows says nothing"),
        (("21.3", "", "", "213", ""), "too short a history"),
        (("21.3", "20.9", "22.0", "0", ""), "nought is nought"),
        (("New measure", "20.9", "22.0", "n/a", ""), "no figures"),
    ],
)
def test_it_stays_quiet(cells: tuple[str, ...], why: str) -> None:
    assert said("jump", "Visits", *cells) == [], why


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("74.1%", "73.9%", "75.0%", "74.396", ""), [("74.396", "warning", "74.3%, if 96 is a percent sign misread")]),
        (("74.1%", "73.9%", "75.0%", "74.39", ""), [("74.39", "warning", "74.3%, if 9 is a percent sign misread")]),
        (("66%", "65%", "70%", "669", ""), [("669", "warning", "66%, if 9 is a percent sign misread")]),
        (("74.1%", "73.9%", "75.0%", "74.3", ""), []),
        (("74.1%", "73.9%", "75", "74.39", ""), []),
        (("74.12%", "73.9%", "75.0%", "74.39", ""), []),
    ],
)
def test_a_percent_sign_that_became_digits(cells: tuple[str, ...], found: list[tuple[str, str, str]]) -> None:
    assert said("percent_sign", "% of visits", *cells) == found


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("88.9", "88.8", "86.2", "85,2", ""), []),
        (("88.9", "", "", "85,2", ""), []),
        (("", "", "", "85,2", ""), [("85,2", "warning", "85.2 or 852, or a digit is lost")]),
        (("86%", "88%", "91%", "8,5%", ""), [("8,5%", "warning", "8.5 or 85, or a digit is lost")]),
        (("49.1%", "52.0%", "50.8%", "50.1%", "5,5%"), [("5,5%", "warning", "5.5 or 55, or a digit is lost")]),
        (("1.3", "12.4", "120.2", "12,5", ""), [("12,5", "warning", "12.5 or 125, or a digit is lost")]),
        (("1,204", "1,284", "1,310", "1,29", ""), [("1,29", "warning", "1.29 or 129, or a digit is lost")]),
        (("1,204", "1,284", "1,310", "1,297", ""), []),
    ],
)
def test_a_comma_where_no_point_belongs(cells: tuple[str, ...], found: list[tuple[str, str, str]]) -> None:
    assert said("decimal_comma", "Visits", *cells) == found


@pytest.mark.parametrize(
    ("year", "found", "why"),
    [
        ("420", [], "the sum of four quarters"),
        ("105", [], "their average"),
        ("4,200", [("4,200", "info")], "ten times their sum"),
    ],
)
def test_a_year_may_be_the_sum_of_its_quarters(year: str, found: list[tuple[str, str]], why: str) -> None:
    header = "Indicator | Q1 2022-23 | Q2 2022-23 | Q3 2022-23 | Q4 2022-23 | 2022-23"
    read = paper(f"{header}\nPI.1 Visits | 100 | 120 | 90 | 110 | {year}")
    said = [
        (read.printings[r.printing].reading.raw, r.severity) for r in far_from_history(read) if r.printing is not None
    ]
    assert said == found, why
