"""Check a score against the value and the target beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extract.checks.direction import Judged, before, by_row, judged_rows, towards, vote_of_score
from schemas.paper import Paper, Printing, Remark, gist
from schemas.records import Polarity

SMALL = Decimal("0.1")
"""A figure this close to its target may be green behind it or amber ahead of it, by the tolerance of its council; no
tolerance makes one red that is ahead of it."""
ENOUGH_SCORES = 6
"""Fewer scores do not say whether a council has such a tolerance."""


def score_against_target(paper: Paper) -> Iterator[Remark]:
    """Name `score`, a warning on outturn and target: ★ (better) beside 26.6% against 15% where smaller is better.

    The polarity is the printed one, else the one that all other evidence of the paper agrees on: the scores of the
    same indicator elsewhere in it, and arrows between two quarters.  Without such evidence nothing is said.  A quarter
    is not held against the target of a year where it may be what a part of the year has come to.
    """
    known = list(with_polarity(paper))
    wrong = [(j, polarity) for j, polarity in known if contradicts(j, polarity)]
    near = [j for j, _ in wrong if j.row.score_meaning != "worse" and abs(j.value - j.target) <= SMALL * abs(j.target)]
    tolerant = len(near) > 1 or len(known) < ENOUGH_SCORES
    for j, polarity in wrong:
        if not (tolerant and j in near):
            yield from (_remark(n, j, polarity, paper) for n in (j.outturn, j.aim))


def with_polarity(paper: Paper) -> Iterator[tuple[Judged, Polarity]]:
    """The judged rows whose polarity is printed, or that all other evidence of the paper agrees on."""
    judged = judged_rows(paper)
    printed = by_row(paper)
    scores: dict[str, list[tuple[Judged, Polarity]]] = defaultdict(list)
    for j in judged:
        vote = vote_of_score(j)
        if vote is not None:
            scores[j.row.code or j.row.label].append((j, vote))
    for j in judged:
        elsewhere = [v for other, v in scores[j.row.code or j.row.label] if other is not j]
        polarity = j.row.polarity or _unanimous([*elsewhere, *_votes_of_arrows(j, printed[j.row.table, j.row.row])])
        if polarity is not None:
            yield j, polarity


def _votes_of_arrows(j: Judged, mine: Sequence[tuple[int, Printing]]) -> list[Polarity]:
    """What the row's arrows say of its direction, where the quarters that they compare are printed."""
    latest = next(p for n, p in mine if n == j.outturn)
    outturns = [(n, p) for n, p in mine if p.measure == "outturn"]
    votes = []
    for trend, year in ((j.row.short_term_trend, False), (j.row.annual_trend, True)):
        then = before(latest, outturns, year=year)
        if then is not None and then[1] != j.value and trend in ("improving", "worsening"):
            votes.append(towards(rising_is_good=(j.value > then[1]) == (trend == "improving")))
    return votes


def _unanimous(votes: Sequence[Polarity]) -> Polarity | None:
    return votes[0] if votes and len(set(votes)) == 1 else None


def contradicts(j: Judged, polarity: Polarity) -> bool:
    """Whether a score is wrong beside its value and target."""
    if j.is_part:
        return False
    if polarity == "plan_is_best":
        return j.row.score_meaning == "worse" and j.value == j.target
    ahead = j.value > j.target if polarity == "bigger_is_better" else j.value < j.target
    behind = not ahead and j.value != j.target
    return (j.row.score_meaning == "better" and behind) or (j.row.score_meaning != "better" and ahead)


def _remark(n: int, j: Judged, polarity: Polarity, paper: Paper) -> Remark:
    meaning = (j.row.score_meaning or "").replace("_", " ")
    how = "printed" if j.row.polarity else "as the paper's other scores and arrows have it"
    return Remark(
        check="score", severity="warning", page=paper.printings[n].place.page, printing=n,
        message=(
            f'the score of "{gist(j.row.label)}" is {j.row.score} ({meaning}), but {j.value} '
            f"against a target of {j.target} is not, where {polarity.replace('_', ' ')} ({how})"
        ),
    )  # fmt: skip
