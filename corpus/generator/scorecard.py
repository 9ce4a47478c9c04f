"""The scorecards, lists and small tables of the quarterly reports, with what a reader should make of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.generator.facts import (
    Indicator,
    indicators,
    load,
    quarter_before,
    year_ago,
    year_before,
)  # fmt: skip
from corpus.generator.sheet import Sheet
from corpus.generator.truth import Name, unit_of
from corpus.generator.writer import Cell

SYMBOLS = {"star": "★", "circle": "●", "triangle": "▲"}
MEANINGS = {"star": "better", "circle": "within_tolerance", "triangle": "worse"}
ARROWS = {
    "slanted": {"improving": "↗", "steady": "→", "worsening": "↘"},
    "upright": {"improving": "↑", "steady": "↔", "worsening": "↓"},
}


@dataclass(frozen=True)
class Faults:
    """What a paper deliberately gets wrong; every value is what it prints instead."""

    list_target: Mapping[str, str] = field(default_factory=dict)
    fraction: Mapping[str, str] = field(default_factory=dict)
    score: Mapping[str, str] = field(default_factory=dict)
    card: Mapping[tuple[str, str], str] = field(default_factory=dict)
    annual: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Oddities:
    """What a paper prints in an unusual way, without being wrong: gaps, note marks, codes spelt otherwise."""

    gaps: frozenset[tuple[str, str]] = frozenset()
    noted: Mapping[tuple[str, str], str] = field(default_factory=dict)
    spelt: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Style:
    """How a year's report looks."""

    colour: str = "#1b4f5c"
    shade: str = "#d6e6ea"
    arrows: str = "slanted"
    head: str = "Qtr. {} outturn"
    previous: int = 4
    font: str = "Carlito"
    text: float = 11
    pending: str = "Available Q2"


@dataclass(frozen=True)
class Comparator:
    """A figure to compare with: what it is, whose, and for when; without an owner it is a sentence."""

    value: str
    who: str
    period: str

    @property
    def text(self) -> str:
        """How a cell prints it."""
        if not self.who:
            return self.value
        bare = "(" in self.who or self.who.startswith(("nationally", "West Midlands average"))
        return f"{self.value} {self.who}" if bare else f"{self.value} ({self.who})"

    @property
    def number(self) -> str:
        """1420 for 1,420; 3 for 3rd; 2.9 for 2.9%."""
        return "".join(ch for ch in self.value if ch.isdigit() or ch == ".")


@dataclass(frozen=True)
class Line:
    """A row of a scorecard while it is written: whose it is, what about, and the bookmark of its latest figure."""

    one: Indicator
    name: Name
    period: str
    heading: str
    mark: str
    alt: dict[str, Any]


@dataclass
class Board:
    """One quarter's report: the quarter, its look and its faults."""

    sheet: Sheet
    period: str
    style: Style
    faults: Faults
    odd: Oddities = Oddities()

    def code(self, one: Indicator) -> str:
        """The code as this paper spells it outside its scorecards."""
        return self.odd.spelt.get(one.key) or one.name(self.period).code or ""

    @property
    def year(self) -> str:
        """The financial year."""
        return self.period[:7]

    @property
    def quarter(self) -> int:
        """The number of the quarter."""
        return int(self.period[-1])

    def latest(self, one: Indicator) -> str:
        """The latest quarter that the report has a figure for."""
        return quarter_before(self.period) if one.lag else self.period

    def columns(self, lagged: bool) -> list[str]:
        """The quarters of a scorecard, oldest first."""
        last = quarter_before(self.period) if lagged else self.period
        year, quarter = last.split(" Q")
        before = [f"{year_before(year)} Q{q}" for q in range(5 - self.style.previous, 5)]
        return before + [f"{year} Q{q}" for q in range(1, int(quarter) + 1)]

    def score(self, one: Indicator) -> str | None:
        """The score that is printed."""
        return self.faults.score.get(one.key) or one.score(self.latest(one), self.sheet.date)

    def missed(self, directorates: Sequence[str] | None = None) -> list[Indicator]:
        """The indicators below target, in the order of the directorates."""
        order = list(load("council")["directorates"])
        found = [i for i in indicators().values() if self.score(i) == "triangle"]
        return sorted(
            (i for i in found if directorates is None or i.directorate in directorates),
            key=lambda i: order.index(i.directorate),
        )

    def flags(self, one: Indicator) -> dict[str, Any]:
        """Whether a target may be complained about: because another place contradicts it."""
        contradicted = one.key in self.faults.list_target or one.key in self.faults.score
        return {"may_flag": contradicted or one.profile or bool(one.lag) or one.revised(f"target {self.year}")}

    # -- the scorecard -----------------------------------------------------------------------------------

    def scorecard(self, keys: Sequence[str], *, lagged: bool = False, size: float = 8) -> str:
        """A scorecard; a key that begins with "+" is a sub-row of the one before."""
        sheet, facts = self.sheet, indicators()
        columns = self.columns(lagged)
        n = len(columns)
        current = columns[-1][:7]
        earlier = sum(c[:7] != current for c in columns)
        shade = self.style.shade

        def head(text: str, **looks: int) -> Cell:
            return Cell(text, bold=True, fill=shade, align="center", **looks)  # type: ignore[arg-type]

        rows: list[list[Cell]] = [
            [
                head("", down=2), Cell("Performance Indicator", bold=True, fill=shade, down=2),
                head(columns[0][:7], span=earlier), head(current, span=n - earlier + 4),
                head("Benchmarking comparator data", down=2),
            ],
            [
                *(head(self.style.head.format(c[-1])) for c in columns), head("Target"), head("Score"),
                head("Short term trend"), head("Annual trend"),
            ],
        ]  # fmt: skip
        names = load("council")["priorities"]
        ordered = sorted((k for k in keys if not k.startswith("+")), key=lambda k: list(names).index(facts[k].priority))
        grouped: dict[str, list[str]] = {}
        for key in ordered:
            grouped.setdefault(facts[key].priority, []).append(key)
            if "+" + key + "_share" in keys:
                grouped[facts[key].priority].append("+" + key + "_share")
        for priority, members in grouped.items():
            label = names[priority][1]
            for m, key in enumerate(members):
                row = (
                    [Cell(label, bold=True, fill=shade, turned=True, align="center", down=len(members))]
                    if m == 0
                    else []
                )
                nested = m + 1 < len(members) and members[m + 1].startswith("+")
                row += self.row(facts[key.lstrip("+")], columns, label, sub=key.startswith("+"), nested=nested)
                rows.append(row)
        mark_width = {True: 1.25, False: 1.5}[n > 6]
        fixed = 0.95 + n * mark_width + 1.45 + 1.15 + 1.5 + 1.4
        bench = 3.1 if n > 6 else 3.5
        widths = [0.95, 26.7 - fixed - bench, *([mark_width] * n), 1.45, 1.15, 1.5, 1.4, bench]
        heights = [2.4 if len(v) == 1 else 1.3 if len(v) == 2 else 0.75 for v in grouped.values() for _ in v]
        return sheet.table(
            widths, rows, header=2, size=size, heights=[0, 0, *heights], after=5, padding="0.04cm 0.07cm"
        )

    def row(self, one: Indicator, columns: Sequence[str], heading: str, *, sub: bool, nested: bool) -> list[Cell]:
        """The cells of one row, to the right of the vertical label."""
        sheet, period = self.sheet, columns[-1]
        name = one.name(self.period)
        alt: dict[str, Any] = {"code_alt": indicators()[one.parent].name(self.period).code} if sub else {}
        line = Line(one, name, period, heading, sheet.truth.mark(), alt)
        cells = [Cell(f"{name.code} {name.label}" if name.code else f"     {name.label}", italic=sub)]
        down = 2 if nested else 1
        at = 0
        while at < len(columns):
            reason = self.reason(one, columns[at:])
            if reason is None:
                cells.append(self.figure(line, columns[at]))
                at += 1
                continue
            text, status, spread = reason
            here = columns[at : at + spread]
            marks = [line.mark] if here[-1] == period else []
            marks += [sheet.truth.figure(name, "outturn", c, text, status=status, **alt) for c in here]
            at += spread
            if status != "not_yet_available":
                cells.append(Cell(text, span=spread, align="center", marks=marks))
                continue
            marks.append(
                sheet.truth.figure(name, "target", period[:7], text, status=status, period_alt=self.period, **alt)
            )
            if one.available:
                cells.append(Cell(text, span=spread + 4, align="center", marks=marks))
            else:
                cells.append(Cell(text, span=spread, align="center", marks=marks))
                cells += [Cell(t, align="center") for t in (text, "", "N/A", "N/A")]
            sheet.truth.assess(name, line.mark, period, heading)
            return [*cells, self.benchmark(line)]
        if sub:
            cells_of_trends, judged = self.trends(one, period)
            sheet.truth.assess(name, line.mark, period, heading, optional=True, **judged)
            return cells + cells_of_trends
        return [*cells, *self.judgement(line, down), self.benchmark(line, down)]

    def reason(self, one: Indicator, columns: Sequence[str]) -> tuple[str, str, int] | None:
        """Why there is no figure from a column on, its status and how far it goes; None if there is a figure."""
        period, current = columns[-1], columns[-1][:7]
        same_year = [c for c in columns if c[:7] == columns[0][:7]]
        if one.amended == current and columns[0][:7] != current:
            return f"Measure amended for {current} so no previous comparable data", "not_comparable", len(same_year)
        if one.value(columns[0], self.sheet.date) is not None or columns[0] >= self.first(one):
            return None
        if one.available and one.available[0] == current == columns[0][:7] and one.value(period) is None:
            return one.available[1], "not_yet_available", len(columns)
        here = [c for c in same_year if c < self.first(one)]
        if here[-1] == period:
            return self.style.pending, "not_yet_available", len(here)
        return "New measure", "new_measure", len(here)

    def first(self, one: Indicator) -> str:
        """The first quarter with a figure."""
        return min(
            (f"{y} Q{n + 1}" for y, values in one.facts.get("quarters", {}).items() for n, v in enumerate(values) if v),
            default="9999",
        )

    def figure(self, line: Line, quarter: str) -> Cell:
        """An outturn; the latest one with the fraction that it was worked out from."""
        one, name = line.one, line.name
        text = one.printed(quarter, self.sheet.date) or ""
        extra: dict[str, Any] = dict(line.alt)
        alone = False
        if quarter == line.period:
            fraction = self.faults.fraction.get(one.key) or (one.fraction or {}).get(quarter)
            if fraction:
                text = f"{text}\n({fraction})"
                alone = "/" not in fraction
            extra["must_flag"] = one.key in self.faults.fraction or one.key in self.faults.score
            extra["may_flag"] = one.key in self.faults.annual
            extra["mark"] = line.mark
        if (one.key, quarter) in self.odd.gaps:
            mark = self.sheet.truth.figure(name, "outturn", quarter, "", status="missing", **line.alt)
            return Cell("", marks=[mark])
        text += self.odd.noted.get((one.key, quarter), "")
        cell = self.sheet.outturn(one, quarter, name, text=text or None, **extra)
        row = self.sheet.truth.observations[-1]
        if alone:
            row["numerator"] = text.split("(")[1].rstrip(")").replace(",", "")
        if one.cumulative and row["status"] == "reported":
            row["qualifier"] = "cumulative"
        return cell

    def trends(self, one: Indicator, period: str) -> tuple[list[Cell], dict[str, str | None]]:
        """The cells of the two trends, and what they say."""
        first = period.endswith("Q1") or one.cumulative
        short = None if first else one.trend(period, quarter_before(period), self.sheet.date)
        annual = self.faults.annual.get(one.key) or one.trend(period, year_ago(period), self.sheet.date)
        if one.amended == period[:7]:
            annual = None
        pending = period.endswith("Q1") and not one.lag and not one.cumulative
        cells = []
        for trend, otherwise in ((short, self.style.pending if pending else "N/A"), (annual, "N/A")):
            if trend:
                cells.append(Cell(ARROWS[self.style.arrows][trend], align="center", size=10))
            else:
                cells.append(Cell(otherwise, align="center"))
        return cells, {"short_term_trend": short, "annual_trend": annual}

    def judgement(self, line: Line, down: int) -> list[Cell]:
        """Target, score and trends."""
        one, name, period = line.one, line.name, line.period
        truth, year = self.sheet.truth, period[:7]
        target = one.target(period)
        score = self.score(one) if target and not one.note else None
        if one.note:
            note = f"See note{one.note}"
            mark = truth.figure(name, "target", year, note, status="no_target", period_alt=period)
            cells = [Cell(note, align="center", marks=[mark], down=down)]
            cells.append(Cell(note if one.priority == "green" else "", align="center", down=down))
        elif target is None:
            mark = truth.figure(name, "target", year, "", status="missing", period_alt=period)
            cells = [Cell("", marks=[mark]), Cell("")]
        else:
            mark = truth.figure(name, "target", year, one.shown(target), period_alt=period, **self.flags(one))
            cells = [Cell(one.shown(target), align="center", marks=[mark])]
            cells.append(Cell(SYMBOLS[score] if score else "", align="center", size=11))
        arrows, judged = self.trends(one, period)
        truth.assess(
            name, line.mark, period, line.heading, score=score, score_meaning=MEANINGS.get(score or ""), **judged
        )
        return cells + arrows

    def benchmark(self, line: Line, down: int = 1) -> Cell:
        """The comparator, which may hold several figures or none."""
        entries = [Comparator(*e) for e in line.one.facts.get("benchmark", {}).get(self.year, [])]
        if len(entries) > 1 and entries[0].who.startswith("Region"):
            text = ", ".join(f"{e.who.split(' (')[0]} {e.value}" for e in entries) + " (2021/22)"
        else:
            text = " ".join(e.text for e in entries)
        marks = []
        for entry in entries:
            if entry.who:
                mark = self.sheet.truth.figure(
                    line.name, "benchmark", entry.period or None, text, value=entry.number, qualifier=entry.who,
                    fraction=False, unit=unit_of(entry.value, line.name.unit), **line.alt,
                )  # fmt: skip
            else:
                mark = self.sheet.truth.figure(
                    line.name, "benchmark", None, text, status="not_applicable", optional=True, **line.alt
                )
            marks.append(mark)
        return Cell(text, align="center", marks=marks, down=down)

    # -- the list of indicators below target ---------------------------------------------------------------

    def below_target(self) -> str:
        """The list of indicators below target, of all directorates."""
        sheet, council = self.sheet, load("council")
        shade, quarter = self.style.shade, f"Q{self.quarter}"
        then = f"{year_before(self.year)} Q{self.quarter}"
        heads = (
            "Directorate", "Performance indicators below target ▲", f"{quarter} {then[:7]}",
            f"{quarter} {self.year}", f"{self.year} target", "Council plan priority",
        )  # fmt: skip
        rows = [[Cell(t, bold=True, fill=shade, align="center") for t in heads]]
        missed = self.missed()
        for n, one in enumerate(missed):
            row = []
            if n == 0 or missed[n - 1].directorate != one.directorate:
                count = sum(i.directorate == one.directorate for i in missed)
                row.append(Cell(council["directorates"][one.directorate], bold=True, align="center", down=count))
            name = one.name(self.period)
            row.append(Cell(f"{self.code(one)} {name.label}"))
            for when in (then, self.period):
                real = quarter_before(when) if one.lag else when
                printed = one.printed(real, sheet.date)
                if printed is None:
                    row.append(sheet.outturn(one, when, name, text="N/A new measure", status="new_measure"))
                elif one.lag:
                    text = f"{printed} Q{real[-1]}"
                    row.append(sheet.outturn(one, real, name, text=text, optional=True, period_alt=when))
                else:
                    row.append(sheet.outturn(one, when, name, text=printed))
            target = self.faults.list_target.get(one.key)
            wrong = target is not None
            target = target or one.shown(one.target(self.latest(one)) or "")
            row.append(
                sheet.outturn(
                    one,
                    self.year,
                    name,
                    "target",
                    target,
                    must_flag=wrong,
                    may_flag=bool(one.lag),
                    period_alt=self.latest(one)[:7],
                )
            )
            row.append(Cell(council["priorities"][one.priority][1], align="center"))
            rows.append(row)
        return sheet.table((2.9, 6.3, 1.9, 1.9, 1.8, 2.6), rows, header=1, size=9, after=8)

    # -- the small table above a commentary ------------------------------------------------------------------

    def card(self, one: Indicator, width: float = 9.0) -> str:
        """The small table above a commentary."""
        sheet, period = self.sheet, self.latest(one)
        name = one.name(self.period)
        shade, year, quarter = self.style.shade, period[:7], int(period[-1])
        before = [f"{year_before(year)} Q{q}" for q in range(1, 5)]
        since = [f"{year} Q{q}" for q in range(1, quarter)]

        def head(text: str, span: int = 1, down: int = 1) -> Cell:
            return Cell(text, bold=True, fill=shade, align="center", span=span, down=down)

        rows = [
            [head("PI", down=3), head(before[0][:7], span=4), head(year, span=len(since) + 4)],
            [
                *(head(f"Q{c[-1]}", down=2) for c in before + since), head(f"Quarter {quarter}", span=4),
            ],
            [head("Outturn"), head("Target"), head("S"), head("T")],
        ]  # fmt: skip
        row = [Cell(self.code(one), align="center")]
        at, columns = 0, before + since
        while at < len(columns):
            c = columns[at]
            value = self.faults.card.get((one.key, c)) or one.value(c, sheet.date)
            if value is None:
                gap = [x for x in columns[at:] if x < self.first(one) and x[:7] == c[:7]] or [c]
                marks = [sheet.truth.figure(name, "outturn", x, "New measure", status="new_measure") for x in gap]
                row.append(Cell("New measure", span=len(gap), align="center", marks=marks))
                at += len(gap)
                continue
            row.append(
                sheet.outturn(
                    one,
                    c,
                    name,
                    text=value if one.unit != "gbp" else one.shown(value),
                    must_flag=(one.key, c) in self.faults.card,
                )
            )
            if one.unit in ("percent", "days"):
                sheet.truth.observations[-1]["unit"] = one.unit
            at += 1
        mark = sheet.truth.mark()
        row.append(sheet.outturn(one, period, name, mark=mark))
        row.append(
            sheet.outturn(
                one, period, name, "target", one.shown(one.target(period) or ""), period_alt=year, **self.flags(one)
            )
        )
        short = None if period.endswith("Q1") else one.trend(period, quarter_before(period), sheet.date)
        score = self.score(one)
        row.append(Cell(SYMBOLS[score or "triangle"], align="center", size=10))
        row.append(Cell(ARROWS[self.style.arrows][short] if short else "-", align="center"))
        sheet.truth.assess(
            name,
            mark,
            period,
            None,
            score=score,
            score_meaning=MEANINGS[score or "triangle"],
            short_term_trend=short,
            optional=True,
        )
        rows.append(row)
        n = len(columns)
        each = (width - 1.4 - 1.55 - 1.4 - 1.1) / n
        return sheet.table(
            [1.4, *([each] * n), 1.55, 1.4, 0.55, 0.55],
            rows,
            size=7.5 if n <= 5 else 6.5,
            after=4,
            padding="0.03cm 0.03cm",
        )
