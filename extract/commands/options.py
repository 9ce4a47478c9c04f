"""The options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DATABASE = Path("outputs/outturn.duckdb")
REGISTER = Path("corpus/register.toml")

Database = Annotated[Path, typer.Option("--db", metavar="FILE", help="The database.")]
AsJson = Annotated[bool, typer.Option("--json", metavar=" ", help="Print JSON on standard output, for programs.")]
AsCsv = Annotated[bool, typer.Option("--csv", metavar=" ", help="Print CSV on standard output, for spreadsheets.")]
RegisterFile = Annotated[
    Path,
    typer.Option("--register", metavar="FILE", help="What people decided about names; an absent file is no decision."),
]
