"""Check a score against the value and the target beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from schemas.paper import Paper, Printing, Remark, Row
from schemas.records import Polarity


class Judged(NamedTuple):
    """A scorecard row with its latest outturn, its target, and the outturn that its trend looks back to."""

    row: Row
    outturn: int
    value: Decimal
    target: Decimal
    votes: tuple[Polarity, ...]


def score_against_target(paper: Paper) -> Iterator[Remark]:
    """Name `score`, a warning: ★ (better) beside 26.6% against a target of 15% where smaller is better.

    The polarity is the printed one, else the one that all other evidence of the paper agrees on: the scores of the
    same indicator elsewhere in it, and arrows between two quarters.  Without such evidence nothing is said.
    """
    judged = [j for row in paper.rows if (j := _judged(row, paper.printings)) is not None]
    scores: dict[str, list[tuple[Judged, Polarity]]] = defaultdict(list)
    for j in judged:
        vote = _vote_of_score(j)
        if vote is not None:
            scores[j.row.code or j.row.label].append((j, vote))
    for j in judged:
        elsewhere = [v for other, v in scores[j.row.code or j.row.label] if other is not j]
        polarity = j.row.polarity or _unanimous([*elsewhere, *j.votes])
        if polarity is not None and _contradicts(j, polarity):
            yield _remark(j, polarity, paper.printings[j.outturn])


def _judged(row: Row, printings: Sequence[Printing]) -> Judged | None:
    if row.score_meaning is None or row.period is None:
        return None
    mine = [(n, p) for n, p in enumerate(printings) if p.table == row.table and p.row == row.row]
    outturns = {
        p.period.text: (n, p) for n, p in mine if p.measure == "outturn" and p.period and p.reading.value is not None
    }
    targets = [p.reading.value for _, p in mine if p.measure == "target" and p.reading.value is not None]
    latest = outturns.get(row.period.text)
    if latest is None or len(targets) != 1:
        return None
    n, printing = latest
    value = printing.reading.value
    if value is None or printing.period is None:
        return None
    votes = []
    for trend, years, days in ((row.short_term_trend, 0, 92), (row.annual_trend, 1, 366)):
        before = _before(printing, outturns, years, days)
        if before is not None and before != value and trend in ("improving", "worsening"):
            rose = value > before
            votes.append(_direction(rising_is_good=rose == (trend == "improving")))
    return Judged(row, n, value, targets[0], tuple(votes))


def _before(printing: Printing, outturns: dict[str, tuple[int, Printing]], years: int, days: int) -> Decimal | None:
    """The outturn one quarter or one year before, where the same row prints it."""
    now = printing.period
    if now is None:
        return None
    for _, other in outturns.values():
        then = other.period
        if (
            then is None
            or then.end >= now.start
            or (then.end - then.start).days // 20 != (now.end - now.start).days // 20
        ):
            continue
        gap = (now.start - then.start).days
        if (years and 364 <= gap <= days) or (not years and 80 <= gap <= days):
            return other.reading.value
    return None


def _direction(*, rising_is_good: bool) -> Polarity:
    return "bigger_is_better" if rising_is_good else "smaller_is_better"


def _vote_of_score(j: Judged) -> Polarity | None:
    if j.value == j.target or j.row.score_meaning == "within_tolerance":
        return None
    return _direction(rising_is_good=(j.value > j.target) == (j.row.score_meaning == "better"))


def _unanimous(votes: Sequence[Polarity]) -> Polarity | None:
    return votes[0] if votes and len(set(votes)) == 1 else None


def _contradicts(j: Judged, polarity: Polarity) -> bool:
    if polarity == "plan_is_best":
        return j.row.score_meaning == "worse" and j.value == j.target
    ahead = j.value > j.target if polarity == "bigger_is_better" else j.value < j.target
    behind = not ahead and j.value != j.target
    return (j.row.score_meaning == "better" and behind) or (j.row.score_meaning != "better" and ahead)


def _remark(j: Judged, polarity: Polarity, printing: Printing) -> Remark:
    meaning = (j.row.score_meaning or "").replace("_", " ")
    how = "printed" if j.row.polarity else "as the paper's other scores and arrows have it"
    return Remark(
        check="score", severity="warning", page=printing.place.page, printing=j.outturn,
        message=(
            f'the score of "{j.row.label[:60]}" is {j.row.score} ({meaning}), but {j.value} '
            f"against a target of {j.target} is not, where {polarity.replace('_', ' ')} ({how})"
        ),
    )  # fmt: skip
