"""What headers, captions and unit columns say that figures are counted in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.values import Scale, read_cell, scale_of, scaled, unit_said
from schemas.records import Unit

SAID = [
    ("Arrears (£000s)", Scale(3, "gbp"), "thousands of pounds"),
    ("£'000", Scale(3, "gbp"), "an apostrophe"),
    ("Rates collected (£m)", Scale(6, "gbp"), "millions of pounds"),
    ("Cost £ million (net)", Scale(6, "gbp"), "in words"),
    ("Visits (000s)", Scale(3, None), "thousands of visits"),
    ("Footfall ('000)", Scale(3, None), "an apostrophe"),
    ("Visits (thousands)", Scale(3, None), "in words"),
    ("Visits per 1,000 population", None, "a rate"),
    ("Savings of £1m", None, "a figure"),
    ("10,000 steps", None, "a figure"),
    ("100,000s of visits", None, "a figure"),
    ("Income (£)", None, "pounds alone"),
]


@pytest.mark.parametrize(("text", "scale", "why"), SAID)
def test_scale_of(text: str, scale: Scale | None, why: str) -> None:
    assert scale_of(text) == scale, why


@pytest.mark.parametrize(
    ("text", "power", "unit"),
    [
        ("%", 0, "percent"),
        ("No.", 0, "number"),
        ("#", 0, "number"),
        ("£", 0, "gbp"),
        ("Days", 0, "days"),
        ("£m", 6, "gbp"),
        ("000s", 3, None),
        ("Rate per 10,000", 0, "per_10000"),
    ],
)
def test_unit_said(text: str, power: int, unit: Unit | None) -> None:
    assert unit_said(text) == Scale(power, unit)


def test_a_unit_column_of_words_nobody_knows_says_nothing() -> None:
    assert unit_said("Quarterly") is None


@pytest.mark.parametrize(
    ("printed", "scale", "value", "unit", "why"),
    [
        ("1.2", Scale(6, "gbp"), "1200000", "gbp", "counted in millions"),
        ("£86.4", Scale(6, "gbp"), "86400000", "gbp", "the sign is printed too"),
        ("£1.2m", Scale(6, "gbp"), "1200000", "gbp", "a power of its own"),
        ("45%", Scale(3, "gbp"), "45", "percent", "a share is no sum"),
        ("12 days", Scale(3, None), "12", "days", "a time is no count"),
    ],
)
def test_scaled(printed: str, scale: Scale, value: str, unit: Unit, why: str) -> None:
    reading = scaled(read_cell(printed, kind="outturn")[0], scale)
    assert (reading.value, reading.unit) == (Decimal(value), unit), why


def test_a_sum_in_full_under_millions_is_doubted() -> None:
    reading = scaled(read_cell("86,400,000", kind="outturn")[0], Scale(6, "gbp"))
    assert reading.doubts == ("86400000 is large for a column of millions",)
