"""A progress bar for a run: papers, pages, time left; silent where nobody watches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from extract.run import Nobody, Watcher
from extract.show.console import console, is_watched


@contextmanager
def progress() -> Iterator[Watcher]:
    """A watcher that draws a bar on standard error if that is a terminal."""
    if not is_watched():
        yield Nobody()
        return
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[papers]}/{task.fields[all]} papers · {task.fields[pages]} pages ·"),
        TimeElapsedColumn(),
        TextColumn("· left"),
        TimeRemainingColumn(compact=True),
        console=console(to_stderr=True),
        transient=True,
    )
    with bar:
        yield _Bar(bar)


class _Bar:
    """The bar grows with the bytes that are through, so that a large pack counts for more than a page."""

    def __init__(self, bar: Progress) -> None:
        self.bar = bar
        self.task: TaskID = bar.add_task("Looking", total=None, papers=0, pages=0, all="?")
        self.papers = self.pages = 0

    def begin(self, papers: int, size: int) -> None:
        """The papers to read are known."""
        self.bar.reset(self.task, total=size, description="Reading", papers=0, pages=0, all=papers)

    def done(self, name: str, size: int, pages: int) -> None:
        """One paper is through."""
        self.papers += 1
        self.pages += pages
        self.bar.update(self.task, advance=size, papers=self.papers, pages=self.pages)

    def matching(self) -> None:
        """Names are being matched."""
        self.bar.update(self.task, description="Matching")
