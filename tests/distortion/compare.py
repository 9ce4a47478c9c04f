"""Hold what was read against what is known: found, missed, wrong without a word."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from schemas.records import Assessment, Facts, Observation
from tests.distortion.truth import Expected, Judged, Truth


@dataclass
class Outcome:
    """How one variant was read; `silent` and `invented` must stay empty."""

    wanted: int = 0
    found: int = 0
    extra: int = 0
    flagged: int = 0
    judgements: int = 0
    judged: int = 0
    silent: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    unjudged: list[str] = field(default_factory=list)


def name_of(code: str | None, label: str) -> str:
    """What tells indicators apart here: the letters of the name."""
    return re.sub(r"[^a-z0-9]", "", label.lower())


def compare(truth: Truth, facts: Facts) -> Outcome:
    """The outcome of one variant."""
    outcome = Outcome()
    loud = {f.observation_id for f in facts.findings if f.severity in ("warning", "error") and f.observation_id}
    seen: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for o in facts.observations:
        seen[name_of(o.indicator_code, o.indicator_label), o.measure].append(o)
    for figure in truth.figures:
        outcome.wanted += 1
        pool = seen[name_of(figure.code, figure.label), figure.measure]
        match = next((o for o in pool if _same(figure, o)), None)
        if match is None:
            which = f"{figure.measure} {sorted(map(str, figure.periods))}"
            outcome.missed.append(f"{figure.code} {figure.label[:30]} {which} {figure.raw!r}")
            continue
        pool.remove(match)
        outcome.found += 1
        outcome.flagged += match.observation_id in loud
    for pool in seen.values():
        for o in pool:
            outcome.extra += 1
            if o.observation_id not in loud:
                what = f"{o.measure} {o.period} {o.value} {o.status} {o.unit} {o.raw!r}"
                outcome.silent.append(f"{o.indicator_code} {o.indicator_label[:40]} {what}")
    _judgements(truth, facts, outcome)
    return outcome


def _same(figure: Expected, o: Observation) -> bool:
    code = _letters(figure.code) == _letters(o.indicator_code)
    unit = o.unit is None or o.unit in figure.unit
    return code and unit and o.period in figure.periods and o.value == figure.value and o.status == figure.status


def _letters(code: str | None) -> str:
    return re.sub(r"[^A-Z0-9]", "", (code or "").upper())


def _judgements(truth: Truth, facts: Facts, outcome: Outcome) -> None:
    rows: dict[str, list[Assessment]] = defaultdict(list)
    for a in facts.assessments:
        rows[name_of(a.indicator_code, a.indicator_label)].append(a)
    for judged in truth.rows:
        pool = rows[name_of(judged.code, judged.label)]
        row = pool.pop(0) if pool else None
        for what, wanted, found in _pairs(judged, row):
            outcome.judgements += wanted is not None
            if wanted == found:
                outcome.judged += wanted is not None
            elif found is None:
                outcome.unjudged.append(f"{judged.label[:40]} {what}: {wanted}")
            else:
                outcome.silent.append(f"{judged.label[:40]} {what}: {found}, printed is {wanted}")


def _pairs(judged: Judged, row: Assessment | None) -> list[tuple[str, str | None, str | None]]:
    if row is None:
        return [
            (what, getattr(judged, what), None)
            for what in ("score", "meaning", "short_trend", "annual_trend", "polarity")
        ]
    return [
        ("score", judged.score, row.score), ("meaning", judged.meaning, row.score_meaning),
        ("short_trend", judged.short_trend, row.short_term_trend),
        ("annual_trend", judged.annual_trend, row.annual_trend), ("polarity", judged.polarity, row.polarity),
    ]  # fmt: skip
