"""Misprint figures of papers on purpose, and count what the checks make of it.

    python -m tests.checks.mutation [--scanned] [MUTATIONS] [FOLDER...]

changes one digit, separator or symbol in as many cells of the papers in `corpus/` (or in the folders named), reads and
checks the papers again, beside each other, and prints the tables of docs/checks.md.  With `--scanned` the papers are
taken for pictures, whose figures may be repaired.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, NamedTuple

from extract.checks import check_paper, settle_across
from extract.facts import Hints, facts_of
from extract.indicators import Register, match
from extract.papers import built_in, read_paper
from extract.pipeline import leaves_of
from extract.warehouse import load, open_database, printed_names
from schemas.layout import Box, Grid, Leaf
from schemas.paper import Paper, Printing
from schemas.series import PaperFigure, Settlement

from .witnesses import WITNESSES, Case, witness_against

CORPUS = Path(__file__).parents[2] / "corpus"
AT_ONCE = 8
"""So many figures of a paper are misprinted at a time, each of another indicator, so that none is another's witness."""

Kind = Literal["digit", "transposed", "lost digit", "separator", "symbol"]
KINDS: tuple[Kind, ...] = ("digit", "transposed", "lost digit", "separator", "symbol")
WEIGHTS = (40, 10, 10, 25, 15)


class Spot(NamedTuple):
    """Where a cell stands."""

    page: int | None
    box: Box
    text: str


class Mutation(NamedTuple):
    """A cell, and what is printed in it instead."""

    paper: str
    spot: Spot
    printed: str
    kind: Kind


class Outcome(NamedTuple):
    """What became of a misprinted figure."""

    mutation: Mutation
    warned: tuple[str, ...]
    """The checks that warn of it, one of them at least without being told by another paper where `alone`."""
    noted: tuple[str, ...]
    witness: str | None
    """What on its own contradicts it by more than rounding, by `witnesses`."""
    restored: bool | None
    """Whether a repair brought back what was printed; None without a repair."""


class Shelf(NamedTuple):
    """Papers as they are printed, with the indicator of each of their names."""

    leaves: dict[str, list[Leaf]]
    papers: dict[str, Paper]
    hints: Mapping[str, Hints]
    figures: dict[str, list[PaperFigure]]
    indicators: dict[tuple[str, str | None, str], str]


def shelf(leaves: Mapping[str, list[Leaf]], hints: Mapping[str, Hints], *, scanned: bool = False) -> Shelf:
    """Papers read and matched; `scanned` as if all of their pages were pictures."""
    reader: Literal["ocr", "vector"] = "ocr" if scanned else "vector"
    seen = {name: [leaf.model_copy(update={"reader": reader}) for leaf in pages] for name, pages in leaves.items()}
    papers = {name: read(pages) for name, pages in seen.items()}
    con = open_database(None)
    for name, paper in papers.items():
        load(con, facts_of(name, name, paper, seen[name], hints[name], "1"))
    aliases = match(printed_names(con), Register())[1]
    con.close()
    indicators = {(a.document_id, a.code, a.label): a.indicator_id for a in aliases if a.indicator_id is not None}
    figures = {name: figures_of(name, paper, seen[name], hints[name], indicators) for name, paper in papers.items()}
    return Shelf(seen, papers, hints, figures, indicators)


def hints_of(paper: Path) -> Hints:
    """What the manifest of its folder says of a paper."""
    manifest = paper.parent / "manifest.jsonl"
    lines = map(json.loads, manifest.read_text(encoding="utf-8").splitlines()) if manifest.exists() else ()
    known: dict[str, Any] = next((line for line in lines if line.get("path") == paper.name), {})
    return Hints(**{k: known[k] for k in ("council", "committee", "meeting_date") if known.get(k)})


def read(leaves: Sequence[Leaf]) -> Paper:
    return check_paper(read_paper(leaves, built_in()), {leaf.number for leaf in leaves if leaf.reader == "ocr"})


def figures_of(
    name: str, paper: Paper, leaves: Sequence[Leaf], hints: Hints,
    indicators: Mapping[tuple[str, str | None, str], str],
) -> list[PaperFigure]:  # fmt: skip
    """The figures of a paper as the database hands them out."""
    facts = facts_of(name, name, paper, leaves, hints, "1")
    guessed = {leaf.number for leaf in leaves if leaf.reader == "ocr"}
    return [
        PaperFigure(
            o.observation_id, name, indicators[name, o.indicator_code, o.indicator_label], o.indicator_label, o.measure,
            o.period, o.period_start, o.period_end, o.status, o.value, o.unit, o.numerator, o.denominator, o.decimals,
            o.qualifier, o.raw, o.page, name, facts.document.meeting_date, o.page in guessed, False, (),
        )
        for o in facts.observations
        if o.period is not None and o.period_start and o.period_end and o.measure != "benchmark"
        and (name, o.indicator_code, o.indicator_label) in indicators
    ]  # fmt: skip


def mutated(text: str, kind: Kind, chance: random.Random) -> str | None:
    """The text with one misprint, or None where it has nothing to misprint in this way."""
    digits = [n for n, c in enumerate(text) if c.isdigit()]
    if kind == "digit" and digits:
        n = chance.choice(digits)
        return text[:n] + chance.choice([d for d in "0123456789" if d != text[n]]) + text[n + 1 :]
    if kind == "transposed":
        pairs = [n for n in digits if text[n + 1 : n + 2].isdigit() and text[n] != text[n + 1]]
        n = chance.choice(pairs) if pairs else -1
        return text[:n] + text[n + 1] + text[n] + text[n + 2 :] if pairs else None
    if kind == "lost digit":
        runs = [n for n in digits if text[n + 1 : n + 2].isdigit()]
        n = chance.choice(runs) if runs else -1
        return text[:n] + text[n + 1 :] if runs else None
    if kind == "separator":
        places = [m.start() for m in re.finditer(r"(?<=\d)[.,](?=\d)", text)]
        if places and chance.random() < 0.6:
            n = chance.choice(places)
            return (
                text[:n]
                + chance.choice(("", " ", ".." if text[n] == "." else ",,", ",.".replace(text[n], "")))
                + text[n + 1 :]
            )
        runs = [n for n in digits if text[n + 1 : n + 2].isdigit()]
        n = chance.choice(runs) if runs else -1
        return text[: n + 1] + chance.choice(".,") + text[n + 1 :] if runs else None
    if kind == "symbol":
        swaps = {
            "1": "l",
            "0": "O",
            "5": "S",
            "%": chance.choice(("", "96", "9")),
            "/": chance.choice(("7", "1", ".")),
            "(": "",
            "£": "E",
            "8": "B",
        }
        places = [n for n, c in enumerate(text) if c in swaps]
        n = chance.choice(places) if places else -1
        return text[:n] + swaps[text[n]] + text[n + 1 :] if places else None
    return None


def name(printing: Printing) -> str:
    return printing.code or printing.label.lower()


def spot_of(printing: Printing) -> Spot | None:
    place = printing.place
    return Spot(place.page, place.box, printing.reading.raw) if place.box is not None else None


def misprinted(leaves: Sequence[Leaf], mutations: Iterable[Mutation]) -> list[Leaf]:
    """The pages with other texts in some of their cells."""
    new = {(m.spot.page, m.spot.box): m.printed for m in mutations}
    pages = {page for page, _ in new}
    return [_with(leaf, new) if leaf.number in pages else leaf for leaf in leaves]


def _with(leaf: Leaf, new: dict[tuple[int | None, Box], str]) -> Leaf:
    elements = [
        e.model_copy(
            update={
                "cells": tuple(
                    c.model_copy(update={"text": new[leaf.number, c.box], "paragraphs": ()})
                    if c.box is not None and (leaf.number, c.box) in new
                    else c
                    for c in e.cells
                )
            }
        )
        if isinstance(e, Grid)
        else e
        for e in leaf.elements
    ]
    return leaf.model_copy(update={"elements": tuple(elements)})


def plans(paper: str, base: Paper, wanted: int, chance: random.Random, at_once: int) -> Iterator[list[Mutation]]:
    """Batches of misprints for a paper, one an indicator."""
    flagged = {r.printing for r in base.remarks if r.severity != "info"}
    figures = [
        (name(p), spot)
        for n, p in enumerate(base.printings)
        if p.source == "table" and p.measure != "benchmark" and p.reading.value is not None and n not in flagged
        and (spot := spot_of(p)) is not None
    ]  # fmt: skip
    figures = list(dict.fromkeys(figures))
    made = 0
    while made < wanted and figures:
        chance.shuffle(figures)
        batch: dict[str, Mutation] = {}
        for owner, spot in figures:
            kind = chance.choices(KINDS, WEIGHTS)[0]
            printed = mutated(spot.text, kind, chance)
            if owner not in batch and printed is not None and printed != spot.text:
                batch[owner] = Mutation(paper, spot, printed, kind)
            if len(batch) >= min(at_once, wanted - made):
                break
        made += len(batch)
        yield list(batch.values())


def outcomes(name: str, books: Shelf, wanted: int, chance: random.Random, at_once: int) -> Iterator[Outcome]:
    """Misprint so many figures of a paper, and see what the checks say of each that reads differently."""
    base, pages = books.papers[name], books.leaves[name]
    others = [f for other, figures in books.figures.items() if other != name for f in figures]
    suspect = {
        f.observation_id for f in settle_across([*others, *books.figures[name]]).findings if f.severity != "info"
    }
    for batch in plans(name, base, wanted, chance, at_once):
        leaves = misprinted(pages, batch)
        now = read(leaves)
        mine = figures_of(name, now, leaves, books.hints[name], books.indicators)
        ids = [o.observation_id for o in facts_of(name, name, now, leaves, Hints(), "1").observations]
        touched = {f.indicator_id for f in mine}
        told = settle_across([f for f in (*others, *mine) if f.indicator_id in touched])
        for mutation in batch:
            yield from _outcome(mutation, base, now, others, mine, ids, told, suspect)


def _outcome(
    mutation: Mutation, base: Paper, now: Paper, others: Sequence[PaperFigure], mine: Sequence[PaperFigure],
    ids: Sequence[str], told: Settlement, suspect: Collection[str | None],
) -> Iterator[Outcome]:  # fmt: skip
    at = mutation.spot.page, mutation.spot.box
    before = [p for p in base.printings if (p.place.page, p.place.box) == at]
    after = [n for n, p in enumerate(now.printings) if (p.place.page, p.place.box) == at]
    if not after:
        new = [r for r in now.remarks if r.page == mutation.spot.page and r not in base.remarks]
        yield Outcome(mutation, tuple({r.check for r in new if r.severity != "info"}), (), None, None)
        return
    about = {ids[n] for n in after}
    raw = [p.reading.raw for p in before] != [now.printings[n].reading.raw for n in after]
    same = [_figures(p) for p in before] == [_figures(now.printings[n]) for n in after]
    repaired = any(r.check == "repair" and r.printing in after for r in now.remarks) and raw
    if (same and not repaired) or about & set(suspect):
        return
    said = [(r.check, r.severity) for r in now.remarks if r.printing in after]
    across = [(f.check_name, f.severity) for f in told.findings if f.observation_id in about]
    changed = {r.column_name: r.after for r in told.rereads if r.row_id in about and r.row_table == "observation"}
    restored = same if repaired else None
    if any(check == "repair" for check, _ in across):
        wanted = before[0].reading.value
        restored = "value" in changed and changed["value"] is not None and Decimal(changed["value"]) == wanted
    yield Outcome(
        mutation,
        tuple(sorted({check for check, severity in (*said, *across) if severity != "info"})),
        tuple(sorted({check for check, severity in (*said, *across) if severity == "info"})),
        next((w for case in _cases(before, after, base, now, ids, mine, others) if (w := witness_against(case))), None),
        restored,
    )  # fmt: skip


def _cases(
    before: Sequence[Printing], after: Sequence[int], base: Paper, now: Paper, ids: Sequence[str],
    mine: Sequence[PaperFigure], others: Sequence[PaperFigure],
) -> Iterator[Case]:  # fmt: skip
    """The figures of a misprinted cell, each as a witness sees it."""
    told = {f.observation_id: f for f in mine}
    were = before if len(before) == len(after) else [None] * len(after)
    for n, was in zip(after, were, strict=True):
        yield Case(n, now, was, base, told.get(ids[n]), others)


def _figures(p: Printing) -> tuple[object, ...]:
    return p.measure, p.period, p.reading.value, p.reading.numerator, p.reading.denominator


def measure(books: Shelf, wanted: int, seed: int = 1, at_once: int = AT_ONCE) -> list[Outcome]:
    """Misprints spread over papers as their figures are."""
    total = sum(len(paper.printings) for paper in books.papers.values())
    found: list[Outcome] = []
    for name, paper in books.papers.items():
        share = round(wanted * len(paper.printings) / total)
        found += outcomes(name, books, share, random.Random(f"{seed} {name}"), at_once)
    return found


def table(found: Sequence[Outcome]) -> str:
    """What was caught, by kind of misprint, by witness and by check."""
    lines = ["| misprint | figures | warned of | noted only | silent |", "|---|---|---|---|---|"]
    for kind in KINDS:
        lines.append(_row(kind, [o for o in found if o.mutation.kind == kind]))
    lines.append(_row("**all**", found))
    lines += ["", "| contradicted by | figures | warned of | noted only | silent |", "|---|---|---|---|---|"]
    for witness in (*WITNESSES, None):
        lines.append(_row(witness or "nothing that is printed", [o for o in found if o.witness == witness]))
    repaired = [o.restored for o in found if o.restored is not None]
    lines += ["", f"Read anew: {len(repaired)}, {sum(repaired)} of them as they were printed.", ""]
    lines += ["| check | warns of | notes |", "|---|---|---|"]
    warned, noted = Counter(c for o in found for c in o.warned), Counter(c for o in found for c in o.noted)
    names = sorted(warned | noted, key=lambda c: -warned[c] - noted[c])
    lines += [f"| `{check}` | {warned[check]} | {noted[check]} |" for check in names]
    return "\n".join(lines)


def _row(title: str, these: Sequence[Outcome]) -> str:
    warned = sum(bool(o.warned) or bool(o.restored) for o in these)
    noted = sum(bool(o.noted and not o.warned and not o.restored) for o in these)
    shares = (_share(part, len(these)) for part in (warned, noted, len(these) - warned - noted))
    return f"| {title} | {len(these)} | {' | '.join(shares)} |"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "-"


def main(arguments: Sequence[str]) -> None:
    scanned = "--scanned" in arguments
    rest = [a for a in arguments if a != "--scanned"]
    folders = [Path(a) for a in rest[1:]] or [CORPUS]
    papers = [p for folder in folders for p in sorted(folder.glob("*.pdf"))]
    hints = {p.name: hints_of(p) for p in papers}
    books = shelf({p.name: leaves_of(p) for p in papers}, hints, scanned=scanned)
    found = measure(books, int(rest[0]) if rest else 2000)
    sys.stdout.write(table(found) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
