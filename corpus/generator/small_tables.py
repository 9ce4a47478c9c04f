"""The small tables of the quarterly reports: the list of indicators below target, and the card above a commentary."""

from __future__ import annotations

from corpus.generator.board import ARROWS, MEANINGS, SYMBOLS, Board
from corpus.generator.facts import (
    Indicator,
    load,
    quarter_before,
    year_before,
)  # fmt: skip
from corpus.generator.writer import Cell


def below_target(board: Board) -> str:
    """The list of indicators below target, of all directorates."""
    sheet, council = board.sheet, load("council")
    shade, quarter = board.style.shade, f"Q{board.quarter}"
    then = f"{year_before(board.year)} Q{board.quarter}"
    heads = (
        "Directorate", "Performance indicators below target ▲", f"{quarter} {then[:7]}",
        f"{quarter} {board.year}", f"{board.year} target", "Council plan priority",
    )  # fmt: skip
    rows = [[Cell(t, bold=True, fill=shade, align="center") for t in heads]]
    missed = board.missed()
    for n, one in enumerate(missed):
        row = []
        if n == 0 or missed[n - 1].directorate != one.directorate:
            count = sum(i.directorate == one.directorate for i in missed)
            row.append(Cell(council["directorates"][one.directorate], bold=True, align="center", down=count))
        name = one.name(board.period)
        row.append(Cell(f"{board.code(one)} {name.label}"))
        for when in (then, board.period):
            real = quarter_before(when) if one.lag else when
            printed = one.printed(real, sheet.date)
            if printed is None:
                row.append(sheet.outturn(one, when, name, text="N/A new measure", status="new_measure"))
            elif one.lag:
                text = f"{printed} Q{real[-1]}"
                row.append(sheet.outturn(one, real, name, text=text, optional=True, period_alt=when))
            else:
                row.append(sheet.outturn(one, when, name, text=printed))
        target = board.faults.list_target.get(one.key)
        wrong = target is not None
        target = target or one.shown(one.target(board.latest(one)) or "")
        row.append(
            sheet.outturn(
                one,
                board.year,
                name,
                "target",
                target,
                must_flag=wrong,
                may_flag=bool(one.lag),
                period_alt=board.latest(one)[:7],
            )
        )
        row.append(Cell(council["priorities"][one.priority][1], align="center"))
        rows.append(row)
    return sheet.table((2.9, 6.3, 1.9, 1.9, 1.8, 2.6), rows, header=1, size=9, after=8)


def card(board: Board, one: Indicator, width: float = 9.0) -> str:
    """The small table above a commentary."""
    sheet, period = board.sheet, board.latest(one)
    name = one.name(board.period)
    shade, year, quarter = board.style.shade, period[:7], int(period[-1])
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
    row = [Cell(board.code(one), align="center")]
    at, columns = 0, before + since
    while at < len(columns):
        c = columns[at]
        value = board.faults.card.get((one.key, c)) or one.value(c, sheet.date)
        if value is None:
            gap = [x for x in columns[at:] if x < board.first(one) and x[:7] == c[:7]] or [c]
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
                must_flag=(one.key, c) in board.faults.card,
            )
        )
        if one.unit in ("percent", "days"):
            sheet.truth.observations[-1]["unit"] = one.unit
        at += 1
    mark = sheet.truth.mark()
    row.append(sheet.outturn(one, period, name, mark=mark))
    row.append(
        sheet.outturn(
            one, period, name, "target", one.shown(one.target(period) or ""), period_alt=year, **board.flags(one)
        )
    )
    short = None if period.endswith("Q1") else one.trend(period, quarter_before(period), sheet.date)
    score = board.score(one)
    row.append(Cell(SYMBOLS[score or "triangle"], align="center", size=10))
    row.append(Cell(ARROWS[board.style.arrows][short] if short else "-", align="center"))
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
