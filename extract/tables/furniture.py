"""Tell running headers, footers and page numbers from text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from schemas.layout import Block, Element, Leaf

MARGIN = 0.1
"""Furniture stands in this share of the page's height at its top or bottom."""
PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,4})?$", re.IGNORECASE)
OFTEN = 3
"""A marginal line that comes back on so many pages is furniture; in shorter papers, on two."""
LONGEST = 200
"""Characters; longer lines are text wherever they stand."""
NUMBERED_FOOTER = re.compile(r"\bpage\s+\d{1,4}(?:\s+of\s+\d{1,4})?$", re.IGNORECASE)


def mark_furniture(leaves: Sequence[Leaf]) -> list[Leaf]:
    """The leaves with their page numbers and repeated marginal lines marked as furniture."""
    repeated: Counter[str] = Counter()
    for leaf in leaves:
        repeated.update({_shape(e.text) for e in leaf.elements if isinstance(e, Block) and _marginal(e, leaf)})
    return [
        leaf.model_copy(update={"elements": tuple(_marked(e, leaf, repeated, len(leaves)) for e in leaf.elements)})
        for leaf in leaves
    ]


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text).strip().lower()


def _marginal(block: Block, leaf: Leaf) -> bool:
    if block.box is None or not leaf.height:
        return False
    return block.box.bottom < MARGIN * leaf.height or block.box.top > (1 - MARGIN) * leaf.height


def _marked(element: Element, leaf: Leaf, repeated: Counter[str], pages: int) -> Element:
    if not isinstance(element, Block) or not _marginal(element, leaf):
        return element
    beside = any(
        isinstance(e, Block) and e is not element and e.box is not None and element.box is not None
        and e.box.top < element.box.bottom and element.box.top < e.box.bottom
        and _marginal(e, leaf) and PAGE_NUMBER.match(e.text)
        for e in leaf.elements
    )  # fmt: skip
    often = repeated[_shape(element.text)] >= (OFTEN if pages > OFTEN or element.kind == "heading" else 2)
    numbered = PAGE_NUMBER.match(element.text) or NUMBERED_FOOTER.search(element.text)
    if numbered or ((often or beside) and len(element.text) < LONGEST):
        return element.model_copy(update={"kind": "furniture"})
    return element
