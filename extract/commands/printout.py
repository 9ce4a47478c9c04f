"""Answers on standard output for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence

import typer

from schemas.layout import Plain


def write_rows(rows: Sequence[Plain], *, as_csv: bool) -> None:
    """Rows on standard output for programs: one JSON list, or CSV with a header."""
    plain = [row.model_dump(mode="json") for row in rows]
    if as_csv:
        writer = csv.DictWriter(sys.stdout, list(plain[0]) if plain else [], lineterminator="\n")
        writer.writeheader()
        writer.writerows(plain)
    else:
        typer.echo(json.dumps(plain, ensure_ascii=False))
