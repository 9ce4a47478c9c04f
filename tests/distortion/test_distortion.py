"""Scorecards whose records are known, set in the ways of other councils, give those records or a finding.

A figure that is wrong without a warning must not happen, whether rules say what belongs together or only the white
between the words.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.distortion.compare import Outcome
from tests.distortion.options import OPTIONS, Variant, variants
from tests.distortion.run import outcome_of, report

RULED = ("grid", "thin_fills")
"""Borders that show every cell."""


def ruled(count: int) -> list[Variant]:
    """Variants with all their rules drawn."""
    return [{**v, "borders": RULED[n % 2]} for n, v in enumerate(variants(count))]


@cache
def _outcomes(count: int, folder: Path, *, rules: bool) -> list[tuple[Variant, Outcome]]:
    chosen = ruled(count) if rules else variants(count)
    return [(v, outcome_of(v, n, folder)) for n, v in enumerate(chosen)]


def _check(results: list[tuple[Variant, Outcome]], silent: int, recall: float, precision: float) -> None:
    table = "\n".join(report(results, axis) for axis in ("family", "borders", "score", "split"))
    outcomes = [o for _, o in results]
    wanted, found, extra = (sum(getattr(o, k) for o in outcomes) for k in ("wanted", "found", "extra"))
    wrong = [f"#{n} {line}" for n, (_, o) in enumerate(results) for line in o.silent]
    assert len(wrong) <= silent, "\n".join([*wrong[:20], table])
    assert found / wanted >= recall, table
    assert found / max(1, found + extra) >= precision, table


def test_thirty_variants_use_every_option() -> None:
    used = {item for v in variants(30) for item in v.items()}
    assert used == {(axis, option) for axis, options in OPTIONS.items() for option in options}


def test_a_seed_gives_the_same_variants() -> None:
    assert variants(12) == variants(12)
    assert variants(12) != variants(12, seed=1)


def test_ruled_variants_give_their_records(tmp_path_factory: pytest.TempPathFactory) -> None:
    results = _outcomes(30, tmp_path_factory.mktemp("ruled"), rules=True)
    _check(results, silent=0, recall=0.99, precision=0.99)


def test_variants_of_any_border_give_their_records_or_a_finding(tmp_path_factory: pytest.TempPathFactory) -> None:
    results = _outcomes(30, tmp_path_factory.mktemp("any"), rules=False)
    _check(results, silent=0, recall=0.98, precision=0.98)


@pytest.mark.long
def test_three_hundred_ruled_variants_give_their_records(tmp_path_factory: pytest.TempPathFactory) -> None:
    results = _outcomes(300, tmp_path_factory.mktemp("ruled"), rules=True)
    _check(results, silent=0, recall=0.99, precision=0.99)


@pytest.mark.long
def test_three_hundred_variants_give_their_records_or_a_finding(tmp_path_factory: pytest.TempPathFactory) -> None:
    results = _outcomes(300, tmp_path_factory.mktemp("any"), rules=False)
    _check(results, silent=0, recall=0.99, precision=0.99)
