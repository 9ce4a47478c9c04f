"""Comparator cells: each printed figure with its name and date."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.values import period_of, read_cell

Expected = list[tuple[str, str | None, str | None]]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("82.4%", [("82.4", None, None)]),
        ("85.2", [("85.2", None, None)]),
        ("2.2% West Midlands regional data", [("2.2", "West Midlands regional data", None)]),
        ("70 Top Quartile LAIT Annual Figure", [("70", "Top Quartile LAIT Annual Figure", None)]),
        ("1% nationally (inadequate)", [("1", "nationally (inadequate)", None)]),
        (
            "53% nationally (good) 3% nationally (outstanding)",
            [("53", "nationally (good)", None), ("3", "nationally (outstanding)", None)],
        ),
        (
            "Region 62.4%, England 65.8% (2021/22)",
            [("62.4", "Region (2021/22)", "2021-22"), ("65.8", "England (2021/22)", "2021-22")],
        ),
        (
            "2021/22: England 65.8%, Region 62.4%",
            [("65.8", "England (2021/22)", "2021-22"), ("62.4", "Region (2021/22)", "2021-22")],
        ),
        ("1st DCLG ranking (June 2020)", [("1", "DCLG ranking (June 2020)", "2020-06")]),
        ("60.7% (HouseMark Median 2021/22)", [("60.7", "HouseMark Median 2021/22", "2021-22")]),
        (
            "38.1% CIPFA Family Group Average (Q4 2022/23)",
            [("38.1", "CIPFA Family Group Average (Q4 2022/23)", "2022-23 Q4")],
        ),
        (
            "1,517 (2022-23 Q1 LG Inform, CIPFA nearest neighbours)",
            [("1517", "2022-23 Q1 LG Inform, CIPFA nearest neighbours", "2022-23 Q1")],
        ),
        ("7.44 days (West Midlands Employees comparator)", [("7.44", "West Midlands Employees comparator", None)]),
        ("England: 65.8%", [("65.8", "England", None)]),
        ("England average 65.8% 2021/22", [("65.8", "England average 2021/22", "2021-22")]),
        ("National average 12.3 / SN 14.1", [("12.3", "National average", None), ("14.1", "SN", None)]),
        (
            "Stat. neighbours 54% (2019) England 51% (2018)",
            [("54", "Stat. neighbours (2019)", "2019 CY"), ("51", "England (2018)", "2018 CY")],
        ),
        (
            "65.8% England 2021/22; 62.4% West Midlands 2020/21",
            [("65.8", "England 2021/22", "2021-22"), ("62.4", "West Midlands 2020/21", "2020-21")],
        ),
        ("2019/20 45%, 2020/21 47%", [("45", "2019/20", "2019-20"), ("47", "2020/21", "2020-21")]),
        ("HouseMark Q1 12.3 days, Q2 14.1 days", [("12.3", "HouseMark Q1", None), ("14.1", "Q2", None)]),
        ("Comparator Group 25.3%, 2021/22", [("25.3", "Comparator Group 2021/22", "2021-22")]),
        ("England (65.8%), Region (62.4%)", [("65.8", "England", None), ("62.4", "Region", None)]),
        ("England 45, Region 47", [("45", "England", None), ("47", "Region", None)]),
        ("45 England, 47 Region", [("45", "England", None), ("47", "Region", None)]),
        ("62.4% England and 60.1% SN", [("62.4", "England", None), ("60.1", "SN", None)]),
        ("12th of 150 (2021/22)", [("12", "of 150, 2021/22", "2021-22")]),
        # digits of names, ages and lengths of time are no figures
        ("S42 England 45%", [("45", "S42 England", None)]),
        ("45% Core Cities 8", [("45", "Core Cities 8", None)]),
        ("12.3 (Core Cities 8)", [("12.3", "Core Cities 8", None)]),
        ("Core Cities 8: 12.3", [("12.3", "Core Cities 8", None)]),
        ("3 year average 45", [("45", "3 year average", None)]),
        ("16-17 year olds England 5.5%", [("5.5", "16-17 year olds England", None)]),
        ("84.2 per 10,000 (England 2022)", [("84.2", "England 2022", "2022 CY")]),
    ],
)
def test_each_figure_with_its_name(printed: str, expected: Expected) -> None:
    readings = read_cell(printed, kind="benchmark")
    found = []
    for r in readings:
        period = period_of(r.period)
        found.append((r.value, r.qualifier, period.text if period else None))
    assert found == [(Decimal(v), q, p) for v, q, p in expected]
    assert all(r.raw == printed and r.status == "reported" and not r.doubts for r in readings)


@pytest.mark.parametrize(
    "printed",
    ["n/a", "-", "TBC", "Local measure, benchmark against previous years", "Local measure.", "Available Q2", "2022/23"],
)
def test_a_text_without_a_figure_is_not_applicable(printed: str) -> None:
    (reading,) = read_cell(printed, kind="benchmark")
    assert (reading.status, reading.value, reading.raw) == ("not_applicable", None, printed)


def test_a_blank_is_no_row() -> None:
    assert read_cell(" \n", kind="benchmark") == []


@pytest.mark.parametrize(
    ("printed", "denominator", "name"),
    [
        ("45.2% (12,345 / 27,312) England", Decimal(27312), "England"),
        ("England 45.2% (12,345 / 27,312)", Decimal(27312), "England"),
        ("45.2% (12,345 / 27,312)", Decimal(27312), None),
        ("45.2% (12,345)", None, None),
    ],
)
def test_a_fraction_behind_a_benchmark(printed: str, denominator: Decimal | None, name: str | None) -> None:
    (reading,) = read_cell(printed, kind="benchmark")
    assert (reading.value, reading.numerator) == (Decimal("45.2"), Decimal(12345))
    assert (reading.denominator, reading.qualifier) == (denominator, name)
    assert not reading.doubts


@pytest.mark.parametrize(
    ("printed", "values"),
    [
        ("45% England 47 Region", [Decimal(45)]),  # a whole number without its sign
        ("England 65.8%, Region 62.4", [Decimal("65.8"), Decimal("62.4")]),
        ("10-12 days (APSE)", [None]),
        ("Rate 85% SN, 67% England", [Decimal(85), Decimal(67)]),  # the names stand behind after all
        ("45% England / 47%", [Decimal(45), Decimal(47)]),
        ("45.2% (12,345 / 27,999)", [Decimal("45.2")]),
        ("65.8 / 62.4", [Decimal("65.8"), Decimal("62.4")]),
        ("2022", [None]),
    ],
)
def test_what_may_be_a_figure_is_doubted(printed: str, values: list[Decimal | None]) -> None:
    readings = read_cell(printed, kind="benchmark")
    assert [r.value for r in readings] == values
    assert all(r.doubts for r in readings)
