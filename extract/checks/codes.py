"""Find codes that a table has twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.paper import Paper, Remark, gist


def code_twice(paper: Paper) -> Iterator[Remark]:
    """Name `code_twice`: of the rows 1 to 9 of a table two say 3, and none says 8.

    For scans alone, and where one code of a table stands before two names with other rows between them: a digit of one
    may be another.  Where several do, the numbering begins anew.
    """
    tables: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for p in paper.printings:
        if p.table is not None and p.code and (not tables[p.table] or tables[p.table][-1] != (p.code, p.label)):
            tables[p.table].append((p.code, p.label))
    twice = {table: code for table, rows in tables.items() if (code := _apart(rows)) is not None}
    for n, printing in enumerate(paper.printings):
        if printing.table is not None and printing.code and twice.get(printing.table) == printing.code:
            yield Remark(
                check="code_twice", severity="warning", page=printing.place.page, printing=n,
                message=f'two rows of its table have the code {printing.code}: "{gist(printing.label)}" may be another',
            )  # fmt: skip


def _apart(rows: Sequence[tuple[str, str]]) -> str | None:
    """The one code that stands before two names with others between them."""
    places: dict[str, list[int]] = defaultdict(list)
    for n, (code, _) in enumerate(rows):
        places[code].append(n)
    apart = [
        code for code, at in places.items() if any(b > a + 1 and rows[a][1] != rows[b][1] for a, b in pairwise(at))
    ]
    return apart[0] if len(apart) == 1 else None
