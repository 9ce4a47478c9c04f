"""Misprint figures of papers on purpose, and count what the checks make of it.

    python -m tests.checks.mutation [MUTATIONS] [FOLDER...]

changes one digit, separator or symbol in as many cells of the papers in `corpus/` (or in the folders named), reads and
checks the papers again, and prints the tables of docs/checks.md.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Literal, NamedTuple

from extract.checks import check_paper
from extract.papers import built_in, read_paper
from extract.pipeline import leaves_of
from schemas.layout import Box, Grid, Leaf
from schemas.paper import Paper, Printing

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
    """What became of a misprinted figure: the findings on it, and whether something independent contradicts it."""

    mutation: Mutation
    checks: tuple[str, ...]
    notes: tuple[str, ...]
    witness: str | None


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


def plans(paper: str, base: Paper, wanted: int, chance: random.Random) -> Iterator[list[Mutation]]:
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
            if len(batch) >= min(AT_ONCE, wanted - made):
                break
        made += len(batch)
        yield list(batch.values())


def outcomes(paper: str, leaves: Sequence[Leaf], wanted: int, chance: random.Random) -> Iterator[Outcome]:
    """Misprint so many figures of a paper, and see what the checks say of each that reads differently."""
    base = check_paper(read_paper(leaves, built_in()))
    for batch in plans(paper, base, wanted, chance):
        read = check_paper(read_paper(misprinted(leaves, batch), built_in()))
        for mutation in batch:
            yield from _outcome(mutation, base, read)


def _outcome(mutation: Mutation, base: Paper, read: Paper) -> Iterator[Outcome]:
    at = mutation.spot.page, mutation.spot.box
    before = [p for p in base.printings if (p.place.page, p.place.box) == at]
    after = [n for n, p in enumerate(read.printings) if (p.place.page, p.place.box) == at]
    if not after:
        said = [r for r in read.remarks if r.page == mutation.spot.page and r not in base.remarks]
        yield Outcome(mutation, tuple({r.check for r in said if r.severity != "info"}), (), None)
        return
    if [_figures(p) for p in before] == [_figures(read.printings[n]) for n in after]:
        return
    said = [r for r in read.remarks if r.printing in after]
    yield Outcome(
        mutation,
        tuple(sorted({r.check for r in said if r.severity != "info"})),
        tuple(sorted({r.check for r in said if r.severity == "info"})),
        next((w for n in after if (w := witness_against(read.printings[n], read)) is not None), None),
    )


def _figures(p: Printing) -> tuple[object, ...]:
    return p.measure, p.period, p.reading.value, p.reading.numerator, p.reading.denominator


SCALES = {"percent": 100, "per_1000": 1_000, "per_10000": 10_000, "per_100000": 100_000}


def witness_against(printing: Printing, paper: Paper) -> str | None:
    """What on its own contradicts a figure by more than rounding: its fraction, or another printing of it."""
    reading = printing.reading
    if reading.value is None:
        return None
    half = Decimal(5).scaleb(-reading.decimals - 1)
    if reading.numerator is not None and reading.denominator and reading.unit in SCALES:
        share = reading.numerator * SCALES[reading.unit] / reading.denominator
        whole = (
            reading.numerator == reading.numerator.to_integral()
            and reading.denominator == reading.denominator.to_integral()
        )
        if whole and abs(share - reading.value) > half:
            return "fraction"
    for other in paper.printings:
        same = (name(other), other.measure, other.period) == (name(printing), printing.measure, printing.period)
        if same and other.place != printing.place and other.reading.value is not None and printing.period is not None:
            coarse = max(half, Decimal(5).scaleb(-other.reading.decimals - 1))
            if other.reading.unit == reading.unit and abs(other.reading.value - reading.value) > coarse:
                return "elsewhere"
    return None


def measure(papers: Mapping[str, Sequence[Leaf]], wanted: int, seed: int = 1) -> list[Outcome]:
    """Misprints spread over papers as their figures are."""
    sizes = {name: len(read_paper(leaves, built_in()).printings) for name, leaves in papers.items()}
    total = sum(sizes.values())
    found: list[Outcome] = []
    for name, leaves in papers.items():
        share = round(wanted * sizes[name] / total)
        found += outcomes(name, leaves, share, random.Random(f"{seed} {name}"))
    return found


def table(found: Sequence[Outcome]) -> str:
    """What was caught, by kind of misprint and by check."""
    lines = ["| misprint | figures changed | warned of | noted only | silent |", "|---|---|---|---|---|"]
    for kind in (*KINDS, None):
        these = [o for o in found if kind in (None, o.mutation.kind)]
        warned = sum(bool(o.checks) for o in these)
        noted = sum(bool(o.notes and not o.checks) for o in these)
        lines.append(
            f"| {kind or '**all**'} | {len(these)} | {_share(warned, len(these))} | {_share(noted, len(these))} |"
            f" {_share(len(these) - warned - noted, len(these))} |"
        )
    with_witness = [o for o in found if o.witness]
    caught = sum(bool(o.checks) for o in with_witness)
    lines += ["", f"With a witness: {caught} of {len(with_witness)} warned of.", ""]
    lines += ["| check | speaks of |", "|---|---|"]
    counted = Counter(check for o in found for check in (*o.checks, *o.notes))
    lines += [f"| `{check}` | {n} |" for check, n in counted.most_common()]
    return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "-"


def main(arguments: Sequence[str]) -> None:
    wanted = int(arguments[0]) if arguments else 2000
    folders = [Path(a) for a in arguments[1:]] or [CORPUS]
    papers = {p.name: leaves_of(p) for folder in folders for p in sorted(folder.glob("*.pdf"))}
    sys.stdout.write(table(measure(papers, wanted)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
