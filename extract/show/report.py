"""The summary at the end of a run."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.run import RunReport
from extract.show.console import console
from extract.show.words import counted, seconds

MOST_LINES = 12
"""So many failures and duplicates are named; the rest are counted."""


def show_report(report: RunReport, *, to_stderr: bool = False) -> None:
    """One screen: what was read, what was found, what could not be read, what to do next."""
    screen = console(to_stderr=to_stderr)
    if not report.files.found:
        _notes(screen, report.notes)
        screen.print(f"No papers were found, so nothing was loaded into {report.db}.", markup=False)
        return
    screen.print(_counts(report))
    _list(screen, "These could not be read:", [failure.message for failure in report.failures])
    _list(screen, "These hold the same bytes as another:", [f"{a} is {b}" for a, b in report.duplicates])
    _notes(screen, report.notes)
    screen.print(Text(f"\nNext: outturn overview{_which(report)}", style="dim"), soft_wrap=True)


def _counts(report: RunReport) -> Table:
    files, found = report.files, report.findings
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    parts = [
        f"{counted(files.loaded, 'paper')} read" if files.loaded else "",
        f"{files.unchanged} unchanged" if files.unchanged else "",
        f"{files.duplicate} held twice" if files.duplicate else "",
        f"{files.failed} not readable" if files.failed else "",
    ]
    table.add_row("Papers", ", ".join(part for part in parts if part) or "none")
    if files.loaded:
        texts = counted(report.commentary, "commentary", "commentaries")
        pages = counted(report.pages, "page")
        table.add_row("Found", f"{counted(report.observations, 'figure')} and {texts} on {pages}")
        looks = [counted(found.error, "error"), counted(found.warning, "warning"), counted(found.info, "remark")]
        table.add_row("Doubtful", ", ".join(looks))
    table.add_row("Database", f"{report.db}, in {seconds(report.seconds)}")
    return table


def _list(screen: Console, heading: str, lines: list[str]) -> None:
    if not lines:
        return
    screen.print()
    screen.print(heading, style="bold")
    for line in lines[:MOST_LINES]:
        screen.print(Text(f"  {line}"), soft_wrap=True)
    if len(lines) > MOST_LINES:
        screen.print(f"  and {len(lines) - MOST_LINES} more")


def _notes(screen: Console, notes: Sequence[str]) -> None:
    for note in notes:
        screen.print(Text(note, style="dim"), soft_wrap=True)


def _which(report: RunReport) -> str:
    """The option that names the database, where it is not the usual one."""
    return "" if report.db == "outputs/outturn.duckdb" else f" --db {report.db}"
