"""The order in which a person reads what stands on a page, and what of it is only the page's furniture."""

from __future__ import annotations

from extract.tables import leaf_of, mark_furniture
from extract.tables.order import in_reading_order
from schemas.layout import Block, Box

from .draw import Sheet

LONG = "Fewer people came to the branch, which was closed for eight weeks while its roof was replaced."


def at(x: float, y: float, text: str, width: float = 200, height: float = 10) -> Block:
    return Block(kind="paragraph", page=1, box=Box(x, y, x + width, y + height), text=text)


def order(*blocks: Block) -> list[str]:
    return [e.text[:12] for e in in_reading_order(blocks) if isinstance(e, Block)]


def test_two_columns_are_read_one_after_the_other_though_short_headings_open_them() -> None:
    left = [at(40, 50, "PI.1 Visits"), at(40, 70, f"left one {LONG}"), at(40, 90, f"left two {LONG}")]
    right = [at(300, 46, "PI.2 Loans"), at(300, 66, f"right one {LONG}"), at(300, 86, f"right two {LONG}")]
    assert order(*right, *left) == [b.text[:12] for b in (*left, *right)]


def test_rows_of_short_texts_are_read_across() -> None:
    rows = [at(x, y, f"{y:.0f} {x:.0f}") for y in (50, 70, 90) for x in (40, 300)]
    assert order(*reversed(rows)) == [b.text for b in rows]


def test_a_line_across_the_page_ends_the_columns() -> None:
    columns = [at(40, 50, f"left {LONG}"), at(300, 50, f"right {LONG}")]
    below = [at(40, 80, "across", width=460), at(40, 100, f"a left {LONG}"), at(300, 100, f"a right {LONG}")]
    assert order(*below, *columns) == [b.text[:12] for b in (*columns, *below)]


def test_what_stands_beside_the_page_number_is_furniture_though_the_paper_has_one_page() -> None:
    sheet = Sheet(595, 842)
    sheet.text(40, 100, LONG)
    sheet.text(40, 820, "Westmere Council - Corporate Performance Report", size=8)
    sheet.text(500, 820, "Page 1", size=8)
    (leaf,) = mark_furniture([leaf_of(p) for p in sheet.read()])
    kinds = {e.text[:8]: e.kind for e in leaf.elements if isinstance(e, Block)}
    assert kinds == {"Fewer pe": "paragraph", "Westmere": "furniture", "Page 1": "furniture"}
