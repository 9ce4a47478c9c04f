"""No character is lost and none is read twice, whatever a page looks like."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.tables import leaf_of
from schemas.layout import Block, Grid, Page

from .draw import Rules, Sheet, Spot, Style, draw_table

STYLES = st.builds(
    Style,
    rules=st.sampled_from(get_args(Rules)),
    zebra=st.sampled_from(["", "band", "cells"]),
    head_fill=st.booleans(),
    font=st.sampled_from(["Helvetica", "Times-Roman", "Courier"]),
    size=st.sampled_from([6, 8, 9, 11]),
    pad=st.sampled_from([0.5, 2, 4]),
    across=st.sampled_from(["left", "right", "centre"]),
    down=st.sampled_from(["top", "middle", "bottom"]),
)


@st.composite
def tables(draw: st.DrawFn) -> list[Spot]:
    """Cells with merged ones among them; no two words are the same."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    covered: set[tuple[int, int]] = set()
    spots = []
    for r in range(rows):
        for c in range(columns):
            if (r, c) in covered:
                continue
            down = draw(st.integers(1, min(2, rows - r)))
            across = draw(st.integers(1, min(3, columns - c)))
            places = {(y, x) for y in range(r, r + down) for x in range(c, c + across)}
            if places & covered:
                places, down, across = {(r, c)}, 1, 1
            covered |= places
            count = draw(st.sampled_from([0, 1, 1, 1, 2, 7]))
            kind = draw(st.sampled_from(["1{}.5", "word{}", "2{}%", "Long{}name"]))
            text = " ".join(kind.format(f"{r:02}{c:02}{n:02}") for n in range(count))
            spots.append(Spot(r, c, text, down, across))
    return spots


def printed_on(page: Page) -> Counter[str]:
    return Counter("".join(w.text for w in page.words))


def found_on(page: Page) -> Counter[str]:
    found: Counter[str] = Counter()
    for element in leaf_of(page).elements:
        if isinstance(element, Grid):
            for cell in element.cells:
                found.update("".join((*cell.text.split(), *cell.notes)))
            found.update("".join(element.left_over))
        elif isinstance(element, Block):
            found.update("".join(element.text.split()))
    return found


@settings(max_examples=60, deadline=None, derandomize=True)
@given(tables(), STYLES, st.sampled_from([38.0, 62.0, 90.0]), st.sampled_from([0, 90, 180, 270]))
def test_every_word_is_in_one_place(spots: list[Spot], style: Style, width: float, rotate: int) -> None:
    sheet = Sheet(rotate=rotate)
    columns = max(s.column + s.column_span for s in spots)
    sheet.text(40, 30, "Aheading above theTable", 12)
    drawn = draw_table(sheet, spots, [width] * columns, style)
    sheet.text(40, drawn.ys[-1] + 25, "Anote below it", 8)
    page = sheet.read()[0]
    assert found_on(page) == printed_on(page)
