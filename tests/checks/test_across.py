"""What several papers say of each other's figures."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import NamedTuple

import pytest

from extract.checks import settle_across
from extract.values import read_cell
from schemas.records import Measure
from schemas.series import PaperFigure, Settlement

START = {"Q1": (date(2023, 4, 1), date(2023, 6, 30)), "Q2": (date(2023, 7, 1), date(2023, 9, 30))}
YEARS = {f"{y}-{y - 1999} Q1": (date(y, 4, 1), date(y, 6, 30)) for y in range(2017, 2023)}


class Print(NamedTuple):
    """A printing: the month of its paper, what is printed, and whether the paper is a picture."""

    month: int
    raw: str
    scan: bool = False
    period: str = "2023-24 Q1"
    measure: Measure = "outturn"
    label: str = "% of calls answered"


def figure(printed: Print) -> PaperFigure:
    (reading,) = read_cell(printed.raw, kind=printed.measure, unit="percent")
    start, end = YEARS.get(printed.period) or START[printed.period[-2:]]
    name = f"{printed.month:02}"
    doubts = ("doubt",) if reading.doubts else ()
    return PaperFigure(
        f"{name} {printed.raw} {printed.period}", name, "calls", printed.label, printed.measure, printed.period, start,
        end, reading.status, reading.value, reading.unit or "percent", reading.numerator, reading.denominator,
        reading.decimals, reading.qualifier, printed.raw, 1, f"{name}.pdf", date(2024, printed.month, 1), printed.scan,
        False, doubts,
    )  # fmt: skip


def settled(*printed: Print) -> Settlement:
    return settle_across([figure(p) for p in printed])


def said(*printed: Print) -> list[tuple[str, str, str]]:
    return sorted((str(f.observation_id).split(" 20")[0], f.check_name, f.severity) for f in settled(*printed).findings)


@pytest.mark.parametrize(
    ("printed", "expected", "why"),
    [
        ((Print(1, "85.2%"), Print(2, "85.2%"), Print(3, "85%")), [], "they agree, one of them rounded"),
        (
            (Print(1, "85.2%"), Print(2, "86.4%")),
            [("01 85.2%", "revised", "info"), ("02 86.4%", "revised", "info")],
            "a figure that is printed otherwise later was revised",
        ),
        (
            (Print(1, "85.2%"), Print(2, "82.5%"), Print(3, "85.2%")),
            [("01 85.2%", "revised", "info"), ("02 82.5%", "other_paper", "warning"), ("03 85.2%", "revised", "info")],
            "nobody revises a figure and takes it back",
        ),
        (
            (Print(1, "57.1"), Print(2, "5.71")),
            [("01 57.1", "other_paper", "warning"), ("02 5.71", "other_paper", "warning")],
            "nobody revises by a power of ten",
        ),
        (
            (Print(1, "85.8%"), Print(2, "58.8%")),
            [("01 85.8%", "other_paper", "warning"), ("02 58.8%", "other_paper", "warning")],
            "nor do digits change places",
        ),
        ((Print(1, "85.2%"), Print(2, "New measure")), [], "a reason is no other figure"),
        ((Print(1, "85.2%"), Print(2, "86.4%", period="2023-24 Q2")), [], "another quarter"),
        ((Print(1, "85.2%"), Print(2, "86.4%", measure="target")), [], "another measure"),
    ],
)
def test_figures_in_clear_letters(printed: tuple[Print, ...], expected: list[tuple[str, str, str]], why: str) -> None:
    assert said(*printed) == expected, why


@pytest.mark.parametrize(
    ("scan", "clear", "read_as", "why"),
    [
        ("852%", "85.2%", "85.2", "a lost point"),
        ("85..2%", "85.2%", "85.2", "a doubled one"),
        ("8S.2%", "85.2%", "85.2", "a letter"),
        ("86.2%", "85.2%", None, "a digit may have been revised"),
        ("71.4%", "85.2%", None, "another figure"),
        ("1.3% (96 / 7,459)", "1.3%", None, "they agree"),
    ],
)
def test_a_picture_beside_clear_letters(scan: str, clear: str, read_as: str | None, why: str) -> None:
    """What one witness decides is read anew, for information; the rest is doubted."""
    found = settled(Print(1, scan, scan=True), Print(2, clear))
    changed = {r.column_name: (r.before, r.after) for r in found.rereads if r.row_table == "observation"}
    assert changed.get("value", (None, None))[1] == read_as, why
    expected = [("repair", "info")] if read_as else [] if why == "they agree" else [("other_paper", "warning")]
    assert [(f.check_name, f.severity) for f in found.findings] == expected


def test_a_repair_answers_the_doubts_about_the_text() -> None:
    found = settled(Print(1, "85..2%", scan=True), Print(2, "85.2%"))
    answered = [(r.row_id, r.before, r.after) for r in found.rereads if r.row_table == "finding"]
    assert answered == [("doubt", "warning", "info")]
    assert found.findings[0].message == '"85..2%" is read as 85.2%: 02.pdf, page 1, prints 85.2%'


def test_a_digit_is_read_anew_where_the_fraction_says_so_too_and_stays_under_a_warning() -> None:
    found = settled(Print(1, "86.2% (852 / 1,000)", scan=True), Print(2, "85.2%"))
    assert next((r.column_name, r.after) for r in found.rereads) == ("value", "85.2")
    assert [(f.check_name, f.severity) for f in found.findings] == [("repair", "warning")]


def test_of_two_pictures_neither_is_believed() -> None:
    assert said(Print(1, "852%", scan=True), Print(2, "85.2%", scan=True)) == [
        ("01 852%", "other_paper", "warning"),
        ("02 85.2%", "other_paper", "warning"),
    ]


def test_papers_that_disagree_prove_nothing() -> None:
    assert said(Print(1, "85.2%"), Print(2, "852%", scan=True), Print(3, "86.4%"))[1:2] == [
        ("02 852%", "other_paper", "warning")
    ]


HISTORY = [Print(n, f"{20 + n}.4", period=period) for n, period in enumerate(YEARS, 1)]


def test_a_figure_far_from_those_of_other_papers() -> None:
    assert said(*HISTORY, Print(9, "21.9")) == []
    assert said(*HISTORY, Print(9, "219")) == [("09 219", "series_jump", "warning")]
    assert said(*HISTORY, Print(9, "219.5")) == [("09 219.5", "series_jump", "info")]
    assert said(*HISTORY, Print(9, "219.5", scan=True)) == [("09 219.5", "series_jump", "warning")]
    assert said(*HISTORY, Print(9, "39.4")) == [("09 39.4", "series_jump", "info")], "out of line"
    assert said(*HISTORY, Print(9, "30.4")) == []


def test_of_two_papers_the_one_far_from_the_other_periods_is_doubted() -> None:
    there = Print(8, "21.9")
    assert ("09 91.9", "other_paper", "warning") in said(*HISTORY, there, Print(9, "91.9"))
    assert ("08 21.9", "revised", "info") in said(*HISTORY, there, Print(9, "91.9"))
    assert ("09 24.9", "revised", "info") in said(*HISTORY, there, Print(9, "24.9"))


def test_the_order_of_loading_plays_no_part() -> None:
    printed = [
        Print(1, "85.2%"),
        Print(2, "852%", scan=True),
        Print(3, "86.4%"),
        Print(4, "85.2%"),
        Print(5, "8S.2%", True),
    ]
    results = {repr(settled(*order)) for order in permutations(printed)}
    assert len(results) == 1


def test_what_a_person_decided_is_not_asked_again() -> None:
    decided = figure(Print(1, "852%", scan=True))._replace(decided=True)
    assert settle_across([decided, figure(Print(2, "85.2%"))]).findings[1:] == []
    assert settle_across([decided, figure(Print(2, "85.2%"))]).rereads == []
