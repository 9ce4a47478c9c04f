"""When a figure does not have the form of the others in its row."""

from __future__ import annotations

import pytest

from extract.checks import check_paper
from extract.checks.row import lookalike, lost_point, thousands_point

from .build import paper

ROW = "Indicator | Q2 2022-23 | Q3 2022-23 | Q4 2022-23 | Q1 2023-24 | Target\nPI.1 Visits | {} | {} | {} | {} | {}"
CHECKS = {"lost_point": lost_point, "thousands_point": thousands_point, "lookalike": lookalike}


def said(check: str, *cells: str) -> list[tuple[str, str, str]]:
    read = paper(ROW.format(*cells))
    return [
        (read.printings[r.printing].reading.raw, r.severity, (r.suggestion or "").split(",  ")[0].split(", if")[0])
        for r in CHECKS[check](read)
        if r.printing is not None
    ]


@pytest.mark.parametrize(
    ("cells", "found", "why"),
    [
        (("91.2%", "96.9%", "906%", "", ""), [("906%", "info", "90.6")], "two others show the form of the row"),
        (("£48.12", "£50.00", "£4155", "", "£51.00"), [("£4155", "warning", "41.55")], "three others do"),
        (("64.1%", "62.8%", "628%", "648%", "65.0%"), [("628%", "warning", "62.8"), ("648%", "warning", "64.8")],
         "two lost points do not speak for each other"),
        (("6.4", "6.1", "", "61", "11"), [("61", "info", "6.1")], "a rank beside them says nothing"),
        (("6.4", "6.1", "5.8", "60.5", ""), [], "it has their form"),
        (("6.4", "6.1", "5.8", "35", ""), [], "no place of the point brings it among them"),
        (("89.1%", "883%", "", "", ""), [("883%", "info", "88.3")], "more than all: one other is enough"),
        (("895%", "88.1%", "36.9%", "", "84.3%"), [("895%", "warning", "89.5")], "one of the others is misread, too"),
        (("6.4", "26.1", "5.8", "61", ""), [], "they are far from each other"),
        (("91.2%", "96.9%", "906", "", ""), [("906", "info", "90.6")], "its percent sign is lost, too"),
        (("97.6%", "98.1%", "100%", "", ""), [], "a whole figure among them is no larger"),
    ],
)  # fmt: skip
def test_a_point_that_the_row_misses(cells: tuple[str, ...], found: list[tuple[str, str, str]], why: str) -> None:
    assert said("lost_point", *cells) == found, why


@pytest.mark.parametrize(
    ("cells", "found", "why"),
    [
        (("2.144", "2,203", "2,100", "", ""), [("2.144", "warning", "2,144")], "the others are whole and as large"),
        (("312", "280", "", "", "1.000"), [("1.000", "info", "1,000")], "nothing else has three decimals"),
        (("2.144", "2.203", "2.100", "", ""), [], "a row of three decimals"),
        (("0.144", "0.2", "", "", ""), [], "nobody parts thousands behind a nought"),
        (("2.14", "2,203", "", "", ""), [], "two decimals part nothing"),
    ],
)
def test_a_point_that_parts_thousands(cells: tuple[str, ...], found: list[tuple[str, str, str]], why: str) -> None:
    assert said("thousands_point", *cells) == found, why


@pytest.mark.parametrize(
    ("cells", "found", "why"),
    [
        (("84.9%", "85.2%", "66.4%", "86.6%", "87.5%"), [("66.4%", "warning", "86.4")], "an 8 that was taken for a 6"),
        (("83.5%", "84.3%", "83.2%", "81.5%", "18.0%"), [("18.0%", "warning", "78.0")], "so far off, near is enough"),
        (("83.5%", "84.3%", "83.2%", "81.5%", "24.0%"), [], "no digit that looks like another explains it"),
        (("84.9%", "85.2%", "60.4%", "86.6%", "87.5%"), [], "80.4% would not be among them either"),
        (("84.9%", "66.4%", "", "", ""), [], "one other figure is no row"),
        (("84.9%", "85.2%", "86.4%", "86.6%", "87.5%"), [], "it is among them"),
    ],
)
def test_a_digit_that_looks_like_another(cells: tuple[str, ...], found: list[tuple[str, str, str]], why: str) -> None:
    assert said("lookalike", *cells) == found, why


def test_digits_of_clear_print_are_not_taken_for_others() -> None:
    read = paper(ROW.format("84.9%", "85.2%", "66.4%", "86.6%", "87.5%"))
    assert [r.check for r in check_paper(read).remarks if r.severity != "info"] == []
    warned = [r.check for r in check_paper(read, {1}).remarks if r.severity != "info"]
    assert warned == ["lookalike"]


def test_an_ocr_text_that_lost_a_point_between_two_figures_is_warned_of() -> None:
    read = paper(ROW.format("91.2%", "96.9%", "906%", "", ""))
    assert [(r.check, r.severity) for r in check_paper(read, {1}).remarks] == [("lost_point", "warning")]


@pytest.mark.parametrize(
    ("codes", "doubted", "why"),
    [
        (("PI.1", "PI.2", "PI.3", "PI.1"), ["A", "D"], "a 4 that was taken for a 1"),
        (("PI.1", "PI.1", "PI.2", "PI.3"), [], "two parts of one indicator stand together"),
        (("PI.1", "PI.2", "PI.1", "PI.2"), [], "the numbering begins anew"),
        (("PI.1", "PI.2", "PI.3", "PI.4"), [], "each has its own"),
    ],
)
def test_a_code_that_two_rows_of_a_scan_have(codes: tuple[str, ...], doubted: list[str], why: str) -> None:
    rows = "\n".join(f"{code} {name} | 1{n}" for n, (code, name) in enumerate(zip(codes, "ABCD", strict=True)))
    read = paper(f"Indicator | Q1 2023-24\n{rows}")
    found = [r for r in check_paper(read, {1}).remarks if r.check == "code_twice"]
    assert [read.printings[r.printing].label for r in found if r.printing is not None] == doubted, why
    assert check_paper(read).remarks == (), why
