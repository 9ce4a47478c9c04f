"""The scorecards, lists and small tables of the quarterly reports, with what a reader should make of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus.generator.facts import (
    Indicator, indicators, load, quarter_before, year_ago, year_before,
)  # fmt: skip
from corpus.generator.sheet import Sheet
from corpus.generator.truth import Name
from corpus.generator.writer import Cell

SYMBOLS = {"star": "★", "circle": "●", "triangle": "▲"}
MEANINGS = {"star": "better", "circle": "within_tolerance", "triangle": "worse"}
ARROWS = {
    "slanted": {"improving": "↗", "steady": "→", "worsening": "↘"},
    "upright": {"improving": "↑", "steady": "↔", "worsening": "↓"},
}
NO_COMPARISON = ("no comparison", "no direct comparison", "compared with earlier", "cannot be compared")


@dataclass(frozen=True)
class Faults:
    """What a paper deliberately gets wrong; every value is what it prints instead."""

    list_target: Mapping[str, str] = field(default_factory=dict)
    fraction: Mapping[str, str] = field(default_factory=dict)
    score: Mapping[str, str] = field(default_factory=dict)
    card: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Style:
    """How a year's report looks."""

    colour: str = "#1b4f5c"
    shade: str = "#d6e6ea"
    arrows: str = "slanted"
    head: str = "Qtr. {} outturn"
    previous: int = 4
    font: str = "Carlito"
    pending: str = "Available Q2"


@dataclass
class Board:
    """One quarter's report: the quarter, its look and its faults."""

    sheet: Sheet
    period: str
    style: Style
    faults: Faults

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
            (i for i in found if directorates is None or i.directorate in directorates), key=lambda i: order.index(i.directorate)
        )

    def flags(self, one: Indicator) -> dict[str, bool]:
        """Whether a target may be complained about: because another place contradicts it."""
        return {"may_flag": one.key in self.faults.list_target or one.key in self.faults.score}

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
                row = [Cell(label, bold=True, fill=shade, turned=True, align="center", down=len(members))] if m == 0 else []
                nested = m + 1 < len(members) and members[m + 1].startswith("+")
                row += self.row(facts[key.lstrip("+")], columns, label, sub=key.startswith("+"), nested=nested)
                rows.append(row)
        mark_width = {True: 1.25, False: 1.5}[n > 6]
        fixed = 0.95 + n * mark_width + 1.45 + 1.15 + 1.5 + 1.4
        bench = 3.1 if n > 6 else 3.5
        widths = [0.95, 26.7 - fixed - bench, *([mark_width] * n), 1.45, 1.15, 1.5, 1.4, bench]
        heights = [2.4 if len(v) == 1 else 1.3 if len(v) == 2 else 0.75 for v in grouped.values() for _ in v]
        return sheet.table(widths, rows, header=2, size=size, heights=[0, 0, *heights], after=5, padding="0.04cm 0.07cm")

    def row(self, one: Indicator, columns: Sequence[str], heading: str, *, sub: bool, nested: bool) -> list[Cell]:
        """The cells of one row, to the right of the vertical label."""
        sheet, period = self.sheet, columns[-1]
        name = one.name(self.period)
        alt = {"code_alt": indicators()[one.parent].name(self.period).code} if sub else {}
        cells = [Cell(f"{name.code} {name.label}" if name.code else f"     {name.label}", italic=sub)]
        down = 2 if nested else 1
        at, last = 0, sheet.truth.mark()
        current = period[:7]
        while at < len(columns):
            quarter = columns[at]
            here = [quarter]
            if one.amended == current and quarter[:7] != current:
                here = [c for c in columns[at:] if c[:7] != current]
                text, status = f"Measure amended for {current} so no previous comparable data", "not_comparable"
            elif one.available and self.year == one.available[0] and quarter[:7] == current and one.value(period) is None:
                here = list(columns[at:])
                text, status = one.available[1], "not_yet_available"
            elif one.value(quarter, sheet.date) is None and quarter < self.first(one):
                here = [c for c in columns[at:] if c < self.first(one) and c[:7] == quarter[:7]]
                text, status = "New measure", "new_measure"
                if here[-1] == period:
                    text, status = self.style.pending, "not_yet_available"
            else:
                cells.append(self.figure(one, name, quarter, period, last, alt))
                at += 1
                continue
            marks = [last] if here[-1] == period else []
            for c in here:
                marks.append(sheet.truth.figure(name, "outturn", c, text, status=status, **alt))
            spread = len(here)
            if status == "not_yet_available" and here[-1] == period:
                marks.append(
                    sheet.truth.figure(name, "target", current, text, status=status, period_alt=self.period, **alt)
                )
                wide = one.available is not None
                cells.append(Cell(text, span=spread + (4 if wide else 0), align="center", marks=marks))
                if not wide:
                    cells += [Cell(text, align="center"), Cell(""), Cell("N/A", align="center"), Cell("N/A", align="center")]
                sheet.truth.assess(name, last, period, heading)
                cells.append(self.benchmark(one, name, alt))
                return cells
            cells.append(Cell(text, span=spread, align="center", marks=marks))
            at += spread
        if sub:
            judged: dict[str, str | None] = {}
            cells += self.trends(one, period, judged)
            sheet.truth.assess(name, last, period, heading, optional=True, **judged)
            return cells
        cells += self.judgement(one, name, period, heading, last, down)
        cells.append(self.benchmark(one, name, alt, down))
        return cells

    def first(self, one: Indicator) -> str:
        """The first quarter with a figure."""
        return min(
            (f"{y} Q{n + 1}" for y, values in one.facts.get("quarters", {}).items() for n, v in enumerate(values) if v),
            default="9999",
        )

    def figure(
        self, one: Indicator, name: Name, quarter: str, period: str, last: str, alt: Mapping[str, str | None]
    ) -> Cell:
        """An outturn; the latest one with the fraction that it was worked out from."""
        text = one.printed(quarter, self.sheet.date) or ""
        extra: dict[str, object] = dict(alt)
        if quarter == period:
            fraction = self.faults.fraction.get(one.key) or (one.fraction or {}).get(quarter)
            if fraction:
                text = f"{text}\n({fraction})"
            if one.key in self.faults.fraction or one.key in self.faults.score:
                extra["must_flag"] = True
            extra["mark"] = last
        if (one.key, quarter) in self.faults.card:
            extra["may_flag"] = True
        fraction_alone = quarter == period and "(" in text and "/" not in text
        cell = self.sheet.outturn(one, quarter, name, text=text or None, **extra)  # type: ignore[arg-type]
        row = self.sheet.truth.observations[-1]
        if fraction_alone:
            row["numerator"] = text.split("(")[1].rstrip(")").replace(",", "")
        if name.label and "cumulative" in name.label and row["status"] == "reported":
            row["qualifier"] = "cumulative"
        return cell

    def trends(self, one: Indicator, period: str, judged: dict[str, str | None]) -> list[Cell]:
        """The cells of the two trends, which are noted in `judged`."""
        arrows = ARROWS[self.style.arrows]
        cells = []
        short = None if period.endswith("Q1") else one.trend(period, quarter_before(period), self.sheet.date)
        annual = one.trend(period, year_ago(period), self.sheet.date)
        if one.amended == period[:7]:
            annual = None
        judged.update(short_term_trend=short, annual_trend=annual)
        for which, trend in (("short", short), ("annual", annual)):
            if trend:
                cells.append(Cell(arrows[trend], align="center", size=10))
            elif which == "short" and period.endswith("Q1") and not one.lag:
                cells.append(Cell(self.style.pending, align="center"))
            else:
                cells.append(Cell("N/A", align="center"))
        return cells

    def judgement(self, one: Indicator, name: Name, period: str, heading: str, last: str, down: int) -> list[Cell]:
        """Target, score and trends."""
        sheet, year = self.sheet, period[:7]
        cells = []
        score = self.score(one) if one.target(period) else None
        note = f"See note{one.note}" if one.note else None
        if note:
            mark = sheet.truth.figure(name, "target", year, note, status="no_target", period_alt=period)
            cells.append(Cell(note, align="center", marks=[mark], down=down))
            cells.append(Cell(note if one.key in ("fly_tips", "fly_actions", "parking") else "", align="center", down=down))
        else:
            target = one.target(period)
            if target is None:
                mark = sheet.truth.figure(name, "target", year, "", status="missing", period_alt=period)
                cells += [Cell("", marks=[mark]), Cell("")]
            else:
                mark = sheet.truth.figure(name, "target", year, one.shown(target), period_alt=period, **self.flags(one))
                cells.append(Cell(one.shown(target), align="center", marks=[mark]))
                cells.append(Cell(SYMBOLS[score] if score else "", align="center", size=11))
        judged: dict[str, str | None] = {"score": score, "score_meaning": MEANINGS.get(score or "")}
        cells += self.trends(one, period, judged)
        sheet.truth.assess(name, last, period, heading, **judged)
        return cells

    def benchmark(self, one: Indicator, name: Name, alt: Mapping[str, str | None], down: int = 1) -> Cell:
        """The comparator, which may hold several figures or none."""
        sheet, marks, texts = self.sheet, [], []
        entries = one.facts.get("benchmark", {}).get(self.year, [])
        for value, who, _ in entries:
            if not who:
                texts.append(value)
            elif who[0].isdigit() or who.startswith(("regional ranking", "nationally", "West Midlands average")):
                texts.append(f"{value} ({who})" if who[0].isdigit() else f"{value} {who}")
            elif who.startswith(("Region", "England (2021/22)")) and len(entries) > 1:
                texts.append(f"{who.split(' (')[0]} {value}")
            else:
                texts.append(f"{value} {who}" if "(" in who else f"{value} ({who})")
        text = " ".join(texts)
        if entries and entries[0][1].startswith("Region") and len(entries) > 1:
            text = ", ".join(texts) + " (2021/22)"
        for value, who, when in entries:
            if who:
                marks.append(
                    sheet.truth.figure(
                        name, "benchmark", when or None, text, value=plain_number(value), qualifier=who, fraction=False,
                        unit=None if not value.endswith(("st", "nd", "rd", "th")) else "rank", **alt,
                    )
                )  # fmt: skip
            else:
                marks.append(
                    sheet.truth.figure(name, "benchmark", None, text, status="not_applicable", optional=True, **alt)
                )
        return Cell(text, align="center", marks=marks, down=down)

    # -- the list of indicators below target ---------------------------------------------------------------

    def below_target(self) -> str:
        """The list of indicators below target, of all directorates."""
        sheet, council = self.sheet, load("council")
        shade, quarter = self.style.shade, f"Q{self.quarter}"
        then = f"{year_before(self.year)} Q{self.quarter}"
        heads = ("Directorate", "Performance indicators below target ▲", f"{quarter} {then[:7]}", f"{quarter} {self.year}",
                 f"{self.year} target", "Council plan priority")  # fmt: skip
        rows = [[Cell(t, bold=True, fill=shade, align="center") for t in heads]]
        missed = self.missed()
        for n, one in enumerate(missed):
            row = []
            if n == 0 or missed[n - 1].directorate != one.directorate:
                count = sum(i.directorate == one.directorate for i in missed)
                row.append(Cell(council["directorates"][one.directorate], bold=True, align="center", down=count))
            name = one.name(self.period)
            row.append(Cell(f"{name.code} {name.label}"))
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
                sheet.outturn(one, self.year, name, "target", target, must_flag=wrong, period_alt=self.latest(one)[:7])
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
        row = [Cell(name.code or "", align="center")]
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
            row.append(sheet.outturn(one, c, name, text=value if one.unit != "gbp" else one.shown(value), must_flag=(one.key, c) in self.faults.card))
            if one.unit == "percent" or one.unit == "days":
                sheet.truth.observations[-1]["unit"] = one.unit
            at += 1
        mark = sheet.truth.mark()
        row.append(sheet.outturn(one, period, name, mark=mark))
        row.append(
            sheet.outturn(one, period, name, "target", one.shown(one.target(period) or ""), period_alt=year, **self.flags(one))
        )
        short = None if period.endswith("Q1") else one.trend(period, quarter_before(period), sheet.date)
        score = self.score(one)
        row.append(Cell(SYMBOLS[score or "triangle"], align="center", size=10))
        row.append(Cell(ARROWS[self.style.arrows][short] if short else "-", align="center"))
        sheet.truth.assess(
            name, mark, period, None, score=score, score_meaning=MEANINGS[score or "triangle"], short_term_trend=short, optional=True
        )
        rows.append(row)
        n = len(columns)
        each = (width - 1.4 - 1.55 - 1.4 - 1.1) / n
        return sheet.table(
            [1.4, *([each] * n), 1.55, 1.4, 0.55, 0.55], rows, size=7.5 if n <= 5 else 6.5, after=4, padding="0.03cm 0.03cm"
        )


def plain_number(text: str) -> str:
    """1420 for 1,420; 3 for 3rd; 2.9 for 2.9%."""
    return "".join(ch for ch in text if ch.isdigit() or ch == ".").rstrip(".")
