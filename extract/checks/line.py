"""Find figures that are out of line with a steady history, and say what one damage would bring them back."""

from __future__ import annotations

from collections.abc import Iterator

from extract.checks.confusion import transposed
from extract.checks.history import History, history_of, outturns
from extract.checks.repair import Candidate, candidates
from extract.values import print_value
from schemas.paper import Paper, Remark, gist
from schemas.reading import Reading


def out_of_line(paper: Paper) -> Iterator[Remark]:
    """Name `out_of_line`: 85.8% beside 57.5%, 60.2% and 62.7%, which would be 58.8% with two digits changed.

    An outturn that lies farther outside all others than twice their range, though it is no jump.  Info, for figures do
    move; a warning where two digits that change places bring it back.  What adds up over the year is for information.
    """
    printed = outturns(paper)
    for n, printing in enumerate(paper.printings):
        reading = printing.reading
        history = history_of(printing, printed) if printing.measure == "outturn" else None
        if (
            history is None
            or not history.out_of_line(reading)
            or (reading.value and not history.may_hold(reading.value))
        ):
            continue
        likely = () if history.summed else candidates(reading, printing.measure)
        best = next((c for c in likely if _leads_back(c, reading, history)), None)
        turned = best is not None and best.damage == "slip"
        yield Remark(
            check="out_of_line", severity="warning" if turned else "info", page=printing.place.page, printing=n,
            message=f'{reading.raw} for "{gist(printing.label)}" is out of line: {history.words}',
            suggestion=_suggestion(best) if best is not None else None,
        )  # fmt: skip


def _leads_back(candidate: Candidate, reading: Reading, history: History) -> bool:
    meant = candidate.reading.value
    if meant is None or reading.value is None or not history.low <= meant <= history.high:
        return False
    return candidate.damage != "slip" or transposed(f"{reading.value:f}", f"{meant:f}")


def _suggestion(candidate: Candidate) -> str:
    why = {"separator": "the point is misplaced", "symbol": "a sign was misread", "digit": "a digit was misread"}
    return f"{print_value(candidate.reading)}, if {why.get(candidate.damage, 'two digits changed places')}"
