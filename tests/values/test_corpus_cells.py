"""Every printed cell of the papers whose truth is known; runs where OUTTURN_SHARED names their folder."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract.values import period_of, read_cell, unit_from_name
from schemas.reading import Reading

SHARED = os.environ.get("OUTTURN_SHARED")
pytestmark = pytest.mark.skipif(SHARED is None, reason="OUTTURN_SHARED is not set")


def truth_files() -> list[Path]:
    return sorted(Path(SHARED, "corpus", "truth").glob("*.json")) if SHARED else []


def decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def cells(path: Path) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    """The observations of tables, by the cell that prints them."""
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for o in json.loads(path.read_text(encoding="utf-8"))["observations"]:
        if o["source"] == "table":
            key = (o["page"], o["indicator_code"], o["indicator_label"], o["measure"], o["period"], o["raw"])
            found[key if o["measure"] != "benchmark" else (*key[:4], o["raw"])].append(o)
    return found


def unit_of(observation: dict[str, Any]) -> Any:
    """What the row would imply: the unit of the name, else that of the figure."""
    return unit_from_name(observation["indicator_label"] or "") or observation["unit"]


@pytest.mark.parametrize("path", truth_files(), ids=lambda p: p.stem)
def test_every_cell_is_read_as_it_is_printed(path: Path) -> None:
    wrong: list[object] = []
    for observations in cells(path).values():
        first = observations[0]
        readings = read_cell(first["raw"], kind=first["measure"], unit=unit_of(first))
        wanted = list({o["qualifier"] if first["measure"] == "benchmark" else None: o for o in observations}.values())
        if first["measure"] == "benchmark" and first["status"] == "missing":
            wanted = []
        if len(readings) != len(wanted):
            wrong.append((first["raw"], len(wanted), readings))
            continue
        wrong += [(o["raw"], r) for o, r in zip(wanted, readings, strict=True) if not agrees(o, r)]
    assert not wrong


def agrees(o: dict[str, Any], r: Reading) -> bool:
    figures = (r.status, r.value) == (o["status"], decimal(o["value"]))
    fraction = (r.numerator, r.denominator) == (decimal(o["numerator"]), decimal(o["denominator"]))
    damaged = bool(o.get("must_flag"))
    unit = r.unit is None or r.unit == o["unit"]
    named = True
    if o["measure"] == "benchmark" and r.status == "reported":
        period = period_of(r.period)
        header_names_it = r.qualifier is None
        named = header_names_it or (r.qualifier, period.text if period else None) == (o["qualifier"], o["period"])
    return figures and unit and named and (fraction or damaged) and bool(r.doubts) == damaged
