"""A quarterly agenda pack: front sheet, minutes, tracker, the performance report, and other reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.generator import charts
from corpus.generator.board import Faults, Oddities, Style
from corpus.generator.facts import load
from corpus.generator.sheet import Sheet
from corpus.generator.truth import Name
from corpus.generator.writer import Cell, PageStyle

FRONT_PAGES = 2
"""The agenda and the notices."""


@dataclass(frozen=True)
class Item:
    """An item of the agenda; one without a writer has no pages."""

    number: str
    title: str
    write: Callable[[Sheet, Pack, Item], None] | None = None
    period: str | None = None
    source: str = ""


@dataclass(frozen=True)
class Pack:
    """One meeting's papers."""

    stem: str
    committee: str
    short: str
    date: dt.date
    time: str
    place: Sequence[str]
    period: str
    items: Sequence[Item]
    unnumbered: int = 0
    pages: str = "(Pages {} to {})"
    corner: bool = False
    blanks: bool = False
    style: Style = field(default_factory=Style)
    faults: Faults = field(default_factory=Faults)
    odd: Oddities = field(default_factory=Oddities)
    members: str = ""
    scorecards: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    notes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    run_on: bool = False

    @property
    def day(self) -> str:
        """The day of the meeting as the council writes it."""
        return f"{self.date:%A} {ordinal(self.date.day)} {self.date:%B %Y}"


def ordinal(n: int) -> str:
    """11th for 11."""
    suffix = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{suffix}"


# -- pages and their numbers -----------------------------------------------------------------------------


def running(sheet: Sheet, pack: Pack, name: str, *, landscape: bool = False, inner: str = "", first: str = "") -> str:
    """A page style whose foot carries the pack's page number and, in small, the report's own."""
    number = sheet.field()
    own = ""
    if inner:
        start = sheet.layout.get(first, 1) - pack.unnumbered
        own = sheet.p(
            xml=sheet.run(inner + " | ") + sheet.field(adjust=-start), align="end", size=8, colour="#555555", after=2
        )
    if pack.corner:
        header = sheet.p(xml="Page " + number, align="end", bold=True, size=11, after=0)
        style = PageStyle(name, landscape, (1.2, 1.8, 1.4, 1.8), header=header, footer=own)
    else:
        style = PageStyle(
            name, landscape, (1.6, 1.8, 1.2, 1.8),
            footer=own + sheet.p(xml=number, align="center", size=10, bold=bool(inner), after=0),
        )  # fmt: skip
    if landscape:
        top, _, bottom, _ = style.margins
        style.margins = (top, 1.5, bottom, 1.5)
    return sheet.page(style)


def begin(pack: Pack, item: Item) -> dict[str, Any]:
    """What the first paragraph of an item needs."""
    first = next(i for i in pack.items if i.write)
    start: dict[str, Any] = {"marks": [f"first{item.number}"]}
    if item is first:
        start["number"] = FRONT_PAGES - pack.unnumbered + 1 if pack.unnumbered else None
    return start


def end(sheet: Sheet, pack: Pack, item: Item) -> None:
    """Close an item: its last page is where this falls."""
    sheet.put(sheet.p(xml="", marks=[f"last{item.number}"], size=2, after=0))
    sheet.truth.sections.append(
        {
            "item": item.number, "title": item.title, "first_page": f"first{item.number}",
            "last_page": f"last{item.number}", "period": item.period,
        }
    )  # fmt: skip
    if pack.blanks and item.number in ("4", "5"):
        sheet.put(sheet.p("This page is intentionally left blank", align="center", before=300, page="Plain"))


def printed_pages(sheet: Sheet, pack: Pack, item: Item) -> str:
    """The "(Pages 5 to 16)" of the agenda."""
    first, last = (sheet.layout.get(f"{end}{item.number}", 10) - pack.unnumbered for end in ("first", "last"))
    return pack.pages.format(first, last)


def build(sheet: Sheet, pack: Pack) -> None:
    """Write a pack."""
    sheet.asked = True
    front_style = PageStyle("Front", margins=(1.8, 2.2, 1.8, 2.2))
    if not pack.unnumbered:
        front_style.footer = sheet.p(xml=sheet.field(), align="center", size=10, after=0)
    sheet.page(front_style)
    running(sheet, pack, "Plain")
    running(sheet, pack, "PlainWide", landscape=True)
    inner = f"Corporate performance report {pack.period[:7]} Quarter {pack.period[-1]}"
    running(sheet, pack, "Report", inner=inner, first="cover")
    running(sheet, pack, "ReportWide", landscape=True, inner=inner, first="cover")
    front(sheet, pack)
    for item in pack.items:
        if item.write:
            item.write(sheet, pack, item)
            end(sheet, pack, item)


# -- front sheet -------------------------------------------------------------------------------------------


def front(sheet: Sheet, pack: Pack) -> None:
    """The front sheet with the agenda, and a page of notices."""
    sheet.put(
        sheet.p(xml=sheet.picture(charts.crest("Tamebrook"), 4.6, 2.1), align="end", page="Front", after=6),
        sheet.p(f"Meeting of the {pack.committee}", bold=True, size=15, align="center", after=10),
        sheet.p(f"{pack.day} at {pack.time}", bold=True, size=12.5, align="center", after=2),
        *(sheet.p(line, bold=True, size=12.5, align="center", after=2) for line in pack.place),
        sheet.p("Agenda - Public Session", bold=True, size=12.5, align="center", before=12, after=2),
        sheet.p("(Meeting open to the public and press)", bold=True, align="center", after=12),
    )
    for item in pack.items:
        text = item.title + (f" {printed_pages(sheet, pack, item)}" if item.write else "")
        colour = "#1155cc" if item.write else None
        sheet.put(sheet.p(f"{item.number}.\t{text}", left=1.1, indent=-1.1, after=7, colour=colour))
    texts = load("front")
    sheet.put(
        sheet.p("Distribution:", bold=True, before=12, after=4),
        sheet.p(pack.members, after=8),
        sheet.p("R Castellane", before=10, after=0),
        sheet.p("Chief Executive", bold=True, after=2),
        sheet.p(
            f"Dated: {ordinal((pack.date - dt.timedelta(days=8)).day)} {pack.date - dt.timedelta(days=8):%B %Y}",
            after=4,
        ),
        sheet.p("Please note the following concerning meetings at the Town Hall:-", bold=True, new_page=True, after=6),
    )
    for title, lines in texts["notices"]:
        sheet.put(sheet.p(title, bold=True, before=4, after=2, keep=True))
        sheet.put(*(sheet.lines([f"• {line}"], after=4) for line in lines))


# -- minutes, tracker and other reports ----------------------------------------------------------------------


def minutes(sheet: Sheet, pack: Pack, item: Item) -> None:
    """The minutes of the last meeting."""
    text = load("minutes")[item.source]
    sheet.put(
        sheet.p(f"Minutes of the {pack.committee}", bold=True, size=12, page="Plain", after=10, **begin(pack, item)),
        sheet.p(text["when"], bold=True, size=12, after=2),
        sheet.p(text["where"], bold=True, size=12, after=12),
        sheet.p("Present:", bold=True, size=12, after=4),
        *(sheet.p(t, size=12, after=8) for t in text["present"]),
        sheet.p("Officers:", bold=True, size=12, after=4),
        sheet.p(text["officers"], size=12, after=10),
    )
    topics = load("minutes")["topics"]
    number = int(text.get("from", 1))
    for topic in text["topics"]:
        entry = topics[topic] if isinstance(topic, str) else topic
        sheet.put(
            sheet.p(f"{number}.\t**{entry['title']}**", left=1.1, indent=-1.1, size=12, before=4, after=8, keep=True)
        )
        for t in entry["text"]:
            if t.startswith("("):
                label, rest = t.split(" ", 1)
                sheet.put(sheet.p(f"{label}\t{rest}", left=2.3, indent=-1.2, size=12, after=8, tabs=("2.3cm",)))
            else:
                sheet.put(sheet.p(t, left=1.1, size=12, after=8, figure=sheet.about(Name(None, ""))))
        if "resolved" in entry:
            sheet.put(sheet.p("**Resolved**", left=1.1, size=12, after=6, keep=True))
            for n, t in enumerate(entry["resolved"], 1):
                label = f"({n})\t" if len(entry["resolved"]) > 1 else "\t"
                sheet.put(sheet.p(label + t, left=2.3, indent=-1.2, size=12, after=8, tabs=("2.3cm",)))
        number += 1
    sheet.put(
        sheet.p(f"The meeting ended at {text['ended']}", left=1.1, size=12, before=10, after=26),
        sheet.p("CHAIR", bold=True, size=12, align="end", after=0),
    )


def tracker(sheet: Sheet, pack: Pack, item: Item) -> None:
    """The progress tracker and the list of future business: two tables of words and dates."""
    text = load("trackers")[item.source]
    shade = pack.style.shade

    def grid(heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> str:
        body = [[Cell(h, bold=True, fill=shade) for h in heads]]
        body += [[Cell(t, valign="top") for t in row] for row in rows]
        return sheet.table(widths, body, header=1, size=10, split=True, after=10)

    sheet.put(
        sheet.p(pack.committee, bold=True, size=13, align="center", page="PlainWide", after=2, **begin(pack, item)),
        sheet.p("Progress Tracker", bold=True, size=13, align="center", after=6),
        grid(
            ("Subject (Date of Meeting)", "Recommendation/action", "Responsible Officer", "Status/Notes"),
            text["actions"], (5.2, 10.5, 4.5, 6.3),
        ),
        sheet.p("Work Programme", bold=True, size=13, align="center", new_page=True, after=6),
        grid(("Date of Meeting", "Item", "Responsible Officer", "Notes"), text["programme"], (4.2, 12.0, 5.2, 5.1)),
    )  # fmt: skip
    if "attendance" in text:
        sheet.put(
            sheet.p(
                f"Membership and attendance {text['municipal_year']}",
                bold=True,
                size=13,
                align="center",
                before=10,
                after=6,
                keep=True,
            ),
            grid(text["attendance"][0], text["attendance"][1:], (7.5, 4.0, 4.0, 4.0)),
        )


def report(sheet: Sheet, pack: Pack, item: Item) -> None:
    """Another report: numbered paragraphs and tables of all kinds, none of them a scorecard."""
    text = load("reports")[item.source]
    sheet.put(
        sheet.p(
            f"{pack.committee} – {ordinal(pack.date.day)} {pack.date:%B %Y}",
            bold=True,
            size=12,
            align="center",
            page="Plain",
            after=10,
            **begin(pack, item),
        ),
        sheet.p(f"Report of the {text['by']}", bold=True, size=12, align="center", after=10),
        sheet.p(text["title"], bold=True, size=12, align="center", after=12),
    )
    number = 0
    for part in text["parts"]:
        if "heading" in part:
            sheet.put(sheet.p(f"__{part['heading']}__", bold=True, size=12, before=6, after=6, keep=True))
        for t in part.get("text", []):
            if t.startswith(("•", "\t")):
                sheet.put(sheet.lines([t], None, size=12, left=1.1, after=6))
                continue
            number += 1
            sheet.put(
                sheet.p(f"{number}.\t{t}", left=1.1, indent=-1.1, size=12, after=9, figure=sheet.about(Name(None, "")))
            )
        if "table" in part:
            put_table(sheet, pack, part)
    sheet.put(
        sheet.p("", after=20),
        sheet.p(text["by"], bold=True, size=12, after=8),
        sheet.p(f"Contact Officer: {text['contact']}", size=11, after=2),
    )


def put_table(sheet: Sheet, pack: Pack, part: Mapping[str, Any]) -> None:
    """A table of another report."""
    rows, widths = part["table"], part["widths"]
    colours = part.get("colours", {})
    heads = [Cell(h, bold=True, fill=pack.style.shade, align="center" if n else None) for n, h in enumerate(rows[0])]
    prose = bool(part.get("prose"))
    body = []
    for row in rows[1:]:
        cells = []
        for n, text in enumerate(row):
            cell = Cell(
                text, align="center" if n and not prose else None, fill=colours.get(text),
                bold=row[0] == "Total", valign="top" if prose else "middle",
            )  # fmt: skip
            if part.get("counts") and n and text:
                period = rows[0][n] if rows[0][n].startswith("20") else None
                if period:
                    period = f"{period} AY" if part.get("academic") else period.replace("/", "-")
                name = Name(None, row[0], "number")
                cell.marks = [sheet.truth.figure(name, "outturn", period, text, optional=True)]
            cells.append(cell)
        body.append(cells)
    if "caption" in part:
        sheet.put(sheet.p(part["caption"], bold=True, before=2, after=4, keep=True))
    sheet.put(sheet.table(widths, [heads, *body], header=1, size=part.get("size", 10), after=10, split=prose))
