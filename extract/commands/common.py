"""What several commands share: their options, and how they end when something is wrong."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from duckdb import DuckDBPyConnection

from extract.indicators import RegisterError
from extract.read import CannotRead
from extract.run import RunError
from extract.warehouse import WarehouseError, open_database
from schemas.layout import Plain

DATABASE = Path("outputs/outturn.duckdb")
REGISTER = Path("corpus/register.toml")
UNREADABLE = 1
WRONG_USE = 2

Database = Annotated[Path, typer.Option("--db", metavar="FILE", help="The database.")]
AsJson = Annotated[bool, typer.Option("--json", metavar=" ", help="Print JSON on standard output, for programs.")]
AsCsv = Annotated[bool, typer.Option("--csv", metavar=" ", help="Print CSV on standard output, for spreadsheets.")]
RegisterFile = Annotated[
    Path,
    typer.Option("--register", metavar="FILE", help="What people decided about names; an absent file is no decision."),
]


@contextmanager
def plain_errors() -> Iterator[None]:
    """Errors that a person can mend become their sentence and the exit status of the contract."""
    try:
        yield
    except CannotRead as error:
        stop(str(error), UNREADABLE)
    except (RunError, WarehouseError, RegisterError) as error:
        stop(str(error), WRONG_USE)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


@contextmanager
def reading(db: Path) -> Iterator[DuckDBPyConnection]:
    """The database, to look at only."""
    con = open_database(db, read_only=True)
    try:
        yield con
    finally:
        con.close()


def write_rows(rows: Sequence[Plain], *, as_csv: bool) -> None:
    """Rows on standard output for programs: one JSON list, or CSV with a header."""
    plain = [row.model_dump(mode="json") for row in rows]
    if as_csv:
        writer = csv.DictWriter(sys.stdout, list(plain[0]) if plain else [], lineterminator="\n")
        writer.writeheader()
        writer.writerows(plain)
    else:
        typer.echo(json.dumps(plain, ensure_ascii=False))


def stop(sentence: str, status: int = WRONG_USE) -> NoReturn:
    """End the command with a sentence on standard error."""
    say(sentence)
    raise typer.Exit(status)


def say(sentence: str) -> None:
    """Tell the person, not the program that reads standard output."""
    typer.echo(sentence, err=True)
