"""Find figures that one paper prints differently in two places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from rapidfuzz import fuzz

from extract.values import readings_agree
from schemas.paper import Paper, Printing, Remark, gist

ALIKE = 60
"""Names under one code that are less alike (rapidfuzz, 0 to 100) may be two measures: they are not compared."""


def printed_differently(paper: Paper) -> Iterator[Remark]:
    """Name `printed_differently`, a warning on each printing: a target of 2.6% on page 49 and of 2.8% on page 55.

    Equal when rounded to the coarser printing is no disagreement: 65.91 and 65.9 agree.  A bare figure is compared with
    one of any unit, a percentage not with a sum of money.  A row that may be shifted (`row_in_doubt`) does not speak
    against a clear one that prints its figure for another period, or as the target: that is by how much it is shifted.
    """
    shifted = {r.printing for r in paper.remarks if r.check == "row_in_doubt" and r.severity == "warning"}
    for n, others in printed_elsewhere(paper).items():
        here = paper.printings[n]
        odd = [m for m in others if not _agree(here, paper.printings[m])]
        if n not in shifted:
            odd = [m for m in odd if m not in shifted or not _stands_elsewhere(paper, m, shifted)]
        other = next(iter(odd), None)
        if other is not None and here.reading.value is not None:
            yield _remark(n, here, paper.printings[other])


def printed_elsewhere(paper: Paper) -> dict[int, list[int]]:
    """Each printing → the figures that the paper prints elsewhere for the same indicator, measure and period."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, p in enumerate(paper.printings):
        if p.period is not None and p.measure != "benchmark":
            summed = "year to date" if p.reading.qualifier == "year to date" else ""
            groups[_name(p), p.measure, p.period.text, summed].append(n)
    return {
        n: [m for m in members if m != n and _comparable(paper.printings[n], paper.printings[m])]
        for members in groups.values()
        for n in members
        if len(members) > 1
    }


def _name(printing: Printing) -> str:
    return printing.code or fold(printing.label)


def fold(label: str) -> str:
    """A name in small letters and digits alone."""
    return "".join(c for c in label.lower() if c.isalnum())


def _comparable(a: Printing, other: Printing) -> bool:
    if other.reading.value is None or a.place == other.place or _parted(a, other):
        return False
    units = {a.reading.unit, other.reading.unit} - {"number", None}
    return len(units) < 2 and fuzz.token_sort_ratio(a.label.lower(), other.label.lower()) >= ALIKE


def _stands_elsewhere(paper: Paper, n: int, shifted: Collection[int | None]) -> bool:
    """Whether a clear row prints the figure of a shifted one for another period or measure of its indicator."""
    here = paper.printings[n]
    return any(
        _name(p) == _name(here) and (p.measure, p.period) != (here.measure, here.period)
        and p.reading.value is not None and m not in shifted and _agree(p, here)
        for m, p in enumerate(paper.printings)
    )  # fmt: skip


def _parted(a: Printing, b: Printing) -> bool:
    """Whether rows of one table go by different names: parts of one indicator, printed under its code."""
    return a.table is not None and a.table == b.table and fold(a.label) != fold(b.label)


def _agree(a: Printing, b: Printing) -> bool:
    return readings_agree(a.reading, b.reading)


def _remark(n: int, printing: Printing, other: Printing) -> Remark:
    where = f"page {other.place.page}" if other.place.page else "another place"
    period = printing.period.text if printing.period else ""
    return Remark(
        check="printed_differently", severity="warning", page=printing.place.page, printing=n,
        message=(
            f'the {printing.measure} of "{gist(printing.label)}" for {period} is printed here as {printing.reading.raw}'
            f" and on {where} as {other.reading.raw}"
        ),
        suggestion=f"{other.reading.raw}, if {where} is right",
    )  # fmt: skip
