"""The scorecards of the quarterly reports, with what a reader should make of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus.generator.board import ARROWS, MEANINGS, SYMBOLS, Board
from corpus.generator.facts import (
    Indicator,
    indicators,
    load,
    quarter_before,
    year_ago,
)  # fmt: skip
from corpus.generator.truth import Name, unit_of
from corpus.generator.writer import Cell


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


def scorecard(board: Board, keys: Sequence[str], *, lagged: bool = False, size: float = 8) -> str:
    """A scorecard; a key that begins with "+" is a sub-row of the one before."""
    sheet, facts = board.sheet, indicators()
    columns = board.columns(lagged)
    n = len(columns)
    current = columns[-1][:7]
    earlier = sum(c[:7] != current for c in columns)
    shade = board.style.shade

    def head(text: str, **looks: int) -> Cell:
        return Cell(text, bold=True, fill=shade, align="center", **looks)  # type: ignore[arg-type]

    rows: list[list[Cell]] = [
        [
            head("", down=2), Cell("Performance Indicator", bold=True, fill=shade, down=2),
            head(columns[0][:7], span=earlier), head(current, span=n - earlier + 4),
            head("Benchmarking comparator data", down=2),
        ],
        [
            *(head(board.style.head.format(c[-1])) for c in columns), head("Target"), head("Score"),
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
            row += _row(board, facts[key.lstrip("+")], columns, label, sub=key.startswith("+"), nested=nested)
            rows.append(row)
    mark_width = {True: 1.25, False: 1.5}[n > 6]
    fixed = 0.95 + n * mark_width + 1.45 + 1.15 + 1.5 + 1.4
    bench = 3.1 if n > 6 else 3.5
    widths = [0.95, 26.7 - fixed - bench, *([mark_width] * n), 1.45, 1.15, 1.5, 1.4, bench]
    heights = [2.4 if len(v) == 1 else 1.3 if len(v) == 2 else 0.75 for v in grouped.values() for _ in v]
    return sheet.table(widths, rows, header=2, size=size, heights=[0, 0, *heights], after=5, padding="0.04cm 0.07cm")


def _row(board: Board, one: Indicator, columns: Sequence[str], heading: str, *, sub: bool, nested: bool) -> list[Cell]:
    """The cells of one row, to the right of the vertical label."""
    sheet, period = board.sheet, columns[-1]
    name = one.name(board.period)
    alt: dict[str, Any] = {"code_alt": indicators()[one.parent].name(board.period).code} if sub else {}
    line = Line(one, name, period, heading, sheet.truth.mark(), alt)
    cells = [Cell(f"{name.code} {name.label}" if name.code else f"     {name.label}", italic=sub)]
    down = 2 if nested else 1
    at = 0
    while at < len(columns):
        reason = _reason(board, one, columns[at:])
        if reason is None:
            cells.append(_figure(board, line, columns[at]))
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
            sheet.truth.figure(name, "target", period[:7], text, status=status, period_alt=board.period, **alt)
        )
        if one.available:
            cells.append(Cell(text, span=spread + 4, align="center", marks=marks))
        else:
            cells.append(Cell(text, span=spread, align="center", marks=marks))
            cells += [Cell(t, align="center") for t in (text, "", "N/A", "N/A")]
        sheet.truth.assess(name, line.mark, period, heading)
        return [*cells, _benchmark(board, line)]
    if sub:
        cells_of_trends, judged = _trends(board, one, period)
        sheet.truth.assess(name, line.mark, period, heading, optional=True, **judged)
        return cells + cells_of_trends
    return [*cells, *_judgement(board, line, down), _benchmark(board, line, down)]


def _reason(board: Board, one: Indicator, columns: Sequence[str]) -> tuple[str, str, int] | None:
    """Why there is no figure from a column on, its status and how far it goes; None if there is a figure."""
    period, current = columns[-1], columns[-1][:7]
    same_year = [c for c in columns if c[:7] == columns[0][:7]]
    if one.amended == current and columns[0][:7] != current:
        return f"Measure amended for {current} so no previous comparable data", "not_comparable", len(same_year)
    if one.value(columns[0], board.sheet.date) is not None or columns[0] >= board.first(one):
        return None
    if one.available and one.available[0] == current == columns[0][:7] and one.value(period) is None:
        return one.available[1], "not_yet_available", len(columns)
    here = [c for c in same_year if c < board.first(one)]
    if here[-1] == period:
        return board.style.pending, "not_yet_available", len(here)
    return "New measure", "new_measure", len(here)


def _figure(board: Board, line: Line, quarter: str) -> Cell:
    """An outturn; the latest one with the fraction that it was worked out from."""
    one, name = line.one, line.name
    text = one.printed(quarter, board.sheet.date) or ""
    extra: dict[str, Any] = dict(line.alt)
    alone = False
    if quarter == line.period:
        fraction = board.faults.fraction.get(one.key) or (one.fraction or {}).get(quarter)
        if fraction:
            text = f"{text}\n({fraction})"
            alone = "/" not in fraction
        extra["must_flag"] = one.key in board.faults.fraction or one.key in board.faults.score
        extra["may_flag"] = one.key in board.faults.annual
        extra["mark"] = line.mark
    if (one.key, quarter) in board.odd.gaps:
        mark = board.sheet.truth.figure(name, "outturn", quarter, "", status="missing", **line.alt)
        return Cell("", marks=[mark])
    text += board.odd.noted.get((one.key, quarter), "")
    cell = board.sheet.outturn(one, quarter, name, text=text or None, **extra)
    row = board.sheet.truth.observations[-1]
    if alone:
        row["numerator"] = text.split("(")[1].rstrip(")").replace(",", "")
    if one.cumulative and row["status"] == "reported":
        row["qualifier"] = "cumulative"
    return cell


def _trends(board: Board, one: Indicator, period: str) -> tuple[list[Cell], dict[str, str | None]]:
    """The cells of the two trends, and what they say."""
    first = period.endswith("Q1") or one.cumulative
    short = None if first else one.trend(period, quarter_before(period), board.sheet.date)
    annual = board.faults.annual.get(one.key) or one.trend(period, year_ago(period), board.sheet.date)
    if one.amended == period[:7]:
        annual = None
    pending = period.endswith("Q1") and not one.lag and not one.cumulative
    cells = []
    for trend, otherwise in ((short, board.style.pending if pending else "N/A"), (annual, "N/A")):
        if trend:
            cells.append(Cell(ARROWS[board.style.arrows][trend], align="center", size=10))
        else:
            cells.append(Cell(otherwise, align="center"))
    return cells, {"short_term_trend": short, "annual_trend": annual}


def _judgement(board: Board, line: Line, down: int) -> list[Cell]:
    """Target, score and trends."""
    one, name, period = line.one, line.name, line.period
    truth, year = board.sheet.truth, period[:7]
    target = one.target(period)
    score = board.score(one) if target and not one.note else None
    if one.note:
        note = f"See note{one.note}"
        mark = truth.figure(name, "target", year, note, status="no_target", period_alt=period)
        cells = [Cell(note, align="center", marks=[mark], down=down)]
        cells.append(Cell(note if one.priority == "green" else "", align="center", down=down))
    elif target is None:
        mark = truth.figure(name, "target", year, "", status="missing", period_alt=period)
        cells = [Cell("", marks=[mark]), Cell("")]
    else:
        mark = truth.figure(name, "target", year, one.shown(target), period_alt=period, **board.flags(one))
        cells = [Cell(one.shown(target), align="center", marks=[mark])]
        cells.append(Cell(SYMBOLS[score] if score else "", align="center", size=11))
    arrows, judged = _trends(board, one, period)
    truth.assess(name, line.mark, period, line.heading, score=score, score_meaning=MEANINGS.get(score or ""), **judged)
    return cells + arrows


def _benchmark(board: Board, line: Line, down: int = 1) -> Cell:
    """The comparator, which may hold several figures or none."""
    entries = [Comparator(*e) for e in line.one.facts.get("benchmark", {}).get(board.year, [])]
    if len(entries) > 1 and entries[0].who.startswith("Region"):
        text = ", ".join(f"{e.who.split(' (')[0]} {e.value}" for e in entries) + " (2021/22)"
    else:
        text = " ".join(e.text for e in entries)
    marks = []
    for entry in entries:
        if entry.who:
            mark = board.sheet.truth.figure(
                line.name, "benchmark", entry.period or None, text, value=entry.number, qualifier=entry.who,
                fraction=False, unit=unit_of(entry.value, line.name.unit), **line.alt,
            )  # fmt: skip
        else:
            mark = board.sheet.truth.figure(
                line.name, "benchmark", None, text, status="not_applicable", optional=True, **line.alt
            )
        marks.append(mark)
    return Cell(text, align="center", marks=marks, down=down)
