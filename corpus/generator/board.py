"""A quarter's report: its quarter, its look, its faults and oddities, and which indicators are below target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.generator.facts import (
    Indicator,
    indicators,
    load,
    quarter_before,
    year_before,
)  # fmt: skip
from corpus.generator.sheet import Sheet

SYMBOLS = {"star": "★", "circle": "●", "triangle": "▲"}
MEANINGS = {"star": "better", "circle": "within_tolerance", "triangle": "worse"}
ARROWS = {
    "slanted": {"improving": "↗", "steady": "→", "worsening": "↘"},
    "upright": {"improving": "↑", "steady": "↔", "worsening": "↓"},
}


@dataclass(frozen=True)
class Faults:
    """What a paper deliberately gets wrong; every value is what it prints instead."""

    list_target: Mapping[str, str] = field(default_factory=dict)
    fraction: Mapping[str, str] = field(default_factory=dict)
    score: Mapping[str, str] = field(default_factory=dict)
    card: Mapping[tuple[str, str], str] = field(default_factory=dict)
    annual: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Oddities:
    """What a paper prints in an unusual way, without being wrong: gaps, note marks, codes spelt otherwise."""

    gaps: frozenset[tuple[str, str]] = frozenset()
    noted: Mapping[tuple[str, str], str] = field(default_factory=dict)
    spelt: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Style:
    """How a year's report looks."""

    colour: str = "#1b4f5c"
    shade: str = "#d6e6ea"
    arrows: str = "slanted"
    head: str = "Qtr. {} outturn"
    previous: int = 4
    font: str = "Carlito"
    text: float = 11
    pending: str = "Available Q2"


@dataclass
class Board:
    """One quarter's report: the quarter, its look and its faults."""

    sheet: Sheet
    period: str
    style: Style
    faults: Faults
    odd: Oddities = Oddities()

    def code(self, one: Indicator) -> str:
        """The code as this paper spells it outside its scorecards."""
        return self.odd.spelt.get(one.key) or one.name(self.period).code or ""

    @property
    def year(self) -> str:
        """The financial year."""
        return self.period[:7]

    @property
    def quarter(self) -> int:
        """The number of the quarter."""
        return int(self.period[-1])

    def latest(self, one: Indicator) -> str:
        """The latest quarter that the report has a figure for."""
        return quarter_before(self.period) if one.lag else self.period

    def columns(self, lagged: bool) -> list[str]:
        """The quarters of a scorecard, oldest first."""
        last = quarter_before(self.period) if lagged else self.period
        year, quarter = last.split(" Q")
        before = [f"{year_before(year)} Q{q}" for q in range(5 - self.style.previous, 5)]
        return before + [f"{year} Q{q}" for q in range(1, int(quarter) + 1)]

    def score(self, one: Indicator) -> str | None:
        """The score that is printed."""
        return self.faults.score.get(one.key) or one.score(self.latest(one), self.sheet.date)

    def missed(self, directorates: Sequence[str] | None = None) -> list[Indicator]:
        """The indicators below target, in the order of the directorates."""
        order = list(load("council")["directorates"])
        found = [i for i in indicators().values() if self.score(i) == "triangle"]
        return sorted(
            (i for i in found if directorates is None or i.directorate in directorates),
            key=lambda i: order.index(i.directorate),
        )

    def flags(self, one: Indicator) -> dict[str, Any]:
        """Whether a target may be complained about: because another place contradicts it."""
        contradicted = one.key in self.faults.list_target or one.key in self.faults.score
        return {"may_flag": contradicted or one.profile or bool(one.lag) or one.revised(f"target {self.year}")}

    def first(self, one: Indicator) -> str:
        """The first quarter with a figure."""
        return min(
            (f"{y} Q{n + 1}" for y, values in one.facts.get("quarters", {}).items() for n, v in enumerate(values) if v),
            default="9999",
        )
