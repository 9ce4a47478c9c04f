"""`outturn show`: what the program saw on a page, as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from duckdb import DuckDBPyConnection

from extract.commands.database import reading
from extract.commands.endings import plain_errors, say, stop
from extract.commands.options import DATABASE, Database
from extract.facts import Hints
from extract.pipeline import extract_paper, leaves_of
from extract.read import fingerprint, is_text
from extract.show.page import DOTS_PER_POINT, SeenPage, drawn, rendered
from extract.show.seen import seen_pages, worth_drawing
from extract.show.words import counted
from extract.warehouse import CannotOpen, load, loaded_papers, open_database

PICTURES = Path("outputs/pages")

File = Annotated[Path, typer.Argument(metavar="FILE", help="A paper: a .pdf.")]
PageNumber = Annotated[
    int | None,
    typer.Option("--page", "-p", min=1, metavar="N", help="This page.", show_default="all with tables that were read"),
]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder that the pictures go to.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("show")(show_command)


def show_command(*, file: File, page: PageNumber = None, output: Output = PICTURES, db: Database = DATABASE) -> None:
    """Draw what the program saw on the pages of a paper, and print the paths of the pictures.

    Boxes show tables and cells, labels what each column means, colours what was read, numbers what is doubtful. If the
    paper is in the database, its findings are those of the database; otherwise it is read for the occasion.

    Examples:

    - `outturn show pack.pdf --page 42`

    - `outturn show scorecard.pdf --output pictures/`

    Exit status: 0 done, 1 the file cannot be read, 2 there is no such file or page.
    """
    with plain_errors():
        if not file.is_file():
            stop(f"There is no file {file}.")
        if is_text(file):
            stop(f"{file} is a text, which has no pages to draw; outturn tables {file} shows its tables.")
        leaves = [leaf.as_shown() for leaf in leaves_of(file)]
        with _loaded(file, db) as con:
            pages = seen_pages(con, fingerprint(file), file.name, leaves)
        for path in _draw(file, _chosen(pages, page, file), output):
            typer.echo(path)


@contextmanager
def _loaded(file: Path, db: Path) -> Iterator[DuckDBPyConnection]:
    """A database that has the paper: the one that was named, else one in memory for the occasion."""
    if _holds(db, file):
        with reading(db) as con:
            yield con
        return
    con = open_database(None)
    try:
        load(con, extract_paper(file, file.name, Hints()))
        yield con
    finally:
        con.close()


def _holds(db: Path, file: Path) -> bool:
    """Whether a paper is in a database; one that cannot be opened just now holds nothing for us."""
    if not db.exists():
        return False
    try:
        with reading(db) as con:
            return fingerprint(file) in loaded_papers(con)
    except CannotOpen as error:
        say(f"{error} The paper is read without it.")
        return False


def _chosen(pages: list[SeenPage], number: int | None, file: Path) -> list[SeenPage]:
    if number is not None:
        if number > len(pages):
            stop(f"{file} has {counted(len(pages), 'page')}; there is no page {number}.")
        return [page for page in pages if page.number == number]
    chosen = worth_drawing(pages)
    if not chosen:
        say(f"No page of {file} has a table that was read; draw one with --page N.")
    return chosen


def _draw(file: Path, pages: list[SeenPage], folder: Path) -> Iterator[Path]:
    """Each page as a picture in the folder."""
    by_number = {page.number: page for page in pages}
    digits = len(str(max(by_number, default=0)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, picture in rendered(file, by_number, DOTS_PER_POINT):
            path = folder / f"{file.stem}-page-{number:0{max(2, digits)}d}.png"
            drawn(picture, by_number[number]).save(path, optimize=True)
            yield path
    except OSError as error:
        stop(f"The pictures cannot be written to {folder}: {error.strerror or error}.")
