"""Papers for the checks: scorecards as they are printed, read as the program reads them."""

from __future__ import annotations

from extract.papers.columns.headers import header_of
from extract.papers.rows.scorecard import read_scorecard
from extract.papers.vocabulary import built_in
from schemas.paper import Paper, Printing, Remark, Row
from schemas.reading import PeriodPart
from tests.papers.build import grid, setting

QUARTER = PeriodPart(year=2023, quarter=1)


def paper(*tables: str) -> Paper:
    """A paper about a quarter: some tables, one a page."""
    printings: list[Printing] = []
    rows: list[Row] = []
    remarks: list[Remark] = []
    for n, table in enumerate(tables):
        laid = grid(table, page=n + 1)
        card = read_scorecard(laid, header_of(laid, built_in()), setting(QUARTER)._replace(table=n))
        first = len(printings)
        remarks += [
            r if r.printing is None else r.model_copy(update={"printing": r.printing + first}) for r in card.remarks
        ]
        printings += card.printings
        rows += card.rows
    return Paper(pages=len(tables), printings=tuple(printings), rows=tuple(rows), remarks=tuple(remarks))


def about(paper: Paper, remarks: list[Remark]) -> list[str]:
    """What was remarked on: the page and the raw text of each figure."""
    found = [(r.page, paper.printings[r.printing].reading.raw) for r in remarks if r.printing is not None]
    assert len(found) == len(remarks)
    return [f"p{page} {raw}" for page, raw in found]
