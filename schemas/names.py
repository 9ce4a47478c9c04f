"""What the papers call their measures: the evidence that the matcher works from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from schemas.layout import Plain


class PrintedFigure(NamedTuple):
    """One printed figure of a name: evidence for or against another name being the same measure."""

    measure: str
    period: str
    value: Decimal


class PrintedName(Plain):
    """A name as one paper prints it, with all that the paper says beside it."""

    document_id: str
    council: str | None
    meeting_date: date | None
    code: str | None
    label: str
    unit: str | None = None
    polarity: str | None = None
    heading: str | None = None
    rows: tuple[int, ...] = ()
    figures: tuple[PrintedFigure, ...] = ()
