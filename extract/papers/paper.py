"""Read a whole paper: its front sheet, reports, tables and commentary, in the order in which they are printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.indicators import split_code
from extract.papers.agenda import Front, read_front, read_reports, report_period
from extract.papers.cards import dealt
from extract.papers.commentary import Follower, run_on
from extract.papers.headers import Header, academic, header_of, meaning
from extract.papers.key import Key, find_key
from extract.papers.names import Name, clean_label
from extract.papers.prose import figures_in, settled
from extract.papers.scorecard import Setting, read_scorecard
from extract.papers.stacked import unstacked
from extract.papers.textgrid import straightened
from extract.papers.times import latest_period
from extract.papers.verdict import Verdict, verdict_on
from extract.papers.vocabulary import Vocabulary
from extract.values import merge, period_of, read_period
from schemas.layout import Block, Element, Grid, Leaf
from schemas.paper import Paper, Passage, Place, Printing, Remark, Report, Row, Table
from schemas.reading import PeriodPart
from schemas.records import Kind

DOMAIN = re.compile(r"\b(?:www\.|@)(?:[a-z-]+\.)*?([a-z-]{3,40})\.gov\.uk\b", re.IGNORECASE)
NAMED_COUNCIL = re.compile(
    r"\b((?:[A-Z][a-z]+(?:[- ](?:upon|on|and|of|the|in|le|under)(?=[- ]))?[- ]){0,3}?[A-Z][a-z]+)"
    r" (?:Metropolitan Borough|Metropolitan District|London Borough|County Borough|Borough|City|County|District|MBC)?"
    r"\s?Council\b"
    r"|^\s*([A-Z]{3,}(?:[- ][A-Z]{2,}){0,3}?) (?:METROPOLITAN BOROUGH |BOROUGH |CITY |COUNTY |DISTRICT )?COUNCIL\s*$",
    re.MULTILINE,
)
FIRST_PAGE_WEIGHT = 20
NOT_COUNCILS = {
    "the",
    "city",
    "county",
    "full",
    "future",
    "district",
    "borough",
    "parish",
    "town",
    "our",
    "cabinet",
    "select",
    "this",
}
PAPER_PERIOD = re.compile(
    r"\b(?:q[1-4]|qtr|quarter|year end|outturn|annual|half|performance|scorecard|measures)\b", re.IGNORECASE
)


class Placed(NamedTuple):
    """An element with its page and, for a grid, its running number."""

    page: int | None
    element: Element
    table: int
    spot: str


def read_paper(leaves: Sequence[Leaf], vocabulary: Vocabulary) -> Paper:
    """All that the leaves of one file print; nothing is checked or matched yet."""
    leaves = [dealt(leaf, vocabulary) for leaf in leaves]
    front = read_front(leaves)
    reports, remarks = read_reports(leaves)
    period = paper_period(leaves, reports)
    return _Walk(leaves, vocabulary, reports, period).paper(front, remarks)


class _Walk:
    """One pass over a paper; what was met before says what comes next."""

    def __init__(
        self, leaves: Sequence[Leaf], vocabulary: Vocabulary, reports: Sequence[Report], period: PeriodPart | None
    ) -> None:
        self.leaves, self.vocabulary, self.reports, self.period = leaves, vocabulary, reports, period
        self.key: Key = find_key(leaves, vocabulary)
        self.printings: list[Printing] = []
        self.rows: list[Row] = []
        self.passages: list[Passage] = []
        self.tables: list[Table] = []
        self.remarks: list[Remark] = []
        self.names: dict[str, str] = {}
        self.blocks = 0
        self.headings: list[Block] = []
        self.open: tuple[Grid, Header] | None = None
        self.last: Name | None = None
        self.open_kind: Kind | None = None
        self.follower = Follower(vocabulary, ())

    def paper(self, front: Front, remarks: Sequence[Remark]) -> Paper:
        for placed in self._elements():
            if isinstance(placed.element, Block):
                self._block(placed.element)
            elif isinstance(placed.element, Grid):
                self._grid(placed.element, placed)
        self.follower.leave()
        for leaf in self.leaves:
            if leaf.reader == "unread":
                self.remarks.append(
                    Remark(check="page_unread", severity="warning", page=leaf.number,
                           message=f"page {leaf.number} could not be read: {leaf.remark}")
                )  # fmt: skip
        printings, left_out = settled(self.printings)
        return Paper(
            council=council_of(self.leaves, self.vocabulary.national_bodies), committee=front.committee,
            meeting_date=front.meeting_date, title=front.title, period=period_of(self.period),
            reports=tuple(self.reports), printings=tuple(printings), rows=tuple(self.rows),
            passages=(*self.passages, *self.follower.passages), tables=tuple(self.tables),
            remarks=(*remarks, *renumbered(self.remarks, self.printings, printings), *left_out),
            pages=len(self.leaves) if self.leaves and self.leaves[0].number is not None else None,
        )  # fmt: skip

    def _elements(self) -> Iterator[Placed]:
        count = 0
        starts = {r.first_page for r in self.reports}
        for leaf in self.leaves:
            if leaf.number in starts or leaf.reader in ("skimmed", "unread"):
                self.follower.leave()
                self.open = None
            self.follower.typeless = leaf.reader == "ocr"
            for n, element in enumerate(leaf.elements):
                yield Placed(leaf.number, element, count, f"t{sum(isinstance(e, Grid) for e in leaf.elements[:n])}")
                count += isinstance(element, Grid)

    def _block(self, block: Block) -> None:
        if block.kind == "furniture":
            return
        if block.kind == "heading":
            self.headings = self.headings[-12:]
            self.headings.append(block)
            self.open = None
        self.follower.read(block)
        if block.kind in ("paragraph", "bullet"):
            self._prose(block)

    def _prose(self, block: Block) -> None:
        """The figures of a paragraph belong to the indicator in the heading of its section."""
        above = self.headings[-1].text if self.headings else ""
        subject = self.follower.subject or (
            split_code(above) if above and _names_a_measure(above, block.text) else None
        )
        if subject is None:
            return
        for told in figures_in(block.text, subject[1], self.follower.period or period_of(self._around_prose(block))):
            self.printings.append(
                Printing(
                    place=Place(page=block.page, box=block.box, spot=self._spot(block)),
                    source="prose", code=subject[0], label=clean_label(subject[1]), measure=told.measure,
                    period=told.period, reading=told.reading, position=told.position,
                )
            )  # fmt: skip

    def _spot(self, block: Block) -> str:
        """A name for where a paragraph stands: its corner, or in a text its number."""
        if block.box is not None:
            return f"b{block.box.top:.0f} {block.box.x0:.0f}"
        self.blocks += 1
        return f"b{self.blocks}"

    def _around_prose(self, block: Block) -> PeriodPart | None:
        report = next((r for r in self.reports if _inside(r, block.page)), None)
        return _completed(read_period(report.title) if report is not None else None, self.period)

    def _grid(self, grid: Grid, placed: Placed) -> None:
        caption = self._caption(grid)
        doubt: str | None = None
        if grid.engine == "text":
            grid, doubt = straightened(grid, self.vocabulary)
        header = header_of(grid, self.vocabulary)
        if "academic year" in caption.lower():
            header = academic(header)
        continued = self._continues(grid, header)
        if continued is not None:
            header = continued
            verdict = Verdict("read", "goes on from the page before")
        else:
            verdict = verdict_on(grid, header, caption, self.vocabulary)
        place = Place(page=grid.page, box=grid.box, spot=placed.spot)
        self.tables.append(
            Table(
                place=place,
                rows=grid.rows,
                columns=grid.columns,
                verdict=verdict.verdict,
                reason=verdict.reason,
                meanings=tuple(meaning(c) for c in header.columns) if verdict.verdict == "read" else (),
            )
        )  # fmt: skip
        if verdict.verdict == "not_understood":
            self.remarks.append(
                Remark(check="table_not_understood", severity="warning", page=grid.page,
                       message=f"a table of {grid.rows} rows and {grid.columns} columns was not read: {verdict.reason}")
            )  # fmt: skip
        if verdict.verdict != "read":
            self.open = None
            return
        setting = Setting(
            table=placed.table, spot=placed.spot, heading=self.headings[-1].text if self.headings else None,
            period=self._around(grid, header), names=self.names, subject=self.follower.subject,
            vocabulary=self.vocabulary, key=self.key, last=self.last if continued is not None else None,
            open_kind=self.open_kind if continued is not None else None, doubt=doubt,
        )  # fmt: skip
        card = read_scorecard(*unstacked(grid, header, self.vocabulary), setting)
        shift = len(self.printings)
        self.printings += card.printings
        self.rows += [r for r in card.rows if r.judged]
        self.last, self.open_kind = card.last, card.open_kind
        for passage in card.passages:
            self._passage(passage)
        self.remarks += [
            r if r.printing is None else r.model_copy(update={"printing": r.printing + shift}) for r in card.remarks
        ]
        for printing in card.printings:
            if printing.code and printing.label:
                self.names.setdefault(printing.code, printing.label)
        subject = self.follower.subject
        if subject is not None and any(p.code == subject[0] for p in card.printings):
            self.follower.period = latest_period(header, setting.period)
        else:
            self.follower.leave()
        self.open = (grid, header) if grid.columns == len(header.columns) else self.open

    def _passage(self, passage: Passage) -> None:
        """A passage, joined to the one before where it is the rest of it."""
        before = self.passages[-1] if self.passages else None
        if passage.goes_on and before is not None and (before.code, before.label) == (passage.code, passage.label):
            text = run_on(before.text, passage.text)
            self.passages[-1] = before.model_copy(update={"text": text, "last_page": passage.last_page})
        else:
            self.passages.append(passage)

    def _continues(self, grid: Grid, header: Header) -> Header | None:
        """The header under which this grid goes on from the page before: its own, repeated, or the one before."""
        if self.open is None:
            return None
        before, its_header = self.open
        if header.rows:
            again = [c.text for c in header.columns] == [c.text for c in its_header.columns]
            return header if again and before.page != grid.page else None
        if grid.engine == "text" and before.engine == "text":
            lone = sum(bool(c.text) for c in grid.cells) == grid.rows
            return its_header._replace(rows=0) if grid.columns == before.columns or lone else None
        if grid.box is None:
            return None
        if before.page == grid.page or before.columns != grid.columns or before.box is None:
            return None
        same = abs(before.box.x0 - grid.box.x0) < 6 and abs(before.box.x1 - grid.box.x1) < 6
        return its_header._replace(rows=0) if same else None

    def _caption(self, grid: Grid) -> str:
        return " / ".join(h.text for h in self.headings[-2:]) if self.headings else ""

    def _around(self, grid: Grid, header: Header) -> PeriodPart | None:
        """The period around a table: its own header's other cells, the headings above, the report, the paper."""
        part: PeriodPart | None = None
        for text in (c.text for c in header.columns if c.role in ("indicator", "group", "comment")):
            part = part or read_period(text)
        for heading in reversed(self.headings):
            if part is None and PAPER_PERIOD.search(heading.text):
                part = read_period(heading.text)
        report = next((r for r in self.reports if _inside(r, grid.page)), None)
        if part is None and report is not None:
            part = read_period(report.title)
        return _completed(part, self.period)


MEASURES = re.compile(
    r"%|\b(?:percentage|proportion|number|rate|average|per 1,?000|per 10,?000|per 100,?000|time|leavers|days)\b", re.I
)
OWN_TARGET = re.compile(r"\b(?:this (?:indicator|measure)|(?:our|the) target (?:for|is|was))\b", re.IGNORECASE)


def _names_a_measure(heading: str, text: str) -> bool:
    """Whether a heading is the name of an indicator rather than of a part of the report ("10. Complaint outcomes")."""
    code, label = split_code(heading)
    if code is not None:
        return True
    if len(label.split()) < 2 or re.match(r"\d", heading) or heading.isupper() or heading.rstrip("- ").endswith(":"):
        return False
    return bool(MEASURES.search(label) or OWN_TARGET.search(text)) and not heading.endswith(".")


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


def renumbered(remarks: Sequence[Remark], before: Sequence[Printing], after: Sequence[Printing]) -> list[Remark]:
    """Remarks that point to the same printings in the shorter list."""
    place = {id(p): n for n, p in enumerate(after)}
    index = {n: place.get(id(p)) for n, p in enumerate(before)}
    return [r if r.printing is None else r.model_copy(update={"printing": index[r.printing]}) for r in remarks]


def paper_period(leaves: Sequence[Leaf], reports: Sequence[Report]) -> PeriodPart | None:
    """The period that the paper says it reports on: the one that its headings name most, a full one before a year."""
    votes: Counter[PeriodPart] = Counter()
    texts = [
        b.text for leaf in leaves for b in leaf.elements if isinstance(b, Block) and b.kind in ("heading", "furniture")
    ]
    for leaf in leaves[:1]:
        texts += [b.text for b in leaf.elements if isinstance(b, Block)][:12]
    for text in [*texts, *(r.title for r in reports if report_period(r.title))]:
        if PAPER_PERIOD.search(text) and len(text) < 200:
            part = read_period(text)
            if part is not None and period_of(part) is not None:
                votes[part] += 1
    if not votes:
        return None
    full = {p: n for p, n in votes.items() if p.quarter or p.month or p.half}
    return max(full or votes, key=lambda p: (votes[p], period_of(p) and period_of(p).end))  # type: ignore[union-attr]


def council_of(leaves: Sequence[Leaf], national: Sequence[str] = ()) -> str | None:
    """The council's short name: what stands before "Council" or ".gov.uk", whichever is printed most.

    The first page counts for more than a neighbour that is quoted often; national bodies are no councils.
    """
    votes: Counter[str] = Counter()
    for n, leaf in enumerate(leaves):
        weight = FIRST_PAGE_WEIGHT if n == 0 else 1
        for name in (usual or capitals for usual, capitals in NAMED_COUNCIL.findall(leaf.text)):
            short = name.title() if name.isupper() else name
            if not {w.lower() for w in short.split()} & NOT_COUNCILS:
                votes[short] += weight
        for domain in DOMAIN.findall(leaf.text):
            if domain.lower() not in national:
                votes[_known_spelling(domain, leaves)] += 2 * weight
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] > 1 else None


def _known_spelling(domain: str, leaves: Sequence[Leaf]) -> str:
    """ "bathnes" stays; "dudley" is written as the paper writes it."""
    pattern = re.compile(rf"\b{'[ -]?'.join(map(re.escape, domain.replace('-', '')))}\b", re.IGNORECASE)
    seen = Counter(m for leaf in leaves[:20] for m in pattern.findall(leaf.text) if m[:1].isupper() and not m.isupper())
    return seen.most_common(1)[0][0] if seen else domain.replace("-", " ").title()
