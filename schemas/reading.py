"""What the text of one cell says: the result of `extract.values`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from schemas.layout import Plain
from schemas.records import Status, Unit


class Period(Plain):
    """A stretch of time as the contract writes it: `2023-24 Q1`, `2023-24`, `2023-06`, `2022/23 AY` ..."""

    text: str
    start: date
    end: date


class PeriodPart(Plain):
    """What a header or caption says about time, before its neighbours complete it.

    "Qtr. 1 outturn" is (quarter=1), "2022-23" is (year=2022), "Actual Jun-23" is (month=6, calendar_year=2023).
    """

    kind: Literal["financial", "academic", "calendar"] = "financial"
    year: int | None = None
    quarter: int | None = None
    half: int | None = None
    month: int | None = None
    rolling: int | None = None


class Repair(Plain):
    """A reading that differs from what is printed, and the witness that forces it."""

    printed: str
    read_as: str
    witness: str


class Reading(Plain):
    """One figure, or one printed reason for having none."""

    status: Status
    value: Decimal | None = None
    unit: Unit | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    qualifier: str | None = None
    period: PeriodPart | None = None
    decimals: int = 0
    raw: str = ""
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[str, ...] = ()
