"""Count for each check the warnings on figures that are right and faultless: its false alarms.

    python -m tests.checks.alarms [FOLDER...]

reads the papers in `corpus/` (or in the folders named, each with its `truth/`), settles what they say of each other, and
prints the table of docs/checks.md.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, NamedTuple

from duckdb import DuckDBPyConnection

from extract.checks import settle_across
from extract.indicators import Register, match
from extract.pipeline import extract_paper
from extract.warehouse import assign, load, open_database, printed_names, settle
from schemas.records import Facts, Observation

from .mutation import CORPUS, hints_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "checks.md"
Row = Mapping[str, Any]
Kind = Literal["digital", "scans", "texts"]
KINDS: tuple[Kind, ...] = ("digital", "scans", "texts")
TITLES: dict[Kind, str] = {"digital": "digital papers", "scans": "scans", "texts": "texts that OCR left"}


class Warned(NamedTuple):
    """A figure that is right and without a fault, with the checks that warn of it."""

    paper: str
    checks: frozenset[str]


def papers_of(folder: Path) -> Iterator[tuple[Path, list[Row]]]:
    """The papers of a folder with what they print; a text may lie in the folder of the seeds beside it."""
    for truth in sorted((folder / "truth").glob("*.json")):
        known = json.loads(truth.read_text(encoding="utf-8"))
        places = [folder / known["file"], folder.parent / "seeds" / known["file"]]
        paper = next((place for place in places if place.exists()), None)
        if paper is not None:
            yield paper, known["observations"]


def right_figures(folders: Sequence[Path]) -> dict[Kind, list[Warned]]:
    """Every figure that is read as it is printed and that the truth says nothing against, by the kind of its paper."""
    read: dict[Kind, list[tuple[Facts, list[Row]]]] = {}
    for folder in folders:
        for paper, rows in papers_of(folder):
            facts = extract_paper(paper, paper.name, hints_of(paper))
            read.setdefault(_kind(facts), []).append((facts, rows))
    return {kind: list(_warned(read[kind])) for kind in KINDS if kind in read}


def _kind(facts: Facts) -> Kind:
    readers = {page.reader for page in facts.pages}
    return "texts" if "text" in readers else "scans" if "ocr" in readers else "digital"


def _warned(papers: Sequence[tuple[Facts, list[Row]]]) -> Iterator[Warned]:
    """The right figures of some papers that are loaded beside each other, with what warns of them."""
    con = open_database(None)
    for facts, _ in papers:
        load(con, facts)
    names = printed_names(con)
    if names:
        assign(con, *match(names, Register()))
    settle(con, "1", settle_across)
    warnings = _warnings(con)
    for facts, rows in papers:
        for observation in _right(facts, rows):
            yield Warned(facts.document.path, frozenset(warnings.get(observation.observation_id, ())))
    con.close()


def _warnings(con: DuckDBPyConnection) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    query = "SELECT observation_id, check_name FROM finding WHERE severity <> 'info' AND observation_id IS NOT NULL"
    for observation_id, check in con.execute(query).fetchall():
        found.setdefault(observation_id, set()).add(check)
    return found


def _right(facts: Facts, rows: Sequence[Row]) -> Iterator[Observation]:
    """The figures that the truth has too, each once."""
    free = [r for r in rows if not (r.get("must_flag") or r.get("may_flag") or r.get("optional"))]
    for observation in facts.observations:
        hit = next((r for r in free if _same(r, observation)), None)
        if hit is not None:
            free.remove(hit)
            yield observation


def _same(row: Row, o: Observation) -> bool:
    value = None if row["value"] is None else Decimal(row["value"])
    named = (
        row["indicator_code"] == o.indicator_code if o.indicator_code else row["indicator_label"] == o.indicator_label
    )
    return named and (row["page"], row["measure"], row["period"], value) == (o.page, o.measure, o.period, o.value)


def checks_documented() -> list[str]:
    """The checks that may warn, in the order of docs/checks.md."""
    rows = re.findall(r"^\| `(\w+)` \| ([\w, ]+) \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    return [name for name, severity in rows if "warning" in severity]


def table(found: Mapping[Kind, Sequence[Warned]], checks: Sequence[str]) -> str:
    """The false alarms of each check: right figures that it warns of, of all right figures, by kind of paper."""
    total = {kind: len(figures) for kind, figures in found.items()}
    lines = [
        "| check | " + " | ".join(f"{TITLES[kind]}: {n:,} right figures" for kind, n in total.items()) + " |",
        "|" + "---|" * (len(found) + 1),
    ]
    for check in checks:
        counts = [sum(check in one.checks for one in figures) for figures in found.values()]
        lines.append(_line(f"`{check}`", counts, list(total.values())))
    lines.append(_line("**any**", [sum(bool(o.checks) for o in f) for f in found.values()], list(total.values())))
    return "\n".join(lines)


def _line(title: str, counts: Sequence[int], totals: Sequence[int]) -> str:
    shares = (f"{n} ({100 * n / whole:.2f}%)" if n else "0" for n, whole in zip(counts, totals, strict=True))
    return f"| {title} | {' | '.join(shares)} |"


def main(arguments: Sequence[str]) -> None:
    found = right_figures([Path(a) for a in arguments] or [CORPUS])
    sys.stdout.write(table(found, checks_documented()) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
