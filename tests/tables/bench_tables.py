"""Compare table readers cell for cell on PDFs that have their cells as CSV beside them.

    python -m tests.tables.bench_tables FOLDER

A CSV gives the tables of the first page, row by row.  Rows are matched in order, and in two matched rows the cells that
are equal, in order, count; white space does not.  Agreement is 2 · equal / (expected + read), in per cent: a cell that
is missed and a cell that is invented cost the same.  Read are the cells of the tables that share any row with the CSV.
"""

from __future__ import annotations

import csv
import logging
import os
import re
import sys
import unicodedata
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import camelot
import pdfplumber

from extract.read.pdf import read_page
from extract.tables import leaf_of
from schemas.layout import Grid

Rows = list[list[str]]
Reader = Callable[[Path], list[Rows]]

HEBREW = re.compile(r"[\u0590-\u05ff]")


def ours(path: Path) -> list[Rows]:
    """This project's reader."""
    with pdfplumber.open(path) as pdf:
        leaf = leaf_of(read_page(pdf.pages[0]))
    tables = []
    for grid in leaf.elements:
        if isinstance(grid, Grid):
            rows = [[""] * grid.columns for _ in range(grid.rows)]
            for cell in grid.cells:
                rows[cell.row][cell.column] = cell.text
            tables.append(rows)
    return tables


def plumber(strategy: str) -> Reader:
    """The reader of pdfplumber, by `lines` or by `text`."""

    def read(path: Path) -> list[Rows]:
        settings = {"vertical_strategy": strategy, "horizontal_strategy": strategy}
        with pdfplumber.open(path) as pdf:
            found = pdf.pages[0].extract_tables(settings)
        return [[[cell or "" for cell in row] for row in table] for table in found]

    return read


def camelot_by(flavour: str, **how: Any) -> Reader:
    """A reader of Camelot."""

    def read(path: Path) -> list[Rows]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = camelot.read_pdf(str(path), pages="1", flavor=flavour, **how)
        return [table.df.astype(str).values.tolist() for table in found]

    return read


READERS: dict[str, Reader] = {
    "ours": ours,
    "plumber lines": plumber("lines"),
    "plumber text": plumber("text"),
    "lattice": camelot_by("lattice"),
    "lattice, thin lines": camelot_by("lattice", line_scale=40),
    "stream": camelot_by("stream"),
    "network": camelot_by("network"),
    "hybrid": camelot_by("hybrid"),
}


def plain(text: str) -> str:
    """The text without white space, in one form; right-to-left text in the order in which most readers give it."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    if HEBREW.search(folded):
        folded = "".join(sorted(folded))
    return folded


def filled(rows: Sequence[Sequence[str]]) -> Rows:
    """The cells that are not blank, row by row."""
    found = [[plain(c) for c in row if plain(c)] for row in rows]
    return [row for row in found if row]


def common(a: Sequence[str], b: Sequence[str]) -> int:
    """How many cells of two rows are equal, in order."""
    return int(_best(a, b, lambda x, y: int(x == y)))


def matched(a: Rows, b: Rows) -> int:
    """How many cells of two tables are equal, with rows matched in order."""
    return int(_best(a, b, common))


def _best(a: Sequence[Any], b: Sequence[Any], worth: Callable[[Any, Any], int]) -> int:
    above = [0] * (len(b) + 1)
    for x in a:
        here = [0]
        for n, y in enumerate(b):
            here.append(max(above[n + 1], here[n], above[n] + worth(x, y)))
        above = here
    return above[-1]


def agreement(expected: Rows, tables: Sequence[Rows]) -> float:
    """Per cent of cells that agree."""
    wanted = filled(expected)
    found: Rows = []
    for table in tables:
        rows = filled(table)
        if matched(wanted, rows):
            found += rows
    total = sum(map(len, wanted)) + sum(map(len, found))
    return 200 * matched(wanted, found) / total if total else 100.0


def pairs(folder: Path) -> Iterator[tuple[Path, Rows]]:
    """Every PDF of the folder with a CSV of the same name."""
    for path in sorted(folder.glob("*.csv")):
        pdf = path.with_suffix(".pdf")
        if pdf.exists():
            with path.open(encoding="utf-8", newline="") as file:
                yield pdf, list(csv.reader(file))


def main(folder: Path) -> None:
    """Print one line for each file, and the means."""
    logging.disable(logging.ERROR)
    totals: dict[str, list[float]] = {name: [] for name in READERS}
    seconds = dict.fromkeys(READERS, 0.0)
    _say(f"{'':40}" + "".join(f"{name:>14.13}" for name in READERS))
    for pdf, expected in pairs(folder):
        line = f"{pdf.stem:40.39}"
        for name, read in READERS.items():
            start = perf_counter()
            try:
                score = agreement(expected, read(pdf))
            except Exception as error:  # noqa: BLE001  # a reader that fails has read nothing
                logging.warning("%s: %s", name, error)
                score = 0.0
            seconds[name] += perf_counter() - start
            totals[name].append(score)
            line += f"{score:14.1f}"
        _say(line)
    _say(f"{'mean':40}" + "".join(f"{sum(t) / max(len(t), 1):14.1f}" for t in totals.values()))
    _say(f"{'seconds':40}" + "".join(f"{seconds[name]:14.1f}" for name in READERS))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    shared = Path(os.environ.get("OUTTURN_SHARED", "../shared")) / "real" / "tables"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else shared)
