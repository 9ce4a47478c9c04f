"""Read a whole paper: its front sheet, reports, tables and commentary, in the order in which they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from extract.indicators import learn_prefixes, split_code
from extract.papers.agenda import read_reports
from extract.papers.around import around_paragraph, around_table, paper_period, report_on
from extract.papers.assessed import assessed
from extract.papers.columns import Header, academic, header_of, latest_period, meaning
from extract.papers.commentary import Follower, Subject, doubted, figures_in, run_on, settled, undecided
from extract.papers.continued import Opened, header_above, may_hold_rows
from extract.papers.council import council_of
from extract.papers.front import Front, read_front
from extract.papers.key import Key, find_key
from extract.papers.layouts import dealt, is_of_one_measure, laid_out, named, unstacked
from extract.papers.names import clean_label
from extract.papers.rows import Scorecard, Setting, read_scorecard
from extract.papers.verdict import Verdict, verdict_on
from extract.papers.vocabulary import Vocabulary
from extract.read import without_marks
from extract.values import Scale, period_of, scale_of
from schemas.layout import Block, Box, Element, Grid, Leaf
from schemas.paper import Paper, Passage, Place, Printing, Remark, Report, Row, Table
from schemas.reading import PeriodPart

HEADINGS_KEPT = 12
"""A table's period may stand so many headings above it."""
SHORT_NOTE = 80
"""Characters of a line above a table that may say what its figures are counted in."""


class Known(NamedTuple):
    """What is known of a paper before its tables and paragraphs are read one by one."""

    vocabulary: Vocabulary
    key: Key
    reports: Sequence[Report]
    period: PeriodPart | None
    council: str | None = None
    prefixes: frozenset[str] = frozenset()
    """Those that the names of its cards are numbered with, and the headings right above its tables."""


class Placed(NamedTuple):
    """An element, a name for where it stands on its page (in its text), and for a grid its running number."""

    element: Element
    spot: str
    table: int


@dataclass
class Collected:
    """What was read so far."""

    printings: list[Printing] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def names(self) -> dict[str, str]:
        """The name first printed beside each code."""
        return {p.code: p.label for p in reversed(self.printings) if p.source == "table" and p.code and p.label}

    def add(self, card: Scorecard) -> None:
        """What a table gave; remarks on its figures follow them to their new places."""
        shift = len(self.printings)
        self.printings += card.printings
        self.rows += card.rows
        for passage in card.passages:
            self._add_passage(passage)
        self.remarks += [
            r if r.printing is None else r.model_copy(update={"printing": r.printing + shift}) for r in card.remarks
        ]

    def _add_passage(self, passage: Passage) -> None:
        """A passage, joined to the one before where it is the rest of it."""
        before = self.passages[-1] if self.passages else None
        if passage.goes_on and before is not None and (before.code, before.label) == (passage.code, passage.label):
            text = run_on(before.text, passage.text)
            self.passages[-1] = before.model_copy(update={"text": text, "last_page": passage.last_page})
        else:
            self.passages.append(passage)


def read_paper(leaves: Sequence[Leaf], vocabulary: Vocabulary) -> Paper:
    """All that the leaves of one file print; nothing is checked or matched yet."""
    leaves = [dealt(leaf, vocabulary) for leaf in leaves]
    front = read_front(leaves)
    reports, remarks = read_reports(leaves)
    council = council_of(leaves, vocabulary)
    known = Known(
        vocabulary,
        find_key(leaves, vocabulary),
        reports,
        paper_period(leaves, reports),
        council,
        _card_prefixes(leaves),
    )
    found = _Walk(known).through(leaves)
    found.remarks += [
        Remark(check="page_unread", severity="warning", page=leaf.number,
               message=f"page {leaf.number} could not be read: {leaf.remark}")
        for leaf in leaves if leaf.reader == "unread"
    ]  # fmt: skip
    found.remarks += [
        Remark(check="page_unread", severity="warning", page=leaf.number,
               message=f"a picture on page {leaf.number} was not read, which may be a table: {leaf.unread}")
        for leaf in leaves if leaf.unread
    ]  # fmt: skip
    found.remarks += [
        Remark(check="figures_outside_tables", severity="warning", page=leaf.number, message=_stray(leaf.stray))
        for leaf in leaves if leaf.stray
    ]  # fmt: skip
    return _bound(leaves, known, front, found, remarks)


def _stray(boxes: Sequence[Box]) -> str:
    where = ", ".join(f"{box.top:.0f} to {box.bottom:.0f}" for box in boxes)
    return f"figures in columns, {where} points below the top of the page, stand in no table that was made out"


def _card_prefixes(leaves: Sequence[Leaf]) -> frozenset[str]:
    """The prefixes that all cards of a paper are numbered with: a table made of one card alone teaches none."""
    cards = [e for leaf in leaves for e in leaf.elements if isinstance(e, Grid) and e.engine == "cards"]
    above = [
        before.text
        for leaf in leaves
        for before, after in pairwise(leaf.elements)
        if isinstance(before, Block) and before.kind == "heading" and isinstance(after, Grid)
    ]
    return learn_prefixes([c.text for grid in cards for c in grid.cells if c.row and c.column == 0]) | learn_prefixes(
        above
    )


def _bound(leaves: Sequence[Leaf], known: Known, front: Front, found: Collected, remarks: Sequence[Remark]) -> Paper:
    """The paper, with the figures that its prose only says again left out."""
    printings, left_out = settled(found.printings)
    return Paper(
        council=known.council, committee=front.committee,
        meeting_date=front.meeting_date, title=front.title, period=period_of(known.period),
        reports=tuple(known.reports), printings=tuple(printings),
        rows=tuple(assessed(found.rows, found.printings, known.vocabulary)),
        passages=tuple(found.passages), tables=tuple(found.tables),
        remarks=(*remarks, *renumbered(found.remarks, found.printings, printings), *doubted(printings), *left_out),
        pages=len(leaves) if leaves and leaves[0].number is not None else None,
    )  # fmt: skip


class _Walk:
    """One pass over a paper; what was met before says what comes next."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.found = Collected()
        self.follower = Follower(known.vocabulary, known.prefixes)
        self.headings: list[Block] = []
        self.note: Block | None = None
        self.opened: Opened | None = None

    def through(self, leaves: Sequence[Leaf]) -> Collected:
        """Take every element of every leaf in turn."""
        for placed in self._elements(leaves):
            if isinstance(placed.element, Block):
                self._block(placed.element, placed.spot)
            elif isinstance(placed.element, Grid):
                self._grid(placed.element, placed)
        self.follower.leave()
        self.found.passages += self.follower.passages
        return self.found

    def _elements(self, leaves: Sequence[Leaf]) -> Iterator[Placed]:
        tables = 0
        starts = {r.first_page for r in self.known.reports}
        for leaf in leaves:
            if leaf.number in starts or leaf.reader in ("skimmed", "unread"):
                self.follower.leave()
                self.opened = None
            if leaf.number is not None and leaf.number in starts:
                self.headings = []
            self.follower.typeless = leaf.reader == "ocr"
            on_leaf = 0
            for n, element in enumerate(leaf.elements):
                if isinstance(element, Grid):
                    yield Placed(element, f"t{on_leaf}", tables)
                    on_leaf, tables = on_leaf + 1, tables + 1
                else:
                    yield Placed(element, _spot(element, n), tables)

    def _block(self, block: Block, spot: str) -> None:
        if block.kind == "furniture":
            return
        self.note = block
        if block.kind == "heading":
            self.headings = [*self.headings[-HEADINGS_KEPT:], block]
            self.opened = self.opened and self.opened._replace(last=None, kind=None, apart=True)
        self.follower.read(block)
        if block.kind in ("paragraph", "bullet"):
            self._prose(block, spot)

    def _prose(self, block: Block, spot: str) -> None:
        """The figures of a paragraph belong to the indicator in the heading of its section."""
        subject = self.follower.subject or self._section(block)
        if subject is None:
            return
        code, label = subject
        report = report_on(block.page, self.known.reports)
        period = self.follower.period or period_of(around_paragraph(report, self.known.period))
        above = self.headings[-1].doubts if self.headings else ()
        said = figures_in(block.text, label, period)
        for told in said.told:
            self.found.remarks += [
                Remark(check="doubtful_text", severity="warning", page=block.page, printing=len(self.found.printings),
                       message=f"in the paragraph that prints {told.reading.raw}, {doubt}")
                for doubt in (*above, *block.doubts)
            ]  # fmt: skip
            self.found.printings.append(
                Printing(
                    place=Place(page=block.page, box=block.box, spot=spot), source="prose", code=code,
                    label=clean_label(label), measure=told.measure, period=told.period, reading=told.reading,
                    position=told.position,
                )
            )  # fmt: skip
        if said.unsure:
            self.found.remarks.append(undecided(label, said.unsure, block.page))

    def _section(self, block: Block) -> Subject | None:
        """The indicator that the nearest heading names, if it names one."""
        above = self.headings[-1].text if self.headings else ""
        report = report_on(block.page, self.known.reports)
        around = [h.text for h in self.headings[:-1]] + ([report.title] if report is not None else [])
        on_performance = any(ON_PERFORMANCE.search(text) for text in around)
        named = above and _names_a_measure(above, block.text, on_performance=on_performance)
        return split_code(_unnumbered(above)) if named else None

    def _heading_above(self, grid: Grid) -> str | None:
        """The nearest heading; of several on the page of a grid that stands beside another, the one above it."""
        cards = {c.text for c in grid.cells if c.column == 0} if grid.engine == "cards" else set()
        headings = [h for h in self.headings if h.text not in cards]
        above = [h for h in headings if grid.box and h.box and h.page == grid.page and _is_above(h.box, grid.box)]
        nearest = max(above, key=lambda h: h.box.bottom if h.box else 0.0, default=None)
        chosen = nearest or (headings[-1] if headings else None)
        return chosen.text if chosen is not None else None

    def _grid(self, grid: Grid, placed: Placed) -> None:
        if grid.joined is not None:
            self._account_for(grid, Header(0, ()), Verdict("read", "the rest of a table before it"), placed.spot)
            return
        caption = " / ".join(h.text for h in self.headings[-2:])
        name = self._name_above()
        scale, self.note = self._scale(), None
        grid, doubt = laid_out(grid, self.known.vocabulary)
        header = header_of(grid, self.known.vocabulary)
        of_one = name is not None and is_of_one_measure(header)
        if name is not None and of_one:
            grid = named(grid, header.rows, name)
            header = header_of(grid, self.known.vocabulary)
        if "academic year" in caption.lower():
            header = academic(header)
        above = header_above(self.opened, grid, header) if self.opened is not None else None
        goes_on = self.opened if above is not None else None
        header = above or header
        if goes_on is not None:
            verdict = Verdict("read", "goes on from the page before")
        else:
            verdict = verdict_on(grid, header, caption, self.known.vocabulary)
            if verdict.verdict == "set_aside" and self.opened is not None and may_hold_rows(self.opened, grid, header):
                verdict = Verdict("not_understood", "rows of the table on the page before may stand in it")
        self._account_for(grid, header, verdict, placed.spot)
        if verdict.verdict != "read":
            self.opened = None
            self.follower.read_box(grid)
            return
        around = around_table(header, self.headings, report_on(grid.page, self.known.reports), self.known.period)
        setting = Setting(
            table=placed.table, spot=placed.spot, heading=self._heading_above(grid),
            period=around, names=self.found.names(), subject=self.follower.subject, vocabulary=self.known.vocabulary,
            key=self.known.key, last=goes_on.last if goes_on is not None else None,
            open_kind=goes_on.kind if goes_on is not None else None, doubt=doubt, scale=scale,
            council=self.known.council,
            prefixes=goes_on.prefixes if goes_on else self.known.prefixes if grid.engine == "cards" or of_one else frozenset(),
        )  # fmt: skip
        card = read_scorecard(*unstacked(grid, header, self.known.vocabulary), setting)
        self.found.add(card)
        self.follower.learn(card.printings)
        if self.follower.subject is None and self.headings and len({(p.code, p.label) for p in card.printings}) == 1:
            self.follower.read(self.headings[-1])  # its name is known now, by the only row below it
        subject = self.follower.subject
        if subject is not None and any(p.code == subject[0] for p in card.printings):
            self.follower.period = latest_period(header, around)
        else:
            self.follower.leave()
        whole = goes_on.grid if goes_on is not None and grid.columns != len(header.columns) else grid
        self.opened = Opened(whole, header, card.last, card.open_kind, card.prefixes)

    def _name_above(self) -> str | None:
        """The heading right above a table: it may name the one indicator of all its rows."""
        above = self.headings[-1] if self.headings else None
        return without_marks(above.text) if above is not None and above is self.note else None

    def _scale(self) -> Scale | None:
        """What the heading or the note right above a table says that its figures are counted in: "(£000s)"."""
        note = self.note.text if self.note is not None and len(self.note.text) < SHORT_NOTE else ""
        return scale_of(self.headings[-1].text if self.headings else "") or scale_of(note)

    def _account_for(self, grid: Grid, header: Header, verdict: Verdict, spot: str) -> None:
        """Every table is accounted for; one that was not understood is also a finding."""
        self.found.tables.append(
            Table(
                place=Place(page=grid.page, box=grid.box, spot=spot), rows=grid.rows, columns=grid.columns,
                verdict=verdict.verdict, reason=verdict.reason,
                meanings=tuple(meaning(c) for c in header.columns) if verdict.verdict == "read" else (),
            )
        )  # fmt: skip
        if verdict.verdict == "not_understood":
            self.found.remarks.append(
                Remark(check="table_not_understood", severity="warning", page=grid.page,
                       message=f"a table of {grid.rows} rows and {grid.columns} columns was not read: {verdict.reason}")
            )  # fmt: skip


def _is_above(heading: Box, grid: Box) -> bool:
    """Whether a heading stands over a grid: it is above it, and begins over it or reaches across it."""
    return heading.middle[1] <= grid.top and heading.x0 < grid.x1 - 1 and heading.x1 > grid.x0 + 1


def _spot(element: Element, number: int) -> str:
    """A name for where text stands on its page: its corner, or in a text its number."""
    box = element.box
    return f"b{box.top:.0f} {box.x0:.0f}" if box is not None else f"b{number}"


MEASURES = re.compile(
    r"%|\b(?:percentage|proportion|number|rate|average|per 1,?000|per 10,?000|per 100,?000|time|leavers|days)\b", re.I
)
MEASURED = re.compile(r"(?:percentage|proportion|number|rate|average|total number) |%", re.IGNORECASE)
NUMBERED = re.compile(r"^\(?\d{1,2}(?:\.\d{1,2}){0,2}[.)]?\s+")
OWN_TARGET = re.compile(r"\b(?:this (?:indicator|measure)|(?:our|the) target (?:for|is|was))\b", re.IGNORECASE)

ANY_TARGET = re.compile(r"\btargets?\b", re.IGNORECASE)
ON_PERFORMANCE = re.compile(r"\b(?:performance|indicators?|key measures|scorecard)\b", re.IGNORECASE)


def _unnumbered(heading: str) -> str:
    """A heading without the number of its paragraph, where what follows can only be a measure: "4. Percentage of …"."""
    rest = NUMBERED.sub("", heading)
    return rest if MEASURED.match(rest) else heading


def _names_a_measure(heading: str, text: str, *, on_performance: bool = False) -> bool:
    """Whether a heading is the name of an indicator rather than of a part of the report ("10. Complaint outcomes").

    In a report on performance a target in the text below says so too: "78%, against a target of 80%".
    """
    heading = _unnumbered(heading)
    code, label = split_code(heading)
    if code is not None:
        return True
    if len(label.split()) < 2 or re.match(r"\d", heading) or heading.isupper() or heading.rstrip("- ").endswith(":"):
        return False
    target = (ANY_TARGET if on_performance else OWN_TARGET).search(text)
    return bool(MEASURES.search(label) or target) and not heading.endswith(".")


def renumbered(remarks: Sequence[Remark], before: Sequence[Printing], after: Sequence[Printing]) -> list[Remark]:
    """Remarks that point to the same printings in the shorter list."""
    place = {id(p): n for n, p in enumerate(after)}
    index = {n: place.get(id(p)) for n, p in enumerate(before)}
    return [r if r.printing is None else r.model_copy(update={"printing": index[r.printing]}) for r in remarks]
