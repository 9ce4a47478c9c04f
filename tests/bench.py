"""Measure a paper from file to committed rows, beside what other readers take for less: `make bench PAPER=pack.pdf`.

Each is a process of its own, start-up included, so that neither time nor memory of one counts for another.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

PAPER = Path(__file__).parents[1] / "corpus" / "tamebrook-2023-09-18-children-pack.pdf"
MEGABYTE = 1024 * (1024 if sys.platform == "darwin" else 1)
"""What `ru_maxrss` counts in: bytes on macOS, kilobytes elsewhere."""

OUTTURN = """
import sys
from pathlib import Path
from extract.facts import Hints
from extract.pipeline import extract_paper
from extract.warehouse import load, open_database
con = open_database(Path(sys.argv[2]))
load(con, extract_paper(Path(sys.argv[1]), "paper", Hints()))
con.close()
"""
CHARACTERS = """
import sys, pypdfium2
pdf = pypdfium2.PdfDocument(sys.argv[1])
for page in pdf:
    text = page.get_textpage()
    for n in range(text.count_chars()):
        text.get_charbox(n)
    page.close()
"""
PLUMBER_TABLES = """
import sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        page.extract_tables()
        page.close()
"""
CAMELOT_LATTICE = """
import sys, camelot
camelot.read_pdf(sys.argv[1], pages="all", flavor="lattice")
"""
CONTENDERS = {
    "Outturn, file to committed rows": OUTTURN,
    f"pypdfium2 {version('pypdfium2')}, every character with its box": CHARACTERS,
    f"pdfplumber {version('pdfplumber')}, tables of all pages": PLUMBER_TABLES,
    f"Camelot {version('camelot-py')}, lattice of all pages": CAMELOT_LATTICE,
}


class Cost(NamedTuple):
    """What a process took."""

    seconds: float
    megabytes: float


def cost(program: str, paper: Path) -> Cost:
    """Run a program on a paper in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", program, paper, Path(folder) / "bench.duckdb"]
        )
        _, status, used = os.wait4(process.pid, 0)
        taken = time.perf_counter() - began
    if status:
        raise SystemExit(f"The program failed:\n{program}")
    return Cost(taken, used.ru_maxrss / MEGABYTE)


def main() -> None:
    """Print what each took, and on which machine."""
    paper = Path(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1] else PAPER
    rounds = int(os.environ.get("ROUNDS", "3"))
    table = Table(title=f"{paper.name}, best of {rounds}", title_justify="left")
    table.add_column("")
    table.add_column("seconds", justify="right")
    table.add_column("peak MB", justify="right")
    for name, program in CONTENDERS.items():
        costs = [cost(program, paper) for _ in range(rounds)]
        table.add_row(name, f"{min(c.seconds for c in costs):.2f}", f"{max(c.megabytes for c in costs):.0f}")
    console = Console()
    console.print(table)
    console.print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    )


if __name__ == "__main__":
    main()
