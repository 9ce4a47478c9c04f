"""One table in many styles: whatever is drawn around the cells, the same cells come out."""

from __future__ import annotations

import pytest

from extract.tables import leaf_of
from schemas.layout import Grid, Page

from .draw import Rules, Sheet, Style, draw_table
from .golden import CODES, MONTHS, QUARTERS, YEARS, Golden, printed, spans, wanted, wanted_spans

GOLDEN = {"quarters": QUARTERS, "months": MONTHS, "years": YEARS, "codes": CODES}

STYLES: list[tuple[str, Rules, dict[str, object]]] = [
    ("full rules", "grid", {}),
    ("no outer frame", "open", {"down": "bottom"}),
    ("only a frame", "outer", {"across": "right"}),
    ("no rules, figures centred", "none", {"down": "middle"}),
    ("no rules, figures right", "none", {"across": "right"}),
    ("no rules, figures left", "none", {"across": "left"}),
    ("no rules, tight rows", "none", {"pad": 1.5, "across": "right"}),
    ("no rules, Times", "none", {"font": "Times-Roman", "size": 10, "across": "right"}),
    ("no rules, small Courier", "none", {"font": "Courier", "size": 6}),
    ("no rules, header filled", "none", {"head_fill": True}),
    ("rules between rows", "rows", {"down": "middle"}),
    ("rules between rows, names at the bottom", "rows", {"down": "bottom", "across": "right"}),
    ("three rules", "booktabs", {"across": "right"}),
    ("rules between columns", "columns", {"down": "middle"}),
    ("filled rectangles as rules", "thin", {}),
    ("double rules", "double", {}),
    ("dashed rules", "dashed", {}),
    ("a rectangle for each cell", "rects", {}),
    ("coloured cells with white gaps", "fills", {}),
    ("only the header boxed", "head_box", {"across": "right"}),
    ("each row boxed", "row_boxes", {}),
    ("zebra of bands", "none", {"zebra": "band", "across": "right"}),
    ("zebra of cells", "none", {"zebra": "cells"}),
    ("zebra in a frame", "outer", {"zebra": "cells", "head_fill": True}),
    ("zebra with rules between columns", "columns", {"zebra": "band"}),
]


def drawn(golden: Golden, rules: Rules, how: dict[str, object]) -> Page:
    sheet = Sheet()
    sheet.text(40, 40, "Corporate performance report: what the figures say about services this quarter", 11)
    table = draw_table(sheet, golden.spots, golden.widths, Style(rules=rules, head_rows=golden.head_rows, **how), 30)  # type: ignore[arg-type]
    sheet.text(40, table.ys[-1] + 40, "The table shows the figures that services reported by the end of the period.", 9)
    return sheet.read()[0]


@pytest.mark.parametrize("name", GOLDEN)
@pytest.mark.parametrize(("style", "rules", "how"), STYLES, ids=[s for s, _, _ in STYLES])
def test_cells_do_not_depend_on_the_style(name: str, style: str, rules: Rules, how: dict[str, object]) -> None:
    golden = GOLDEN[name]
    grids = [e for e in leaf_of(drawn(golden, rules, how)).elements if isinstance(e, Grid)]
    assert len(grids) == 1
    assert printed(grids[0]) == wanted(golden)
    assert grids[0].left_over == ()
    assert (grids[0].rows, grids[0].columns) == (len(golden.rows), len(golden.widths))
    if rules not in ("outer", "head_box", "columns"):
        assert wanted_spans(golden).items() <= spans(grids[0]).items()
