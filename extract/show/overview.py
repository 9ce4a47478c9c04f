"""The first screen about a database: what was read, found and doubted, one indicator, and what to try next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from duckdb import DuckDBPyConnection
from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from extract.show.findings import CALLED, STYLES, cause
from extract.show.series import drawing, heading
from extract.show.words import counted
from extract.warehouse import (
    CouncilPapers,
    Summary,
    causes,
    councils,
    history,
    longest_series,
    names_waiting,
    page_worth_a_look,
    summary,
)

MOST_COUNCILS = 5
MOST_CAUSES = 4
LONGEST_EXAMPLE = 180
"""Characters of a message: three lines of a narrow screen."""
USUAL = Path("outputs/outturn.duckdb")
CORPUS = Path("corpus")


def show_overview(screen: Console, con: DuckDBPyConnection, db: Path) -> None:
    """The whole screen."""
    held = summary(con)
    screen.print()
    if not held.documents:
        screen.print(f"{db} holds no papers yet. Load some: outturn run FOLDER", markup=False)
        return
    screen.print(Rule(Text(f"Outturn · {db}", style="bold"), align="left", style="dim"))
    screen.print(_holds(held, councils(con), names_waiting(con)))
    _doubts(screen, con)
    longest = longest_series(con)
    if longest:
        rows = history(con, longest[0].indicator_id)
        picture = drawing(rows, screen.width)
        if picture is not None:
            screen.print()
            screen.print(Rule(Text("One indicator over the years", style="bold"), align="left", style="dim"))
            screen.print(heading(rows, []))
            screen.print(Text(f"{longest[0].figures} figures from {counted(longest[0].papers, 'paper')}", style="dim"))
            screen.print()
            screen.print(picture)
    screen.print()
    screen.print(Rule(Text("Try next", style="bold"), align="left", style="dim"))
    for command, why in _next(con, longest[0].name if longest else None, db):
        screen.print(Text(command, style="bold green"), soft_wrap=True)
        screen.print(Text(f"    {why}", style="dim"))


def _holds(held: Summary, papers: Sequence[CouncilPapers], waiting: int) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("Papers", f"{counted(held.documents, 'paper')}, {counted(held.pages, 'page')}")
    for one in papers[:MOST_COUNCILS]:
        table.add_row("", Text(_of_council(one), style="dim"))
    if len(papers) > MOST_COUNCILS:
        table.add_row("", Text(f"and {len(papers) - MOST_COUNCILS} more councils", style="dim"))
    seen = held.tables
    table.add_row(
        "Tables",
        f"{seen['read']:,} read, {seen['set_aside']:,} set aside as no scorecards, "
        f"{seen['not_understood']:,} not understood",
    )
    texts = counted(held.commentary, "commentary", "commentaries")
    table.add_row(
        "Found", f"{counted(held.observations, 'figure')} of {counted(held.indicators, 'indicator')}, and {texts}"
    )
    if waiting:
        verb = "waits" if waiting == 1 else "wait"
        table.add_row("Names", f"{counted(waiting, 'printed name')} {verb} for a person to say which indicator it is")
    return table


def _of_council(one: CouncilPapers) -> str:
    name = one.council or "council not known"
    if one.first_meeting is None:
        return f"{name}: {one.papers}, without a date"
    if one.first_meeting == one.last_meeting:
        return f"{name}: {one.papers}, the only date {one.first_meeting}"
    return f"{name}: {one.papers}, from {one.first_meeting} to {one.last_meeting}"


def _doubts(screen: Console, con: DuckDBPyConnection) -> None:
    found = causes(con)
    screen.print()
    screen.print(Rule(Text("Doubtful", style="bold"), align="left", style="dim"))
    if not found:
        screen.print("Nothing: every figure agrees with all that is printed beside it.")
        return
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(justify="right", min_width=3)
    table.add_column(no_wrap=True, min_width=max(map(len, CALLED.values())))
    table.add_column(ratio=1)
    for one in found[:MOST_CAUSES]:
        called = Text(CALLED[one.severity], style=STYLES[one.severity])
        table.add_row(f"{one.findings:,}", called, Text(_cut(f"{cause(one.check_name)}: {one.message}")))
    screen.print(table)
    if len(found) > MOST_CAUSES:
        rest = found[MOST_CAUSES:]
        screen.print(f"and {sum(one.findings for one in rest)} more of {counted(len(rest), 'other kind')}", style="dim")


def _cut(message: str) -> str:
    """A message whole, or its first words."""
    if len(message) <= LONGEST_EXAMPLE:
        return message
    return f"{message[:LONGEST_EXAMPLE].rpartition(' ')[0]} …"


def _next(con: DuckDBPyConnection, name: str | None, db: Path) -> list[tuple[str, str]]:
    which = "" if db == USUAL else f" --db {db}"
    lines = [(f"outturn findings{which}", "what needs a look, worst first")]
    if name is not None:
        words = " ".join(name.split()[:4]).strip(",.()")
        lines.insert(0, (f'outturn series "{words}"{which}', "every figure, its paper and page"))
    page = page_worth_a_look(con)
    if page is not None:
        path = CORPUS / page[0] if (CORPUS / page[0]).exists() else Path(page[0])
        lines.append((f"outturn show {path} --page {page[1]}{which}", "what the program saw there"))
    return lines
