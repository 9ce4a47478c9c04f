"""Figures as papers print them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.show.figure import printed, short
from extract.show.words import counted, seconds


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "status", "shown"),
    [
        ("36.4", "percent", 1, "reported", "36.4%"),
        ("36.4", "percent", 2, "reported", "36.40%"),
        ("135000", "gbp", -3, "reported", "£135k"),
        ("61.7", "days", 1, "reported", "61.7 days"),
        ("1984", "number", 0, "reported", "1,984"),
        ("85.200000", "number", None, "reported", "85.2"),
        ("12", "rank", 0, "reported", "12th"),
        (None, None, None, "new_measure", "new measure"),
        (None, None, None, "missing", "blank"),
    ],
)
def test_printed(value: str | None, unit: str | None, decimals: int | None, status: str, shown: str) -> None:
    assert printed(None if value is None else Decimal(value), unit, decimals, status) == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"), [("36.4", "percent", "36.4%"), ("61.7", "days", "61.7"), ("85.2", None, "85.2")]
)
def test_short(value: str, unit: str | None, shown: str) -> None:
    assert short(Decimal(value), unit, 1) == shown


@pytest.mark.parametrize(
    ("number", "said"),
    [(0.84, "0.8 s"), (42.3, "42 s"), (125, "2 min 05 s"), (59.7, "1 min 00 s"), (4320, "1 h 12 min")],
)
def test_seconds(number: float, said: str) -> None:
    assert seconds(number) == said


def test_counted() -> None:
    said = [counted(1, "paper"), counted(1204, "figure"), counted(2, "commentary", "commentaries")]
    assert said == ["1 paper", "1,204 figures", "2 commentaries"]
