"""Check trend arrows against the quarters beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extract.checks.direction import before, by_row, polarities
from schemas.paper import Paper, Printing, Remark, gist
from schemas.records import Polarity, Trend

ENOUGH_ARROWS = 6
"""Fewer arrows say nothing about what a paper means by them."""
CONSENT = Decimal("0.9")
"""Share of a paper's other arrows that must follow performance before one that does not is doubted: some councils draw
the figure's own direction, and some compare with another quarter."""


class Arrow(NamedTuple):
    """An arrow, the figures that it compares with the numbers of their printings, and whether they bear it out."""

    printings: tuple[int, int]
    name: str
    trend: Trend
    now: Decimal
    then: Decimal
    borne_out: bool


def trend_against_quarters(paper: Paper) -> Iterator[Remark]:
    """Name `trend`, a warning on both figures: an arrow of improvement beside 26.6% after 19.2% where smaller is better.

    Only papers whose other arrows follow performance are checked, and only rows whose polarity is known without the
    arrow itself.
    """
    arrows = list(_arrows(paper))
    for arrow in arrows:
        others = [a.borne_out for a in arrows if a.printings[0] != arrow.printings[0]]
        if not arrow.borne_out and len(others) >= ENOUGH_ARROWS - 1 and sum(others) >= CONSENT * len(others):
            yield from (
                Remark(
                    check="trend", severity="warning", page=paper.printings[n].place.page, printing=n,
                    message=f'the arrow of "{gist(arrow.name)}" says {arrow.trend}, but {arrow.then} became {arrow.now}',
                )
                for n in arrow.printings
            )  # fmt: skip


def _arrows(paper: Paper) -> Iterator[Arrow]:
    known = polarities(paper)
    printed = by_row(paper)
    for row in paper.rows:
        polarity = row.polarity or known.get(row.code or row.label)
        mine = printed[row.table, row.row]
        latest = next(((n, p) for n, p in mine if p.measure == "outturn" and p.period == row.period), None)
        if polarity not in ("bigger_is_better", "smaller_is_better") or latest is None:
            continue
        outturns = [(n, p) for n, p in mine if p.measure == "outturn"]
        mine_too = [
            arrow
            for trend, year in ((row.short_term_trend, False), (row.annual_trend, True))
            if (arrow := _arrow(latest, outturns, trend, polarity, year=year)) is not None
        ]
        if row.polarity is None and len(mine_too) > 1 and not any(a.borne_out for a in mine_too):
            continue  # both arrows against the score: it is the score that is doubted
        yield from mine_too


def _arrow(
    latest: tuple[int, Printing],
    outturns: Sequence[tuple[int, Printing]],
    trend: Trend | None,
    polarity: Polarity,
    *,
    year: bool,
) -> Arrow | None:
    n, printing = latest
    now, then = printing.reading.value, before(printing, outturns, year=year)
    if now is None or then is None or now == then[1] or trend not in ("improving", "worsening"):
        return None
    better = (now > then[1]) == (polarity == "bigger_is_better")
    return Arrow((n, then[0]), printing.label, trend, now, then[1], better == (trend == "improving"))
