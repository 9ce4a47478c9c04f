"""`outturn tables`: the grids of a file, before anything is interpreted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from extract.commands.endings import plain_errors, stop
from extract.commands.options import AsJson
from extract.pipeline import leaves_of
from extract.show.grid import as_plain, show_grids
from schemas.layout import Grid, Leaf

File = Annotated[Path, typer.Argument(metavar="FILE", help="A paper: .pdf, or its text as .txt or .md.")]
PageNumber = Annotated[int | None, typer.Option("--page", "-p", min=1, metavar="N", help="Only this page of the PDF.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("tables")(tables_command)


def tables_command(file: File, page: PageNumber = None, as_json: AsJson = False) -> None:
    """Print the tables that the reader sees in a paper, before anything is interpreted.

    With --json a list of `{"page", "bbox", "rows", "columns", "cells"}`; boxes are [x0, top, x1, bottom] in PDF points
    from the top left corner of the page, rows and columns count from 0.

    Examples:

    - `outturn tables pack.pdf --page 42`

    - `outturn tables scorecard.pdf --json > grids.json`

    Exit status: 0 done (also without a table), 1 the file cannot be read, 2 there is no such file or page.
    """
    with plain_errors():
        if not file.is_file():
            stop(f"There is no file {file}.")
        leaves = leaves_of(file)
        grids = [g for leaf in chosen(leaves, page, file) for g in leaf.as_shown().elements if isinstance(g, Grid)]
        if as_json:
            typer.echo(json.dumps([as_plain(grid) for grid in grids], ensure_ascii=False))
        else:
            show_grids(grids, f"{file.name}, page {page}" if page else file.name)


def chosen(leaves: list[Leaf], page: int | None, file: Path) -> list[Leaf]:
    """The leaf of one page, or all."""
    if page is None:
        return leaves
    wanted = [leaf for leaf in leaves if leaf.number == page]
    if not wanted:
        numbered = [leaf for leaf in leaves if leaf.number is not None]
        has = f"has {len(numbered)} pages" if numbered else "is a text, which has no pages"
        stop(f"{file} {has}; there is no page {page}.")
    return wanted
