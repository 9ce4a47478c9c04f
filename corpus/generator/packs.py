"""A quarterly agenda pack: front sheet, minutes, tracker, the performance report, and other reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.generator import charts
from corpus.generator.facts import Indicator, figure, indicators, load
from corpus.generator.scorecard import Board, Faults, Style
from corpus.generator.sheet import Sheet
from corpus.generator.truth import Name
from corpus.generator.writer import Cell, PageStyle

GREEN, AMBER, RED, GREY = "#00923f", "#e08a00", "#c00000", "#a0a0a0"
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth"}
SPANS = {
    1: ("1st April", "30th June"), 2: ("1st July", "30th September"),
    3: ("1st October", "31st December"), 4: ("1st January", "31st March"),
}  # fmt: skip

HEADINGS = {
    "performance": "Performance: what is the data telling us?",
    "impact": "Impact: what are the issues/risks for service delivery?",
    "assurance": "Assurance: evidence that actions are in place and having an impact",
}


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
        own = sheet.p(xml=sheet.run(inner + " | ") + sheet.field(adjust=-start), align="end", size=8, colour="#555555", after=2)
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
        start["number"] = 1 if pack.unnumbered else None
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
    report = next(i for i in pack.items if i.write is performance)
    inner = f"Corporate performance report {pack.period[:7]} Quarter {pack.period[-1]}"
    running(sheet, pack, "Report", inner=inner, first="cover")
    running(sheet, pack, "ReportWide", landscape=True, inner=inner, first="cover")
    front(sheet, pack)
    for item in pack.items:
        if item.write:
            item.write(sheet, pack, item)
            end(sheet, pack, item)
    assert report.period == pack.period


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
        sheet.p(f"Dated: {ordinal((pack.date - dt.timedelta(days=8)).day)} {pack.date - dt.timedelta(days=8):%B %Y}", after=4),
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
        sheet.put(sheet.p(f"{number}.\t**{entry['title']}**", left=1.1, indent=-1.1, size=12, before=4, after=8, keep=True))
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
            sheet.p("Membership and attendance 2023/24", bold=True, size=13, align="center", before=10, after=6, keep=True),
            grid(text["attendance"][0], text["attendance"][1:], (7.5, 4.0, 4.0, 4.0)),
        )


def report(sheet: Sheet, pack: Pack, item: Item) -> None:
    """Another report: numbered paragraphs and tables of all kinds, none of them a scorecard."""
    text = load("reports")[item.source]
    sheet.put(
        sheet.p(f"{pack.committee} – {ordinal(pack.date.day)} {pack.date:%B %Y}", bold=True, size=12, align="center", page="Plain", after=10, **begin(pack, item)),
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
            sheet.put(sheet.p(f"{number}.\t{t}", left=1.1, indent=-1.1, size=12, after=9, figure=sheet.about(Name(None, ""))))
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
    body = []
    name = None
    for row in rows[1:]:
        cells = []
        for n, t in enumerate(row):
            marks: list[str] = []
            if part.get("counts") and n and t:
                name = Name(None, row[0], "number")
                period = str(rows[0][n]).replace("/", "-") if str(rows[0][n])[:2] == "20" else None
                marks.append(sheet.truth.figure(name, "outturn", period, t, optional=True))
            cells.append(
                Cell(t, align="center" if n else None, fill=colours.get(t), bold=row[0] == "Total", valign="top" if part.get("prose") else "middle",
                     marks=marks)
            )  # fmt: skip
            if part.get("prose"):
                cells[-1].align = None
        body.append(cells)
    if "caption" in part:
        sheet.put(sheet.p(part["caption"], bold=True, before=2, after=4, keep=True))
    sheet.put(sheet.table(widths, [heads, *body], header=1, size=part.get("size", 10), after=10, split=bool(part.get("prose"))))


# -- the performance report ------------------------------------------------------------------------------------


def performance(sheet: Sheet, pack: Pack, item: Item) -> None:
    """The covering report and the corporate performance report of all directorates."""
    board = Board(sheet, pack.period, pack.style, pack.faults)
    covering(sheet, pack, item)
    style = pack.style
    texts = load("corporate")
    start, stop = SPANS[board.quarter]
    last_year = int(pack.period[:4]) + (board.quarter == 4)

    def title(text: str, **looks: Any) -> str:  # noqa: ANN401
        return sheet.p(text, size=17, bold=True, colour=style.colour, font=style.font, after=6, **looks)

    def small(text: str, **looks: Any) -> str:  # noqa: ANN401
        return sheet.p(text, size=13, bold=True, colour=style.colour, font=style.font, before=6, after=4, keep=True, **looks)

    def para(text: str, **looks: Any) -> str:  # noqa: ANN401
        looks.setdefault("after", 6)
        return sheet.p(text, font=style.font, figure=sheet.about(Name(None, "")), **looks)

    sheet.put(
        sheet.p("", after=150, page="Report", marks=["cover"]),
        sheet.p(xml=sheet.picture(charts.crest("Tamebrook"), 7, 3.2), align="center", after=30),
        sheet.p(f"Corporate performance report **{pack.period[:7]}**", size=28, colour=style.colour, font=style.font, align="center", after=14),
        sheet.p(f"Quarter {board.quarter} ({start} to {stop} {last_year})", size=16, font=style.font, align="center"),
        title("Contents", new_page=True),
    )
    own = sheet.layout.get("cover", 1)
    directorates = load("council")["directorates"]
    lines = [("Introduction", "introduction"), ("Key to symbols", "key"), ("Summary", "summary"), ("Indicators below target", "below")]
    lines += [(directorates[d], f"directorate{d}") for d in pack.scorecards] + [("Finance and risk", "finance")]
    rows = [[Cell(t, border="none"), Cell(str(sheet.layout.get(m, own) - own), align="end", border="none")] for t, m in lines]
    sheet.put(sheet.table((13.0, 2.0), rows, size=12, padding="0.12cm 0.1cm"))
    sheet.put(title("Introduction", new_page=True, marks=["introduction"]))
    for t in texts["introduction"]:
        sheet.put(para(t.format(quarter=ORDINALS[board.quarter], start=start, stop=f"{stop} {last_year}")))
    sheet.put(small("Council plan 2022-25"), para(texts["plan"]))
    for long, _ in load("council")["priorities"].values():
        sheet.put(sheet.p(f"•\t{long}", left=1.2, indent=-0.6, font=style.font, after=3))
    sheet.put(para(texts["more"], before=6))
    key_to_symbols(sheet, pack, small)
    summary(sheet, board, title, para)
    sheet.put(title("Key performance indicators below target", page="Report", marks=["below"]))
    sheet.put(para(texts["below"].format(quarter=board.quarter)), board.below_target())
    for directorate, groups in pack.scorecards.items():
        overview(sheet, pack, board, directorate, title, small, para)
        scorecards(sheet, pack, board, directorate, groups, title)
        missed = board.missed([directorate])
        if missed:
            exceptions(sheet, pack, board, directorate, missed, title)
    finance(sheet, pack, title, small, para)


def covering(sheet: Sheet, pack: Pack, item: Item) -> None:
    """The officer's report in front of the performance report."""
    texts = load("corporate")["covering"]
    quarter = int(pack.period[-1])
    start, stop = SPANS[quarter]
    sheet.put(
        sheet.p(f"Meeting of the {pack.committee} – {ordinal(pack.date.day)} {pack.date:%B %Y}", bold=True, size=12, align="center", page="Plain", after=12, **begin(pack, item)),
        sheet.p("Report of the Chief Executive", bold=True, size=12, after=10),
        sheet.p(item.title, bold=True, size=12, after=12),
    )
    number = 0
    for heading, paragraphs in texts:
        sheet.put(sheet.p(heading, bold=True, size=12, before=6, after=8, keep=True))
        for t in paragraphs:
            t = t.format(year=pack.period[:7].replace("-", "/"), quarter=quarter, ordinal=ORDINALS[quarter], start=start, stop=stop)
            if t.startswith("•"):
                sheet.put(sheet.lines([t], None, size=12, left=1.1, after=8))
            else:
                number += 1
                sheet.put(sheet.p(f"{number}.\t{t}", left=1.1, indent=-1.1, size=12, after=10))
    sheet.put(
        sheet.p("R Castellane", bold=True, size=12, before=24, after=0),
        sheet.p("Chief Executive", bold=True, size=12, after=10),
        sheet.p("Contact Officer: P Renshaw, Head of Performance and Insight. Telephone: 01632 960417", size=11),
    )


def key_to_symbols(sheet: Sheet, pack: Pack, small: Callable[..., str]) -> None:
    """What the stars and arrows mean."""
    shade = pack.style.shade
    up, level, down = ("↗", "→", "↘") if pack.style.arrows == "slanted" else ("↑", "↔", "↓")
    score = [[Cell("Score", bold=True, fill=shade, align="center"), Cell("Meaning", bold=True, fill=shade)]]
    score += [
        [Cell(s, align="center", size=13), Cell(t)]
        for s, t in (("★", "On or better than target"), ("●", "Worse than target, by no more than 5% of it"), ("▲", "Worse than target by more than 5%"))
    ]
    trend = [[Cell("Trend", bold=True, fill=shade, align="center"), Cell("Meaning", bold=True, fill=shade)]]
    trend += [
        [Cell(s, align="center", size=13), Cell(t)]
        for s, t in ((up, "Performance has improved"), (level, "No change"), (down, "Performance has worsened"))
    ]
    sheet.put(
        small("Key to symbols", marks=["key"]),
        sheet.table((2.0, 9.5), score, size=10, after=8),
        sheet.table((2.0, 9.5), trend, size=10, after=8),
    )


def counts(board: Board, chosen: Sequence[Indicator]) -> list[tuple[int, str]]:
    """How many stars, circles, triangles and indicators without a score there are."""
    scores = [board.score(i) if i.target(board.latest(i)) and not i.note else None for i in chosen]
    return [(scores.count(s), c) for s, c in (("star", GREEN), ("circle", AMBER), ("triangle", RED), (None, GREY))]


def shown(board: Board, pack: Pack, directorate: str | None = None) -> list[Indicator]:
    """The indicators of the report, or of one directorate."""
    keys = [k for d, groups in pack.scorecards.items() if directorate in (None, d) for g in groups for k in g if k[0] != "+"]
    return [indicators()[k] for k in keys]


def summary(sheet: Sheet, board: Board, title: Callable[..., str], para: Callable[..., str]) -> None:
    """Rings by priority, on a wide page."""
    pack_keys = load("council")["priorities"]
    rings = []
    for priority, (_, short) in pack_keys.items():
        chosen = [i for i in indicators().values() if i.priority == priority and i.value(board.latest(i)) and i.code_in(board.period)]
        rings.append((short, counts(board, chosen)))
    sheet.put(
        title(f"{board.year} Q{board.quarter} summary by council plan priority", page="ReportWide", marks=["summary"]),
        para("The rings show how the indicators with a figure for the quarter stand against their targets, for each priority of the council plan."),
        sheet.p(xml=sheet.picture(charts.rings(rings), 25.0, 4.35), align="center", after=4),
        para("Green: on or better than target. Amber: within 5% of target. Red: worse. Grey: no score.", size=9),
        sheet.p("Key initiatives", bold=True, size=13, colour=board.style.colour, font=board.style.font, before=8, after=4),
        para("The second row of rings shows the key initiatives of the directorate plans."),
        sheet.p(
            xml=sheet.picture(
                charts.rings([(short, [(9 + n * 3, GREEN), (2 + n % 3, AMBER), (n % 2, RED)]) for n, (_, short) in enumerate(pack_keys.values())]),
                25.0, 4.35,
            ),
            align="center",
        ),
    )  # fmt: skip


def overview(
    sheet: Sheet, pack: Pack, board: Board, directorate: str, title: Callable[..., str], small: Callable[..., str], para: Callable[..., str]
) -> None:
    """A directorate's page with two rings and the links to the council plan."""
    council, texts = load("council"), load("corporate")
    name = council["directorates"][directorate]
    chosen = shown(board, pack, directorate)
    initiatives = texts["initiatives"][directorate]
    ring = charts.rings([("Corporate KPIs", counts(board, chosen)), ("Key initiatives", [(initiatives[0], GREEN), (initiatives[1], AMBER), (initiatives[2], GREY)])])
    shade = pack.style.shade
    rows = [[Cell("Council plan priority", bold=True, fill=shade), *(Cell(t, bold=True, fill=shade, align="center") for t in ("Key initiatives", "Corporate KPIs"))]]
    links, rest = [], sum(initiatives)
    used = [p for p in council["priorities"] if any(i.priority == p for i in chosen)]
    for n, p in enumerate(used):
        share = rest if n == len(used) - 1 else max(1, rest // (len(used) - n))
        rest -= share
        links.append((council["priorities"][p][0], share, sum(i.priority == p for i in chosen)))
    links.append(("Total", sum(initiatives), len(chosen)))
    for text, a, b in links:
        bold = text == "Total"
        rows.append([Cell(text, bold=bold), Cell(str(a), align="center", bold=bold), Cell(str(b), align="center", bold=bold)])
    sheet.put(
        title(f"{name} overview", page="Report", marks=[f"directorate{directorate}"]),
        para(texts["overview"].format(name=name)),
        sheet.p(xml=sheet.picture(ring, 12.0, 5.2), align="center", after=6),
        small("Council plan links"),
        sheet.table((9.5, 3.2, 3.2), rows, size=10, after=10),
    )
    for t in texts["directorates"][directorate].get(pack.period, []):
        sheet.put(para(t))


def scorecards(sheet: Sheet, pack: Pack, board: Board, directorate: str, groups: Sequence[Sequence[str]], title: Callable[..., str]) -> None:
    """A directorate's scorecards, on a wide page."""
    name = load("council")["directorates"][directorate]
    font = pack.style.font
    plural = "s" if len(groups) > 1 else ""
    sheet.put(title(f"{name} scorecard{plural}", page="ReportWide"))
    for n, keys in enumerate(groups):
        lagged = bool(indicators()[keys[0]].lag)
        if n and lagged:
            sheet.put(sheet.p(load("corporate")["lag"], font=font, size=9, before=4, after=4, keep=True))
        elif n:
            sheet.put(sheet.p(load("corporate")["second"][directorate], font=font, size=12, bold=True, colour=pack.style.colour, before=6, after=4, keep=True))
        sheet.put(board.scorecard(keys, lagged=lagged))
        for note in pack.notes.get(f"{directorate} {n}", ()):
            sheet.put(sheet.p(note, font=font, size=8.5, after=2))
    sheet.put(sheet.p(load("corporate")["trends"], font=font, size=8.5, before=4, after=0))


def exceptions(sheet: Sheet, pack: Pack, board: Board, directorate: str, missed: Sequence[Indicator], title: Callable[..., str]) -> None:
    """The pages that explain what is below target."""
    name = load("council")["directorates"][directorate]
    style = pack.style
    sheet.put(title(f"{name} exception commentary", page="Report"))
    for n, one in enumerate(missed):
        texts = load("exceptions")[one.key][pack.period]
        called = one.name(pack.period)
        fresh = n > 0 and not pack.run_on
        sheet.put(
            sheet.p(f"{called.code} {called.label}", size=12.5, bold=True, colour=style.colour, font=style.font, before=10 if n and pack.run_on else 0, after=4, new_page=fresh, keep=True)
        )
        latest = board.latest(one)
        columns = [c for c in board.columns(bool(one.lag)) if one.value(c, sheet.date)]
        values = [(f"Q{c[-1]}", float(figure(one.value(c, sheet.date) or "0")), one.value(c, sheet.date) or "") for c in columns][-7:]
        target = one.target(latest)
        chart = charts.bars(called.code or "", values, float(figure(target)) if target else None, style.colour)
        looks = {"font": style.font, "after": 5}

        def block(kind: str, texts: Mapping[str, Sequence[str]] = texts, called: Name = called, looks: Mapping[str, Any] = looks, latest: str = latest) -> str:
            head = sheet.p(HEADINGS[kind], bold=True, keep=True, **looks)
            return head + (sheet.block(called, latest, kind, texts[kind], **looks) if kind in texts else "")

        beside = len(" ".join(texts.get("impact", []))) < 420 and not (pack.run_on and n % 2)
        if beside:
            width = 8.6 if len(columns) < 7 else 9.6
            left = board.card(one, width - 0.2) + sheet.p(xml=sheet.picture(chart, width - 0.9, (width - 0.9) * 0.53), after=0)
            row = [Cell(content=left, valign="top", border="none"), Cell(content=block("impact"), valign="top", border="none")]
            sheet.put(sheet.table((width, 17.4 - width), [row], border="none", after=6, padding="0.02cm 0.05cm"))
        else:
            sheet.put(board.card(one, 11.5), sheet.p(xml=sheet.picture(chart, 11.0, 5.8), after=6), block("impact"))
        sheet.put(block("performance"), block("assurance"))


def finance(sheet: Sheet, pack: Pack, title: Callable[..., str], small: Callable[..., str], para: Callable[..., str]) -> None:
    """Budget and risk: tables of figures that are no indicators."""
    text = load("corporate")["finance"][pack.period]
    shade = pack.style.shade
    heads = ("Directorate", "Latest budget £m", "Forecast £m", "Variance £m")
    rows = [[Cell(t, bold=True, fill=shade, align="center" if n else None) for n, t in enumerate(heads)]]
    for row in text["budget"]:
        rows.append([Cell(t, align="end" if n else None, bold=row[0] == "Total") for n, t in enumerate(row)])
    sheet.put(
        title("Finance and risk", page="Report", marks=["finance"]), small("Revenue budget"), para(text["words"]),
        sheet.table((7.0, 3.3, 3.3, 3.3), rows, size=10, after=8), small("Corporate risks"), para(text["risk"]),
    )  # fmt: skip
    matrix = [[Cell("Likelihood", bold=True, fill=shade), *(Cell(t, bold=True, fill=shade, align="center") for t in ("1 Minor", "2 Moderate", "3 Serious", "4 Severe"))]]
    for n, label in ((4, "4 Very likely"), (3, "3 Likely"), (2, "2 Possible"), (1, "1 Unlikely")):
        row = [Cell(label, bold=True)]
        for impact in range(1, 5):
            product = n * impact
            row.append(Cell(str(product), align="center", fill="#f4b6b6" if product >= 9 else "#ffe08a" if product >= 4 else "#bfe3b4"))
        matrix.append(row)
    sheet.put(sheet.table((4.0, 2.8, 2.8, 2.8, 2.8), matrix, size=10, after=8))
    heads = ("Ref", "Risk", "Owner", "Last score", "Score now")
    rows = [[Cell(t, bold=True, fill=shade) for t in heads]]
    rows += [[Cell(t, align="center" if n > 2 else None) for n, t in enumerate(r)] for r in text["risks"]]
    sheet.put(sheet.table((1.6, 7.6, 4.2, 2.0, 2.0), rows, header=1, size=9.5))
