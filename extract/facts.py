"""Turn a paper and its findings into the records of the database, each with an id that never changes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from schemas.layout import Box, Leaf, Plain
from schemas.paper import Paper, Place, Printing, Remark, Table
from schemas.reading import Period
from schemas.records import (
    Assessment,
    Commentary,
    Document,
    DocumentSource,
    Facts,
    Finding,
    Observation,
    PageRead,
    Section,
    TableSeen,
)

Shown = Mapping[int | None, Callable[[Box], Box]]
"""For each page, where it shows what was measured on its picture made straight."""


class Hints(Plain):
    """What a manifest or the command line says of a paper that it may not print."""

    council: str | None = None
    committee: str | None = None
    meeting_date: date | None = None
    title: str | None = None
    url: str | None = None


def facts_of(document_id: str, path: str, paper: Paper, leaves: Sequence[Leaf], hints: Hints, version: str) -> Facts:
    """All records of one paper."""
    shown = {leaf.number: leaf.shown for leaf in leaves}
    observations = [_observation(document_id, p, paper, shown) for p in paper.printings]
    return Facts(
        document=_document(document_id, path, paper, hints, version),
        sources=[DocumentSource(document_id=document_id, path=path, url=hints.url)],
        pages=[
            PageRead(document_id=document_id, page=leaf.number or 0, reader=leaf.reader, remark=leaf.remark or None)
            for leaf in leaves
        ],
        sections=_sections(document_id, paper),
        observations=observations,
        assessments=_assessments(document_id, paper),
        commentary=_commentary(document_id, paper),
        findings=_findings(document_id, [*paper.remarks, *_disagreements(paper, hints)], observations),
        tables=_tables(document_id, paper, shown),
    )


def identity(*parts: object) -> str:
    """A short stable name for a thing told apart by these parts."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:20]


def _document(document_id: str, path: str, paper: Paper, hints: Hints, version: str) -> Document:
    return Document(
        document_id=document_id, path=path, source_url=hints.url, council=hints.council or paper.council,
        committee=paper.committee or hints.committee, meeting_date=paper.meeting_date or hints.meeting_date,
        title=paper.title or hints.title, pages=paper.pages, period=paper.period.text if paper.period else None,
        reader_version=version,
    )  # fmt: skip


def _disagreements(paper: Paper, hints: Hints) -> list[Remark]:
    if paper.meeting_date and hints.meeting_date and paper.meeting_date != hints.meeting_date:
        return [
            Remark(
                check="meeting_date", severity="info",
                message=f"the paper prints the date {paper.meeting_date}, the manifest says {hints.meeting_date}",
            )
        ]  # fmt: skip
    return []


def _section_id(document_id: str, paper: Paper, page: int | None) -> str | None:
    for n, report in enumerate(paper.reports):
        if (
            page is not None
            and report.first_page is not None
            and report.first_page <= page <= (report.last_page or page)
        ):
            return identity(document_id, "section", n)
    return None


def _sections(document_id: str, paper: Paper) -> list[Section]:
    return [
        Section(
            section_id=identity(document_id, "section", n), document_id=document_id, item=r.item, title=r.title,
            first_page=r.first_page, last_page=r.last_page, period=r.period.text if r.period else None,
        )
        for n, r in enumerate(paper.reports)
    ]  # fmt: skip


def _observation(document_id: str, p: Printing, paper: Paper, shown: Shown) -> Observation:
    box, reading, period = _shown(p.place, shown), p.reading, p.period
    return Observation(
        observation_id=identity(
            document_id, p.place.page, p.place.spot, p.source, p.measure, period.text if period else "", p.position
        ),
        document_id=document_id, page=p.place.page, x0=box.x0 if box else None, top=box.top if box else None,
        x1=box.x1 if box else None, bottom=box.bottom if box else None, source=p.source, indicator_code=p.code,
        indicator_label=p.label, measure=p.measure, period=period.text if period else None,
        period_start=period.start if period else None, period_end=period.end if period else None, value=reading.value,
        unit=reading.unit if reading.value is not None else None, numerator=reading.numerator,
        denominator=reading.denominator, qualifier=reading.qualifier, status=reading.status, raw=reading.raw,
        decimals=reading.decimals if reading.value is not None else None,
        section_id=_section_id(document_id, paper, p.place.page),
    )  # fmt: skip


def _assessments(document_id: str, paper: Paper) -> list[Assessment]:
    return [
        Assessment(
            assessment_id=identity(document_id, "assessment", r.place.page, r.place.spot), document_id=document_id,
            page=r.place.page, indicator_code=r.code, indicator_label=r.label,
            period=r.period.text if r.period else None, heading=r.heading, polarity=r.polarity,
            reporting_basis=r.reporting_basis, score=r.score, score_meaning=r.score_meaning,
            short_term_trend=r.short_term_trend, annual_trend=r.annual_trend,
        )
        for r in paper.rows
    ]  # fmt: skip


def _commentary(document_id: str, paper: Paper) -> list[Commentary]:
    seen: Counter[tuple[object, ...]] = Counter()
    records = []
    for p in paper.passages:
        key = (p.first_page, p.code or p.label, p.kind)
        records.append(
            Commentary(
                commentary_id=identity(document_id, "commentary", *key, seen[key]), document_id=document_id,
                indicator_code=p.code, indicator_label=p.label, first_page=p.first_page, last_page=p.last_page,
                period=_period_text(p.period or paper.period), kind=p.kind, text=p.text,
            )
        )  # fmt: skip
        seen[key] += 1
    return records


def _period_text(period: Period | None) -> str | None:
    return period.text if period is not None else None


def _findings(document_id: str, remarks: Sequence[Remark], observations: Sequence[Observation]) -> list[Finding]:
    found: dict[str, Finding] = {}
    for r in remarks:
        about = observations[r.printing] if r.printing is not None else None
        page = r.page if r.page is not None or about is None else about.page
        finding = Finding(
            finding_id=identity(document_id, page, about.observation_id if about else "", r.check, r.message),
            document_id=document_id, page=page, observation_id=about.observation_id if about else None,
            check_name=r.check, severity=r.severity, message=r.message, suggestion=r.suggestion,
        )  # fmt: skip
        found.setdefault(finding.finding_id, finding)
    return list(found.values())


def _tables(document_id: str, paper: Paper, shown: Shown) -> list[TableSeen]:
    return [_table(document_id, t, _shown(t.place, shown)) for t in paper.tables]


def _table(document_id: str, t: Table, box: Box | None) -> TableSeen:
    return TableSeen(
        table_id=identity(document_id, "table", t.place.page, t.place.spot), document_id=document_id,
        page=t.place.page, x0=box.x0 if box else None, top=box.top if box else None, x1=box.x1 if box else None,
        bottom=box.bottom if box else None, rows=t.rows, columns=t.columns, verdict=t.verdict, reason=t.reason,
        meanings=" | ".join(t.meanings) or None,
    )  # fmt: skip


def _shown(place: Place, shown: Shown) -> Box | None:
    """Where the page shows a place, which on a tilted scan was measured on its picture made straight."""
    return shown[place.page](place.box) if place.box is not None and place.page in shown else place.box
