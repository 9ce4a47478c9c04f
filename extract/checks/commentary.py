"""Hold the figures of commentary against those of the table that it comments on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from extract.checks.confusion import one_apart
from extract.values import readings_agree
from schemas.paper import Paper, Passage, Printing, Remark, gist
from schemas.reading import Reading
from schemas.records import Unit

STATED = re.compile(
    r"(?<![\w£.,/(-])(?P<money>£)?(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:(?P<percent>\s?%|\sper\s?cent\b)|(?P<days>\sdays?\b)|(?P<scale>k\b|m\b|\s(?:thousand|million)\b))?(?![\d/])",
    re.IGNORECASE,
)
"""A figure in a sentence, with what is printed beside it."""
SAID = ("percent", "days", "gbp")
"""Units that a sentence prints with its figures."""
TELLING = 3
"""A figure with fewer digits agrees or disagrees by chance."""


def commentary_figures(paper: Paper) -> Iterator[Remark]:
    """Name `commentary`, a warning: the table prints 5.71 days, and the commentary on it says 57.1.

    Commentary speaks of shares, other services and other times as well.  So it is only taken to mean a figure of the
    table where it names this one but for the point, or, of the latest outturn, but for any one digit, and where the
    table prints what it names nowhere else.
    """
    told: dict[tuple[str | None, str], list[Reading]] = defaultdict(list)
    for passage in paper.passages:
        told[passage.code, passage.label] += _stated(passage)
    known: dict[str, list[Reading]] = defaultdict(list)
    for p in paper.printings:
        if p.reading.value is not None:
            known[_name(p)].append(p.reading)
    for n, printing, latest in _outturns(paper):
        stated = told.get((printing.code, printing.label), [])
        strange = [s for s in stated if not any(readings_agree(s, k) for k in known[_name(printing)])]
        if any(readings_agree(s, printing.reading) for s in stated):
            continue
        meant = next((s for s in strange if _meant(s, printing.reading, latest=latest)), None)
        if meant is not None:
            yield Remark(
                check="commentary", severity="warning", page=printing.place.page, printing=n,
                message=(
                    f'{printing.reading.raw} is printed for "{gist(printing.label)}", and its commentary says {meant.raw}'
                ),
                suggestion=f"{meant.raw}, if the commentary is right",
            )  # fmt: skip


def _name(printing: Printing) -> str:
    return printing.code or printing.label


def _outturns(paper: Paper) -> Iterator[tuple[int, Printing, bool]]:
    """The outturns of tables, and whether each is of its row's latest period."""
    periods = {(row.table, row.row): row.period for row in paper.rows}
    for n, p in enumerate(paper.printings):
        if p.measure == "outturn" and p.reading.value is not None and p.table is not None and p.row is not None:
            yield n, p, p.period is not None and periods.get((p.table, p.row)) == p.period


def _stated(passage: Passage) -> list[Reading]:
    found = []
    for m in STATED.finditer(passage.text):
        value = Decimal(m["figure"].replace(",", ""))
        unit: Unit | None = "percent" if m["percent"] else "days" if m["days"] else "gbp" if m["money"] else None
        if m["scale"]:
            value = value.scaleb(6 if m["scale"].strip().lower().startswith("m") else 3)
        decimals = len(m["figure"].partition(".")[2])
        found.append(Reading(status="reported", value=value, unit=unit, decimals=decimals, raw=m[0].strip()))
    return found


def _meant(stated: Reading, printed: Reading, *, latest: bool) -> bool:
    """Whether a stated figure is the printed one with one misprint."""
    if stated.value is None or printed.value is None:
        return False
    a, b = f"{stated.value:f}", f"{printed.value:f}"
    digits = a.replace(".", ""), b.replace(".", "")
    bare = stated.unit is None and stated.decimals > 0 and printed.unit not in SAID
    alike = one_apart(a, b) if latest else digits[0] == digits[1]
    return (bare or stated.unit == printed.unit) and min(map(len, digits)) >= TELLING and alike
