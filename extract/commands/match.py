"""`outturn match`: find out which names of a list are one indicator."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from extract.commands.endings import plain_errors, say, stop
from extract.commands.options import REGISTER, RegisterFile
from extract.indicators import ADDED, load_register, match_rows

NEEDED = ("council", "period", "code", "label")

Names = Annotated[Path, typer.Argument(metavar="NAMES.csv", help=f"A list with the columns {', '.join(NEEDED)}.")]
Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="MATCHES.csv", help="Where the list goes, with its matches.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("match")(match_command)


def match_command(names: Names, output: Output, register_file: RegisterFile = REGISTER) -> None:
    """Find out which names of a list are the same indicator under another code or wording.

    The rows of one council and period count as one paper. Other columns pass through. Added are indicator_id, method,
    score and decision; rows that a person should look at say `review` and carry the best candidate in candidate_id.

    Example:  `outturn match names.csv --output matches.csv`

    Exit status: 0 done, 2 the list cannot be read or the matches cannot be written.
    """
    with plain_errors():
        columns, rows = _read(names)
        matched = match_rows(rows, load_register(register_file))
        _write(output, columns, matched)
        decisions = Counter(row["decision"] for row in matched)
        indicators = len({row["indicator_id"] for row in matched if row["indicator_id"]})
        say(
            f"{len(matched)} names are {indicators} indicators; {decisions['review']} wait for a person to look "
            f"at them (decision review). Written to {output}."
        )


def _read(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The columns and rows of a list, in whichever encoding a spreadsheet saved it."""
    try:
        content = path.read_bytes()
    except OSError as error:
        stop(f"{path} cannot be read: {error.strerror or error}.")
    reader = csv.DictReader(_decoded(content).splitlines(keepends=True), restval="")
    columns = [name for name in reader.fieldnames or () if name is not None]
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        stop(f"{path} has no column {' and no column '.join(missing)}; needed are {', '.join(NEEDED)}.")
    try:
        return columns, [{column: row[column] for column in columns} for row in reader]
    except csv.Error as error:
        stop(f"{path}, line {reader.line_num}: {error}.")


def _decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, else what spreadsheets of this country write."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _write(path: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
    added = [name for name in ADDED if name not in columns]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*columns, *added], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    except OSError as error:
        stop(f"{path} cannot be written: {error.strerror or error}.")
