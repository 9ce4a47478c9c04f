"""Check that a bracketed fraction gives its headline."""

from __future__ import annotations

from collections.abc import Iterator

from extract.values import fraction_agrees
from schemas.paper import Paper, Remark


def fraction_without_its_headline(paper: Paper) -> Iterator[Remark]:
    """Name `fraction`, a warning: "84.2 (576 / 66,446)" per 10,000 children would be 86.7.

    Cells whose unit only the row or the name tells are checked here; the others were when they were read.
    """
    said = {r.printing for r in paper.remarks if r.check == "fraction"}
    for n, printing in enumerate(paper.printings):
        reading = printing.reading
        if n not in said and fraction_agrees(reading, reading.unit) is False:
            yield Remark(
                check="fraction", severity="warning", page=printing.place.page, printing=n,
                message=f'"{reading.raw}": {reading.numerator} / {reading.denominator} does not give {reading.value}',
            )  # fmt: skip
