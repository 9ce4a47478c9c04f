"""The council's indicators: what they are called in a given year, and what stands in a given quarter."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from corpus.generator.truth import Name

DATA = Path(__file__).parent / "data"


@cache
def load(name: str) -> dict[str, Any]:
    """A file of facts."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Indicator:
    """One measure over the years."""

    key: str
    facts: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self.facts.get(name)

    def name(self, period: str) -> Name:
        """What papers about this period call it."""
        current = [n for n in self.facts["names"] if n["since"] <= period][-1]
        return Name(current.get("code"), current["name"], self.facts["unit"])

    def code_in(self, period: str) -> bool:
        """Whether the measure has a code of its own by then."""
        return any(n["since"] <= period and "code" in n for n in self.facts["names"])

    @property
    def profile(self) -> bool:
        """Whether the target is a different one each quarter."""
        return any(" Q" in period for period in self.facts.get("target", {}))

    def value(self, period: str, on: dt.date | None = None) -> str | None:
        """The figure for a quarter, year or month, as it was printed on a day."""
        for when, earlier, until in self.facts.get("was", ()):
            if on and when == period and on <= dt.date.fromisoformat(until):
                return str(earlier)
        if " Q" in period:
            year, quarter = period.split(" Q")
            figures = self.facts.get("quarters", {}).get(year, [])
            found = figures[int(quarter) - 1] if int(quarter) <= len(figures) else None
        else:
            found = self.facts.get("years", {}).get(period) or self.facts.get("months", {}).get(period)
        return found or None

    def revised(self, period: str) -> bool:
        """Whether papers differ about this period."""
        return period in self.facts.get("disputed", ()) or any(
            when == period for when, _, _ in self.facts.get("was", ())
        )

    def printed(self, period: str, on: dt.date | None = None) -> str | None:
        """The figure as a table prints it."""
        value = self.value(period, on)
        return None if value is None else self.shown(value)

    def shown(self, value: str) -> str:
        """A number with its unit."""
        return str(self.facts["show"]).format(value)

    def target(self, period: str) -> str | None:
        """The target for a period: its own, else the year's."""
        targets = self.facts.get("target", {})
        found = targets.get(period) or targets.get(period[:7])
        return str(found) if found else None

    def score(self, period: str, on: dt.date | None = None) -> str | None:
        """Best, middle or worst: `star`, `circle`, `triangle`."""
        value, target = self.value(period, on), self.target(period)
        if value is None or target is None or value.startswith("<"):
            return None
        got, wanted = figure(value), figure(target)
        if self.facts["better"] == "low":
            got, wanted = -got, -wanted
        if got >= wanted:
            return "star"
        return "circle" if wanted - got <= abs(wanted) * Decimal("0.05") else "triangle"

    def trend(self, now: str, before: str, on: dt.date | None = None) -> str | None:
        """How a period compares with an earlier one."""
        new, old = self.value(now, on), self.value(before, on)
        if new is None or old is None or "<" in new + old:
            return None
        change = figure(new) - figure(old)
        if self.facts["better"] == "low":
            change = -change
        return "improving" if change > 0 else "worsening" if change < 0 else "steady"


def figure(text: str) -> Decimal:
    """The number in a printed figure."""
    return Decimal(text.replace(",", ""))


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators by key."""
    return {key: Indicator(key, facts) for key, facts in load("indicators").items()}


def quarter_before(period: str) -> str:
    """2022-23 Q4 for 2023-24 Q1."""
    year, quarter = period.split(" Q")
    return f"{year} Q{int(quarter) - 1}" if quarter != "1" else f"{year_before(year)} Q4"


def year_before(year: str) -> str:
    """2022-23 for 2023-24."""
    start = int(year[:4]) - 1
    return f"{start}-{(start + 1) % 100:02d}"


def year_ago(period: str) -> str:
    """2022-23 Q2 for 2023-24 Q2."""
    year, quarter = period.split(" Q")
    return f"{year_before(year)} Q{quarter}"
