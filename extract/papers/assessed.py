"""Say which rows are those of a scorecard: each of them is an assessment, even where nothing in it is judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extract.papers.vocabulary import Vocabulary, any_within, fold
from schemas.paper import Printing, Row


def assessed(rows: Sequence[Row], printings: Sequence[Printing], vocabulary: Vocabulary) -> list[Row]:
    """The rows that a scorecard gave, in the order in which they are printed.

    A row with a score, trends, a polarity or a basis is one.  Without any, a row that compares periods or holds a
    target is one, too, unless the paper judges its indicator elsewhere or the table lists what missed its target.
    """
    judged = {_name(row) for row in rows if row.judged}
    compared: dict[tuple[int | None, int | None], set[tuple[str, str]]] = defaultdict(set)
    for p in printings:
        if p.measure != "benchmark":
            compared[p.table, p.row].add((p.measure, p.period.text if p.period else ""))
    return [
        row
        for row in rows
        if row.judged
        or (
            _name(row) not in judged
            and len(compared[row.table, row.row]) > 1
            and not any_within(row.heading or "", vocabulary.exceptions)
        )
    ]


def _name(row: Row) -> str:
    return row.code or fold(row.label)
