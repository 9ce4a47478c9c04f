"""Count the warnings of each check, and how many of them are about figures that are right and faultless.

    python -m tests.checks.alarms [FOLDER...]

reads the papers in `corpus/` (or in the folders named, each with its `truth/`), settles what they say of each other, and
prints the table of docs/checks.md.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from extract.checks import settle_across
from extract.indicators import Register, match
from extract.pipeline import extract_paper
from extract.warehouse import assign, load, open_database, printed_names, settle
from schemas.records import Facts, Observation

from .mutation import CORPUS, hints_of

Row = Mapping[str, Any]


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


def right_figures(folders: Sequence[Path], *, texts: bool) -> Iterator[Warned]:
    """Every figure that is read as it is printed and that the truth says nothing against, of papers or texts of them."""
    con = open_database(None)
    wanted: list[tuple[Facts, list[Row]]] = []
    for folder in folders:
        for paper, rows in papers_of(folder):
            facts = extract_paper(paper, paper.name, hints_of(paper))
            if texts == any(page.reader in ("ocr", "text") for page in facts.pages):
                load(con, facts)
                wanted.append((facts, rows))
    names = printed_names(con)
    if names:
        assign(con, *match(names, Register()))
    settle(con, "1", settle_across)
    warnings = _warnings(con)
    for facts, rows in wanted:
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


def table(found: Sequence[Warned]) -> str:
    """The false alarms of each check among the right figures."""
    counts = Counter(check for one in found for check in one.checks)
    lines = ["| check | right figures warned of | share |", "|---|---|---|"]
    lines += [f"| `{check}` | {n} | {100 * n / len(found):.2f}% |" for check, n in counts.most_common()]
    total = sum(bool(one.checks) for one in found)
    lines.append(f"| **any** | {total} of {len(found)} | {100 * total / max(1, len(found)):.2f}% |")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    folders = [Path(a) for a in arguments] or [CORPUS]
    for title, texts in (("Papers with text of their own", False), ("Scans, and texts of papers", True)):
        found = list(right_figures(folders, texts=texts))
        if found:
            sys.stdout.write(f"{title}:\n\n{table(found)}\n\n")


if __name__ == "__main__":
    main(sys.argv[1:])
