"""Figures of an indicator from several papers, and what holding them against each other comes to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from schemas.records import Finding, Measure, Reread, Status, Unit

ACROSS = "across-"
"""How the ids of findings begin that other papers give rise to: they are written anew with every run."""


class PaperFigure(NamedTuple):
    """One printing of a figure as it was read, with the paper that prints it."""

    observation_id: str
    document_id: str
    indicator_id: str
    label: str
    measure: Measure
    period: str
    period_start: date
    period_end: date
    status: Status
    value: Decimal | None
    unit: Unit | None
    numerator: Decimal | None
    denominator: Decimal | None
    decimals: int | None
    qualifier: str | None
    raw: str
    page: int | None
    path: str
    meeting_date: date | None
    guessed: bool
    """Whether a program made its text out in a picture."""
    decided: bool
    """Whether a person said what it is."""
    doubts: tuple[str, ...]
    """The open findings about its text: what a repair answers."""


class Settlement(NamedTuple):
    """What the papers say of each other."""

    rereads: list[Reread]
    findings: list[Finding]
