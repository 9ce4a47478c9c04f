"""Add up what the other columns of a table say adds up: totals, and parts of a hundred per cent."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from schemas.paper import Paper, Printing, Remark
from schemas.reading import Reading

TOTAL = re.compile(r"(?:(?:grand |overall |sub-?)?totals?|all|overall)(?:\b.{0,40})?$", re.IGNORECASE)
"""The name of a row that adds up others, or at least begins as one does."""
ELSEWHERE = 2
"""In so many other columns the same rows must add up before one in which they do not is doubted."""
HUNDRED = Decimal(100)

Column = dict[int, tuple[int, Reading]]
"""Row → the printing in a column, and its figure."""


class Sum(NamedTuple):
    """Rows that add up to another row, or to a hundred where there is none."""

    parts: tuple[int, ...]
    total: int | None


def parts_and_totals(paper: Paper) -> Iterator[Remark]:
    """Name `total`, a warning: 12, 30 and 9 under a total of 61, where the parts of every other column add up.

    A total counts for the rows above it, up to the total before; rows without one are parts of 100 % where they are in
    every other column.  All figures of the column that does not add up are doubted: any of them may be wrong.
    """
    tables: dict[int, dict[tuple[str, str], Column]] = defaultdict(lambda: defaultdict(dict))
    names: dict[tuple[int, int], str] = {}
    for n, p in enumerate(paper.printings):
        if p.table is not None and p.row is not None and p.measure != "benchmark":
            names[p.table, p.row] = p.label
            key = (p.measure, p.place.spot.rpartition(" ")[2])
            tables[p.table][key][p.row] = (n, p.reading)
    for table, columns in tables.items():
        rows = {r: names[table, r] for r in sorted({r for column in columns.values() for r in column})}
        for one in _sums(rows):
            yield from _wrong(one, list(columns.values()), paper.printings)


def _sums(rows: dict[int, str]) -> Iterator[Sum]:
    above: list[int] = []
    for row, label in rows.items():
        if TOTAL.match(label):
            if len(above) > 1:
                yield Sum(tuple(above), row)
            above = []
        else:
            above.append(row)
    if len(above) == len(rows) and len(above) > 1:
        yield Sum(tuple(above), None)


def _wrong(one: Sum, columns: Sequence[Column], printings: Sequence[Printing]) -> Iterator[Remark]:
    needed = [*one.parts, *([one.total] if one.total is not None else [])]
    whole = [c for c in columns if all(r in c and c[r][1].value is not None for r in needed)]
    off = [c for c in whole if not _adds_up(one, c)]
    if len(off) != 1 or len(whole) - len(off) < ELSEWHERE:
        return
    parts = [off[0][r][1].raw for r in one.parts]
    total = off[0][one.total][1].raw if one.total is not None else "100%"
    for row in needed:
        n = off[0][row][0]
        yield Remark(
            check="total", severity="warning", page=printings[n].place.page, printing=n,
            message=f"{', '.join(parts)[:120]} do not add up to {total}, as the other columns of the table do",
        )  # fmt: skip


def _adds_up(one: Sum, column: Column) -> bool:
    """Whether the parts give the total, each of them being rounded."""
    readings = [column[r][1] for r in one.parts]
    total = column[one.total][1] if one.total is not None else None
    if total is None and any(r.unit != "percent" for r in readings):
        return False
    all_of_them = [*readings, *([total] if total is not None else [])]
    slack = sum(
        (Decimal(5).scaleb(-r.decimals - 1) for r in all_of_them if r.unit == "percent" or r.decimals), Decimal(0)
    )
    said = total.value if total is not None else HUNDRED
    return abs(sum((r.value or Decimal(0) for r in readings), Decimal(0)) - (said or Decimal(0))) <= slack
