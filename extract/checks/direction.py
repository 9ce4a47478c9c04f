"""Say which way an indicator is meant to go, by what one paper prints about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from schemas.paper import Paper, Printing, Row
from schemas.reading import Period
from schemas.records import Polarity

QUARTER = range(80, 100)
YEAR = range(360, 372)
"""Days between the first days of two periods that are a quarter or a year apart."""


ByRow = defaultdict[tuple[int, int], list[tuple[int, Printing]]]
"""Table and row → the numbers and printings of the row."""


class Judged(NamedTuple):
    """A scorecard row with a score, its latest outturn and its one target."""

    row: Row
    outturn: int
    value: Decimal
    target: Decimal


def judged_rows(paper: Paper) -> list[Judged]:
    """The rows whose score can be held against a value and a target."""
    printed = by_row(paper)
    return [j for row in paper.rows if (j := _judged(row, printed[row.table, row.row])) is not None]


def by_row(paper: Paper) -> ByRow:
    """The printings of each row of each table, with their numbers."""
    found: ByRow = defaultdict(list)
    for n, p in enumerate(paper.printings):
        if p.table is not None and p.row is not None:
            found[p.table, p.row].append((n, p))
    return found


def _judged(row: Row, mine: Sequence[tuple[int, Printing]]) -> Judged | None:
    if row.score_meaning is None or row.period is None:
        return None
    targets = [p.reading.value for _, p in mine if p.measure == "target" and p.reading.value is not None]
    latest = next(((n, p) for n, p in mine if p.measure == "outturn" and p.period == row.period), None)
    if latest is None or latest[1].reading.value is None or len(targets) != 1:
        return None
    return Judged(row, latest[0], latest[1].reading.value, targets[0])


def vote_of_score(j: Judged) -> Polarity | None:
    """The polarity under which the score is right; None where any would do."""
    if j.value == j.target or j.row.score_meaning == "within_tolerance":
        return None
    return towards(rising_is_good=(j.value > j.target) == (j.row.score_meaning == "better"))


def towards(*, rising_is_good: bool) -> Polarity:
    """The polarity in words."""
    return "bigger_is_better" if rising_is_good else "smaller_is_better"


def polarities(paper: Paper) -> dict[str, Polarity]:
    """Code or name → the polarity that all scores of the paper agree on."""
    votes: dict[str, set[Polarity]] = defaultdict(set)
    for j in judged_rows(paper):
        vote = vote_of_score(j)
        if vote is not None:
            votes[j.row.code or j.row.label].add(vote)
    return {name: next(iter(found)) for name, found in votes.items() if len(found) == 1}


def before(printing: Printing, outturns: Sequence[Printing], *, year: bool) -> Decimal | None:
    """The outturn one quarter, or one year, before a printing of the same row; None where the row prints none."""
    now = printing.period
    for other in outturns:
        then = other.period
        if now is None or then is None or _length(now) != _length(then):
            continue
        if (now.start - then.start).days in (YEAR if year else QUARTER):
            return other.reading.value
    return None


def _length(period: Period) -> int:
    return (period.end - period.start).days // 20
