"""Read the arrows that OCR took for figures by the quarters that they compare."""

from __future__ import annotations

from collections.abc import Collection

from extract.checks.direction import before, by_row, polarities
from extract.values import SLANTED
from schemas.paper import Paper, Remark, Row, gist
from schemas.reading import Repair
from schemas.records import Trend


def arrows_by_their_figures(paper: Paper, guessed: Collection[int | None]) -> Paper:
    """Take "71" in a trend column for the arrow that its quarters bear out: 3.2% became 1.3%, and smaller is better.

    Only on pages whose text a program made out in a picture, and only where the polarity is printed or all scores of
    the paper agree on it.  What nothing bears out stays unread.
    """
    known, printed = polarities(paper), by_row(paper)
    rows, remarks = [], list(paper.remarks)
    for row in paper.rows:
        read = row
        outturns = [(n, p) for n, p in printed[row.table, row.row] if p.measure == "outturn"]
        latest = next(((n, p) for n, p in outturns if p.period == row.period), None)
        polarity = row.polarity or known.get(row.code or row.label)
        slants = polarity in ("bigger_is_better", "smaller_is_better") and row.place.page in guessed
        for field, year in (("short_term_trend", False), ("annual_trend", True)):
            text: str | None = getattr(row.unread, field)
            then = before(latest[1], outturns, year=year) if latest is not None else None
            now = latest[1].reading.value if latest is not None else None
            if not slants or text not in SLANTED or latest is None or then is None or now is None or now == then[1]:
                continue
            better = (now > then[1]) == (polarity == "bigger_is_better")
            trend: Trend = "improving" if better else "worsening"
            repair = Repair(
                printed=text, read_as=trend,
                witness=f"{then[1]} became {now}, where {(polarity or '').replace('_', ' ')}",
            )  # fmt: skip
            read = read.model_copy(update={field: trend, "unread": read.unread._replace(**{field: None})})
            remarks.append(_remark(row, latest[0], repair))
            _settle(remarks, row, text)
        rows.append(read)
    return paper.model_copy(update={"rows": tuple(rows), "remarks": tuple(remarks)})


def _settle(remarks: list[Remark], row: Row, text: str | None) -> None:
    """Take back that nobody knows the symbol of a row, once for each arrow that is read after all."""
    said = next((r for r in remarks if r.check == "unknown_symbol" and r.page == row.place.page
                 and r.message == f'"{text}" is no known trend'), None)  # fmt: skip
    if said is not None:
        remarks.remove(said)


def _remark(row: Row, printing: int, repair: Repair) -> Remark:
    return Remark(
        check="repair", severity="info", page=row.place.page, printing=printing,
        message=f'the trend "{repair.printed}" of "{gist(row.label)}" is read as {repair.read_as}: {repair.witness}',
        suggestion=repair.read_as,
    )  # fmt: skip
