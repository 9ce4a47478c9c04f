"""Names that a person should decide about, on a screen, and the entry of the register that decides it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extract.show.words import counted
from extract.warehouse import Question, SideBySide

MOST_PERIODS = 8
"""So many periods are shown of each question in a list; of one alone all are."""


def named(code: str | None, label: str) -> str:
    """A name as the register writes it: the code first."""
    return f"{code} {label}" if code else label


def entry(question: Question, decision: Literal["same", "different"], today: date) -> str:
    """The entry to paste into the register; who decided and why is left to say."""
    names = [named(question.candidate_code, question.candidate_label), named(question.code, question.label)]
    quoted = ",\n".join(f"  {json.dumps(name, ensure_ascii=False)}" for name in names)
    return (
        f"[[{decision}]]\ncouncil = {json.dumps(question.council or '', ensure_ascii=False)}\n"
        f'names = [\n{quoted},\n]\nwho = ""\nwhen = {today.isoformat()}\nwhy = ""\n'
    )


def show_questions(screen: Console, found: Sequence[Question], numbers: Sequence[int], register: str) -> None:
    """Each question with its two names, the evidence, and the figures of both side by side."""
    whole = len(found) == 1
    for number, question in zip(numbers, found, strict=True):
        screen.print()
        screen.print(_heading(number, question))
        screen.print(Padding(_names(question), (0, 0, 0, 2)))
        for line in question.evidence.rpartition(f"may continue {question.candidate_id}: ")[2].split("; "):
            screen.print(Padding(Text(f"· {line}", style="dim"), (0, 0, 0, 2)))
        rows = question.figures if whole else _telling(question.figures)
        if rows:
            screen.print(Padding(_figures(rows), (0, 0, 0, 2)))
    screen.print()
    ask = (
        "Which it is" if whole else "outturn review NUMBER shows one alone, with the entries to choose from. A decision"
    )
    screen.print(Text(f"{ask} goes into {register}; the next outturn run applies it.", style="dim"))


def _heading(number: int, question: Question) -> Text:
    text = Text(f"{number}. ", style="bold")
    text.append(question.council or "council not known", style="bold")
    waits = "has no indicator until somebody decides" if question.waits else "counts by itself meanwhile"
    text.append(f"  {waits}", style="dim")
    return text


def _names(question: Question) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    place = f"{question.path}, page {question.page}" if question.page else question.path
    times = f"{counted(question.papers, 'paper')}, the first of {question.first_meeting or 'no date'}: {place}"
    known = f"{counted(question.candidate_papers, 'paper')}, the last of {question.candidate_meeting or 'no date'}"
    table.add_row("Is", Text(named(question.code, question.label), style="bold"))
    table.add_row("", Text(times, style="dim"))
    table.add_row("the same as", Text(named(question.candidate_code, question.candidate_label), style="bold"))
    table.add_row("", Text(f"{known}: {question.candidate_id}", style="dim"))
    return table


def _telling(figures: Sequence[SideBySide]) -> list[SideBySide]:
    """The periods that both print; else the last of the indicator and the first under the name."""
    both = [row for row in figures if row.asked is not None and row.candidate is not None]
    if both:
        return both[-MOST_PERIODS:]
    theirs = [row for row in figures if row.asked is None][-MOST_PERIODS // 2 :]
    ours = [row for row in figures if row.asked is not None][: MOST_PERIODS // 2]
    return [row for row in figures if row in theirs or row in ours]


def _figures(rows: Sequence[SideBySide]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False)
    table.add_column("Period", no_wrap=True)
    table.add_column("This name", justify="right")
    table.add_column("The indicator", justify="right")
    for row in rows:
        differ = row.asked is not None and row.candidate is not None and row.asked != row.candidate
        table.add_row(row.period, _plain(row.asked), _plain(row.candidate), style="yellow" if differ else "")
    return table


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
