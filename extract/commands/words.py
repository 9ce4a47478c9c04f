"""`outturn words`: what a paper says that the vocabulary does not know."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.commands.endings import plain_errors, stop
from extract.papers import draft, read_vocabulary, unknown_words
from extract.pipeline import leaves_of

File = Annotated[Path, typer.Argument(metavar="FILE", help="A paper: .pdf, or its text as .txt or .md.")]
Words = Annotated[
    Path | None, typer.Option("--words", metavar="TOML", help="A council's own words, merged over the built-in ones.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("words")(words_command)


def words_command(file: File, words: Words = None) -> None:
    """Print the header words, symbols and cells that nothing explains, and a draft of a vocabulary to fill in.

    A new council needs words, not a new parser: fill the draft in, save it, and give it to `outturn run --words`.

    Exit status: 0 done (also where everything is known), 1 the file cannot be read, 2 there is no such file.
    """
    with plain_errors():
        if not file.is_file():
            stop(f"{file}: there is no such file")
        own = words.read_text(encoding="utf-8") if words else ""
        unknown = unknown_words(leaves_of(file), read_vocabulary(own))
    for item in unknown:
        where = f"page {item.page}" if item.page else "in the text"
        typer.echo(f"{item.kind:8} {where:12} {item.text}")
    if unknown:
        typer.echo()
        typer.echo(draft(unknown), nl=False)
    else:
        typer.echo("Every header word and symbol of this paper is known.")
