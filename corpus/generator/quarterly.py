"""The corporate performance report of a quarter, as it is bound into a pack: all directorates, budget and risk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.generator import charts
from corpus.generator.board import Board
from corpus.generator.facts import Indicator, figure, indicators, load
from corpus.generator.packs import Item, Pack, begin, ordinal
from corpus.generator.scorecard import scorecard
from corpus.generator.sheet import Sheet
from corpus.generator.small_tables import below_target, card
from corpus.generator.truth import Name
from corpus.generator.writer import Cell

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
SCORES = (
    ("★", "On or better than target"),
    ("●", "Worse than target, by no more than 5% of it"),
    ("▲", "Worse than target by more than 5%"),
)
TRENDS = {"slanted": "↗→↘", "upright": "↑↔↓"}
TREND_WORDS = ("Performance has improved", "No change", "Performance has worsened")
LIKELIHOODS = {4: "4 Very likely", 3: "3 Likely", 2: "2 Possible", 1: "1 Unlikely"}
BESIDE = 420
"""An impact of no more letters than this stands beside the small table, a longer one below it."""


def performance(sheet: Sheet, pack: Pack, item: Item) -> None:
    """The covering report and the corporate performance report."""
    Report(sheet, pack).write(item)


class Report:
    """One quarter's report."""

    def __init__(self, sheet: Sheet, pack: Pack) -> None:
        self.sheet = sheet
        self.pack = pack
        self.style = pack.style
        self.board = Board(sheet, pack.period, pack.style, pack.faults, pack.odd)
        self.texts = load("corporate")
        self.council = load("council")
        start, stop = SPANS[self.board.quarter]
        self.start, self.stop = start, stop
        self.stop_year = int(pack.period[:4]) + (self.board.quarter == 4)

    def title(self, text: str, **looks: Any) -> str:
        """A heading of a chapter."""
        return self.sheet.p(
            text, size=17, bold=True, colour=self.style.colour, font=self.style.font, after=6, **looks
        )  # fmt: skip

    def small(self, text: str, **looks: Any) -> str:
        """A heading within a chapter."""
        looks = {"size": 13, "before": 6, **looks}
        return self.sheet.p(
            text, bold=True, colour=self.style.colour, font=self.style.font, after=4, keep=True, **looks
        )  # fmt: skip

    def para(self, text: str, **looks: Any) -> str:
        """Running text."""
        looks = {"after": 6, **looks}
        return self.sheet.p(text, font=self.style.font, figure=self.sheet.about(Name(None, "")), **looks)

    def head(self, text: str, align: str | None = "center") -> Cell:
        """A shaded cell of a table's header."""
        return Cell(text, bold=True, fill=self.style.shade, align=align)

    def write(self, item: Item) -> None:
        """Write all of it."""
        self.covering(item)
        self.opening()
        self.key_to_symbols()
        self.summary()
        self.sheet.put(
            self.title("Key performance indicators below target", page="Report", marks=["below"]),
            self.para(self.texts["below"].format(quarter=self.board.quarter)),
            below_target(self.board),
        )
        for directorate, groups in self.pack.scorecards.items():
            self.overview(directorate)
            self.scorecards(directorate, groups)
            missed = self.board.missed([directorate])
            if missed:
                name = self.council["directorates"][directorate]
                self.sheet.put(self.title(f"{name} exception commentary", page="Report"))
            for n, one in enumerate(missed):
                self.exception(one, n)
        self.finance()

    def covering(self, item: Item) -> None:
        """The officer's report in front of the performance report."""
        sheet, pack = self.sheet, self.pack
        meeting = f"Meeting of the {pack.committee} – {ordinal(pack.date.day)} {pack.date:%B %Y}"
        words = {
            "year": pack.period[:7].replace("-", "/"), "quarter": self.board.quarter,
            "ordinal": ORDINALS[self.board.quarter], "start": self.start, "stop": self.stop,
        }  # fmt: skip
        sheet.put(
            sheet.p(meeting, bold=True, size=12, align="center", page="Plain", after=12, **begin(pack, item)),
            sheet.p("Report of the Chief Executive", bold=True, size=12, after=10),
            sheet.p(item.title, bold=True, size=12, after=12),
        )
        number = 0
        for heading, paragraphs in self.texts["covering"]:
            sheet.put(sheet.p(heading, bold=True, size=12, before=6, after=8, keep=True))
            for text in paragraphs:
                if text.startswith("•"):
                    sheet.put(sheet.lines([text.format(**words)], None, size=12, left=1.1, after=8))
                else:
                    number += 1
                    sheet.put(sheet.p(f"{number}.\t{text.format(**words)}", left=1.1, indent=-1.1, size=12, after=10))
        sheet.put(
            sheet.p("R Castellane", bold=True, size=12, before=24, after=0),
            sheet.p("Chief Executive", bold=True, size=12, after=10),
            sheet.p("Contact Officer: P Renshaw, Head of Performance and Insight. Telephone: 01632 960417", size=11),
        )

    def opening(self) -> None:
        """Cover, contents and introduction."""
        sheet, style, quarter = self.sheet, self.style, self.board.quarter
        words = {"quarter": ORDINALS[quarter], "start": self.start, "stop": f"{self.stop} {self.stop_year}"}
        big: dict[str, Any] = {"colour": style.colour, "font": style.font, "align": "center", "size": 28, "after": 14}
        sheet.put(
            sheet.p("", after=150, page="Report", marks=["cover"]),
            sheet.p(xml=sheet.picture(charts.crest("Tamebrook"), 7, 3.2), align="center", after=30),
            sheet.p(f"Corporate performance report **{self.board.year}**", **big),
            sheet.p(
                f"Quarter {quarter} ({self.start} to {words['stop']})", size=16, font=style.font, align="center"
            ),
            self.title("Contents", new_page=True),
        )  # fmt: skip
        directorates = self.council["directorates"]
        lines = [
            ("Introduction", "introduction"), ("Key to symbols", "key"), ("Summary", "summary"),
            ("Indicators below target", "below"),
            *((directorates[d], f"directorate{d}") for d in self.pack.scorecards),
            ("Finance and risk", "finance"),
        ]  # fmt: skip
        own = sheet.layout.get("cover", 1)
        rows = []
        for text, mark in lines:
            page = str(sheet.layout.get(mark, own) - own)
            rows.append([Cell(text, border="none"), Cell(page, align="end", border="none")])
        sheet.put(
            sheet.table((13.0, 2.0), rows, size=12, padding="0.12cm 0.1cm"),
            self.title("Introduction", new_page=True, marks=["introduction"]),
            *(self.para(t.format(**words)) for t in self.texts["introduction"]),
            self.small("Council plan 2022-25"),
            self.para(self.texts["plan"]),
        )
        for long, _ in self.council["priorities"].values():
            sheet.put(sheet.p(f"•\t{long}", left=1.2, indent=-0.6, font=style.font, after=3))
        sheet.put(self.para(self.texts["more"], before=6))

    def key_to_symbols(self) -> None:
        """What the stars and arrows mean."""
        score = [[self.head("Score"), self.head("Meaning", None)]]
        score += [[Cell(sign, align="center", size=13), Cell(text)] for sign, text in SCORES]
        trend = [[self.head("Trend"), self.head("Meaning", None)]]
        arrows = zip(TRENDS[self.style.arrows], TREND_WORDS, strict=True)
        trend += [[Cell(sign, align="center", size=13), Cell(text)] for sign, text in arrows]
        self.sheet.put(
            self.small("Key to symbols", marks=["key"]),
            self.sheet.table((2.0, 9.5), score, size=10, after=8),
            self.sheet.table((2.0, 9.5), trend, size=10, after=8),
        )

    def counts(self, chosen: Sequence[Indicator]) -> list[tuple[int, str]]:
        """How many stars, circles, triangles and indicators without a score there are."""
        board = self.board
        scores = [board.score(i) if i.target(board.latest(i)) and not i.note else None for i in chosen]
        colours = (("star", GREEN), ("circle", AMBER), ("triangle", RED), (None, GREY))
        return [(scores.count(s), c) for s, c in colours]

    def shown(self, directorate: str) -> list[Indicator]:
        """The indicators of a directorate."""
        groups = self.pack.scorecards[directorate]
        return [indicators()[key] for group in groups for key in group if key[0] != "+"]

    def summary(self) -> None:
        """Rings by priority, on a wide page."""
        sheet, board = self.sheet, self.board
        everything = [i for d in self.pack.scorecards for i in self.shown(d) if i.value(board.latest(i))]
        measures, initiatives = [], []
        for n, (priority, (_, short)) in enumerate(self.council["priorities"].items()):
            measures.append((short, self.counts([i for i in everything if i.priority == priority])))
            initiatives.append((short, [(9 + n * 3, GREEN), (2 + n % 3, AMBER), (n % 2, RED)]))
        sheet.put(
            self.title(
                f"{board.year} Q{board.quarter} summary by council plan priority", page="ReportWide", marks=["summary"]
            ),
            self.para(
                "The rings show how the indicators with a figure for the quarter stand against their targets, for each "
                "priority of the council plan."
            ),
            sheet.p(xml=sheet.picture(charts.rings(measures), 25.0, 4.35), align="center", after=4),
            self.para(
                "Green: on or better than target. Amber: within 5% of target. Red: worse. Grey: no score.", size=9
            ),
            self.small("Key initiatives", before=8),
            self.para("The second row of rings shows the key initiatives of the directorate plans."),
            sheet.p(xml=sheet.picture(charts.rings(initiatives), 25.0, 4.35), align="center"),
        )  # fmt: skip

    def overview(self, directorate: str) -> None:
        """A directorate's page with two rings and the links to the council plan."""
        sheet, priorities = self.sheet, self.council["priorities"]
        name = self.council["directorates"][directorate]
        chosen = self.shown(directorate)
        good, slow, idle = self.texts["initiatives"][directorate]
        ring = charts.rings(
            [
                ("Corporate KPIs", self.counts(chosen)),
                ("Key initiatives", [(good, GREEN), (slow, AMBER), (idle, GREY)]),
            ]
        )
        links, rest = [], good + slow + idle
        used = [p for p in priorities if any(i.priority == p for i in chosen)]
        for n, p in enumerate(used):
            share = rest if n == len(used) - 1 else max(1, rest // (len(used) - n))
            rest -= share
            links.append((priorities[p][0], share, sum(i.priority == p for i in chosen)))
        links.append(("Total", good + slow + idle, len(chosen)))
        rows = [[self.head("Council plan priority", None), self.head("Key initiatives"), self.head("Corporate KPIs")]]
        for text, *figures in links:
            bold = text == "Total"
            rows.append([Cell(text, bold=bold), *(Cell(str(f), align="center", bold=bold) for f in figures)])
        sheet.put(
            self.title(f"{name} overview", page="Report", marks=[f"directorate{directorate}"]),
            self.para(self.texts["overview"].format(name=name)),
            sheet.p(xml=sheet.picture(ring, 12.0, 5.2), align="center", after=6),
            self.small("Council plan links"),
            sheet.table((9.5, 3.2, 3.2), rows, size=10, after=10),
            *(self.para(t) for t in self.texts["directorates"][directorate].get(self.pack.period, [])),
        )

    def scorecards(self, directorate: str, groups: Sequence[Sequence[str]]) -> None:
        """A directorate's scorecards, on a wide page."""
        sheet, font = self.sheet, self.style.font
        name = self.council["directorates"][directorate]
        sheet.put(self.title(f"{name} scorecard{'s' if len(groups) > 1 else ''}", page="ReportWide"))
        for n, keys in enumerate(groups):
            lagged = bool(indicators()[keys[0]].lag)
            if n and lagged:
                sheet.put(sheet.p(self.texts["lag"], font=font, size=9, before=4, after=4, keep=True))
            elif n:
                sheet.put(self.small(self.texts["second"][directorate], size=12))
            sheet.put(scorecard(self.board, keys, lagged=lagged))
            for note in self.pack.notes.get(f"{directorate} {n}", ()):
                sheet.put(sheet.p(note, font=font, size=8.5, after=2))
        sheet.put(sheet.p(self.texts["trends"], font=font, size=8.5, before=4, after=0))

    def exception(self, one: Indicator, place: int) -> None:
        """An indicator below target: its small table, a chart, and up to three blocks of text."""
        sheet, board, run_on = self.sheet, self.board, self.pack.run_on
        texts = load("exceptions")[one.key][self.pack.period]
        called = one.name(self.pack.period)
        sheet.put(
            self.small(
                f"{board.code(one)} {called.label}", size=12.5, before=10 if place and run_on else 0,
                new_page=place > 0 and not run_on,
            )
        )  # fmt: skip
        columns = [c for c in board.columns(bool(one.lag)) if one.value(c, sheet.date)]
        figures = [(f"Q{c[-1]}", one.value(c, sheet.date) or "") for c in columns][-7:]
        target = one.target(board.latest(one))
        chart = charts.bars(
            called.code or "", [(q, float(figure(v)), v) for q, v in figures],
            float(figure(target)) if target else None, self.style.colour,
        )  # fmt: skip
        if len(" ".join(texts.get("impact", []))) < BESIDE and not (run_on and place % 2):
            width = (8.6, 10.2, 11.2, 11.2)[int(board.latest(one)[-1]) - 1]
            picture = sheet.picture(chart, 7.7, 4.1)
            left = card(board, one, width - 0.2) + sheet.p(xml=picture, after=0)
            right = self.block(one, "impact", texts)
            row = [Cell(content=c, valign="top", border="none") for c in (left, right)]
            sheet.put(sheet.table((width, 17.4 - width), [row], border="none", after=6, padding="0.02cm 0.05cm"))
        else:
            sheet.put(card(board, one, 11.5), sheet.p(xml=sheet.picture(chart, 11.0, 5.8), after=6))
            sheet.put(self.block(one, "impact", texts))
        sheet.put(self.block(one, "performance", texts), self.block(one, "assurance", texts))

    def block(self, one: Indicator, kind: str, texts: Mapping[str, Sequence[str]]) -> str:
        """A heading and its text; the heading is printed even where nobody wrote anything."""
        looks: dict[str, Any] = {"font": self.style.font, "after": 5, "size": self.style.text}
        heading = self.sheet.p(HEADINGS[kind], bold=True, keep=True, **looks)
        if kind not in texts:
            return heading
        called = one.name(self.pack.period)
        return heading + self.sheet.block(called, self.board.latest(one), kind, texts[kind], **looks)

    def finance(self) -> None:
        """Budget and risk: tables of figures that are no indicators."""
        sheet, text = self.sheet, self.texts["finance"][self.pack.period]
        heads = ("Directorate", "Latest budget £m", "Forecast £m", "Variance £m")
        budget = [[self.head(t, "center" if n else None) for n, t in enumerate(heads)]]
        for row in text["budget"]:
            budget.append([Cell(t, align="end" if n else None, bold=row[0] == "Total") for n, t in enumerate(row)])
        impacts = ("1 Minor", "2 Moderate", "3 Serious", "4 Severe")
        matrix = [[self.head("Likelihood", None), *(self.head(t) for t in impacts)]]
        for n, label in LIKELIHOODS.items():
            line = [Cell(label, bold=True)]
            for impact in range(1, 5):
                fill = "#f4b6b6" if n * impact >= 9 else "#ffe08a" if n * impact >= 4 else "#bfe3b4"
                line.append(Cell(str(n * impact), align="center", fill=fill))
            matrix.append(line)
        risks = [[self.head(t, None) for t in ("Ref", "Risk", "Owner", "Last score", "Score now")]]
        risks += [[Cell(t, align="center" if n > 2 else None) for n, t in enumerate(r)] for r in text["risks"]]
        sheet.put(
            self.title("Finance and risk", page="Report", marks=["finance"]),
            self.small("Revenue budget"),
            self.para(text["words"]),
            sheet.table((7.0, 3.3, 3.3, 3.3), budget, size=10, after=8),
            self.small("Corporate risks"),
            self.para(text["risk"]),
            sheet.table((4.0, 2.8, 2.8, 2.8, 2.8), matrix, size=10, after=8),
            sheet.table((1.6, 7.6, 4.2, 2.0, 2.0), risks, header=1, size=9.5),
        )
