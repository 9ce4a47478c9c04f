"""What a table or paragraph that does not say its period reports on: what its headings, its report or its paper say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.papers.agenda import report_period
from extract.papers.columns import Header
from extract.values import merge, period_of, read_period
from schemas.layout import Block, Leaf
from schemas.paper import Report
from schemas.reading import PeriodPart

PAPER_PERIOD = re.compile(
    r"\b(?:q[1-4]|qtr|quarter|year end|outturn|annual|half|performance|scorecard|measures|results|indicators|kpis"
    r"|reporting period)\b",
    re.IGNORECASE,
)
"""What stands beside a month or year that a text reports on; a quarter or half-year needs no such word."""


def paper_period(leaves: Sequence[Leaf], reports: Sequence[Report]) -> PeriodPart | None:
    """The period that the paper says it reports on: the one that its headings name most, a full one before a year."""
    votes: Counter[PeriodPart] = Counter()
    texts = [
        b.text for leaf in leaves for b in leaf.elements if isinstance(b, Block) and b.kind in ("heading", "furniture")
    ]
    for leaf in leaves[:1]:
        texts += [b.text for b in leaf.elements if isinstance(b, Block)][:12]
    for text in [*texts, *(r.title for r in reports if report_period(r.title))]:
        part = _reported(text) if len(text) < 200 else None
        if part is not None and period_of(part) is not None:
            votes[part] += 1
    if not votes:
        return None
    full = {p: n for p, n in votes.items() if p.quarter or p.month or p.half}
    return max(full or votes, key=lambda p: (votes[p], period_of(p) and period_of(p).end))  # type: ignore[union-attr]


def around_table(
    header: Header, headings: Sequence[Block], report: Report | None, whole: PeriodPart | None
) -> PeriodPart | None:
    """The period around a table: its own header's other cells, the headings above, the report, the paper."""
    part: PeriodPart | None = None
    for text in (c.text for c in header.columns if c.role in ("indicator", "group", "comment")):
        part = part or read_period(text)
    for heading in reversed(headings):
        part = part or _reported(heading.text)
    if part is None and report is not None:
        part = read_period(report.title)
    return _completed(part, whole)


def _reported(text: str) -> PeriodPart | None:
    """The period that a heading says is reported on; a month or a year alone may be that of a meeting or a plan."""
    part = read_period(text)
    span = part is not None and (part.quarter is not None or part.half is not None)
    return part if span or PAPER_PERIOD.search(text) else None


def around_paragraph(report: Report | None, whole: PeriodPart | None) -> PeriodPart | None:
    """The period around a paragraph: the report's, the paper's."""
    return _completed(read_period(report.title) if report is not None else None, whole)


def report_on(page: int | None, reports: Sequence[Report]) -> Report | None:
    """The report that a page belongs to."""
    return next((r for r in reports if _inside(r, page)), None)


def _completed(part: PeriodPart | None, whole: PeriodPart | None) -> PeriodPart | None:
    if part is None:
        return whole
    if period_of(part) is None and whole is not None:
        return merge(whole.model_copy(update={"quarter": None, "half": None, "rolling": None}), part)
    return part


def _inside(report: Report, page: int | None) -> bool:
    return (
        page is not None and report.first_page is not None and report.first_page <= page <= (report.last_page or page)
    )
