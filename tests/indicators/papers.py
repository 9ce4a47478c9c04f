"""Papers as short as a test needs them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extract.indicators.evidence import Evidence, compare
from extract.indicators.strands import strands
from schemas.names import PrintedFigure, PrintedName

COUNCIL = "Thornby"


def printed(
    paper: str,
    name: str,
    code: str | None = None,
    *,
    heading: str | None = None,
    unit: str | None = None,
    **figures: str,
) -> PrintedName:
    """A name in a paper called by its year; `q1="4.2"` is the outturn of 2018-19 Q1, `p1` of the year before."""
    return PrintedName(
        document_id=paper,
        council=COUNCIL,
        meeting_date=date(int(paper[:4]), 9, 1),
        code=code,
        label=name,
        unit=unit,
        heading=heading,
        figures=tuple(PrintedFigure("outturn", _period(key), Decimal(value)) for key, value in figures.items()),
    )


def _period(key: str) -> str:
    return f"{'2018-19' if key[0] == 'q' else '2017-18'} Q{key[1]}"


def beside(first: PrintedName, second: PrintedName) -> Evidence:
    """The evidence on two names of two papers."""
    found = strands([first, second], range(2))
    return compare(found[0], found[1])
