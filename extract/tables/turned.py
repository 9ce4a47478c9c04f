"""Read tables that are turned by a quarter, or stand on their head, on an upright page, words and all.

The part of the page that holds them is turned upright, read like any other, and what was found is turned back, so that
every box stays where it is displayed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from extract.tables.aligned import is_core
from extract.tables.phrases import page_lines
from schemas.layout import Block, Box, Cell, Element, Grid, Mark, Page, Picture, Shape, Word, around

Turn = Literal[90, 180, 270]

TURNS: tuple[Turn, ...] = (90, 180, 270)
CLOCKWISE: tuple[tuple[Shape, ...], ...] = (
    ("up", "right", "down", "left"), ("up_right", "down_right", "down_left", "up_left"),
    ("triangle", "triangle_right", "triangle_down", "triangle_left"),
)  # fmt: skip
"""Symbols that are another one when they are turned, each followed by itself a quarter clockwise."""
FEWEST_WORDS = 12
"""Fewer turned words are the headers of narrow columns or a note in the margin."""
MOSTLY = 0.7
"""A page is turned as a whole if this share of its words is."""
FEW = 0.1
"""Upright words among turned ones, as a share: more of them, and the turned ones are headers."""
FEWEST_LINES = 2
"""So many lines of turned words must look like rows of figures."""
MARGIN = 12.0
"""Rules this far (points) around the turned words belong to them."""


class Part(NamedTuple):
    """A part of a page, upright, and how it is turned on the page."""

    page: Page
    turn: Turn


def parts_of(page: Page) -> tuple[Page, list[Part]]:
    """The page without what is turned, and the turned parts made upright."""
    parts = []
    for turn in TURNS:
        words = [w for w in page.words if w.turned == turn]
        if len(words) < FEWEST_WORDS:
            continue
        whole = len(words) >= MOSTLY * len(page.words)
        area = Box(0, 0, page.width, page.height) if whole else _grown(around([w.box for w in words]))
        part = Part(_upright(_within(page, words, area), turn), turn)
        if whole or (_holds_rows(part.page) and _alone(page, words, area)):
            parts.append(part)
            page = _without(page, words, area)
    return page, parts


def _grown(box: Box) -> Box:
    return Box(box.x0 - MARGIN, box.top - MARGIN, box.x1 + MARGIN, box.bottom + MARGIN)


def _within(page: Page, words: Sequence[Word], area: Box) -> Page:
    return page.model_copy(
        update={
            "words": tuple(words),
            "rules": tuple(r for r in page.rules if area.holds(*r.box.middle)),
            "fills": tuple(f for f in page.fills if area.holds(*f.box.middle)),
            "marks": tuple(m for m in page.marks if m.box is not None and area.holds(*m.box.middle)),
            "pictures": tuple(p for p in page.pictures if area.holds(*p.middle)),
        }
    )


def _without(page: Page, words: Sequence[Word], area: Box) -> Page:
    taken = set(map(id, words))
    return page.model_copy(
        update={
            "words": tuple(w for w in page.words if id(w) not in taken),
            "rules": tuple(r for r in page.rules if not area.holds(*r.box.middle)),
            "fills": tuple(f for f in page.fills if not area.holds(*f.box.middle)),
            "marks": tuple(m for m in page.marks if m.box is None or not area.holds(*m.box.middle)),
            "pictures": tuple(p for p in page.pictures if not area.holds(*p.middle)),
        }
    )


def _holds_rows(page: Page) -> bool:
    return sum(is_core(line) for line in page_lines(page.words)) >= FEWEST_LINES


def _alone(page: Page, words: Sequence[Word], area: Box) -> bool:
    others = Counter(w.turned for w in page.words if area.holds(*w.box.middle))
    return sum(others.values()) - len(words) <= FEW * len(words)


def _upright(page: Page, turn: Turn) -> Page:
    """The page turned until the words of this turn stand upright."""

    def box(b: Box) -> Box:
        if turn == 90:
            return Box(page.height - b.bottom, b.x0, page.height - b.top, b.x1)
        if turn == 180:
            return Box(page.width - b.x1, page.height - b.bottom, page.width - b.x0, page.height - b.top)
        return Box(b.top, page.width - b.x1, b.bottom, page.width - b.x0)

    return page.model_copy(
        update={
            "width": page.width if turn == 180 else page.height,
            "height": page.height if turn == 180 else page.width,
            "words": tuple(w.model_copy(update={"box": box(w.box), "turned": 0}) for w in page.words),
            "rules": tuple(r.model_copy(update={"box": box(r.box)}) for r in page.rules),
            "fills": tuple(f.model_copy(update={"box": box(f.box)}) for f in page.fills),
            "marks": tuple(_mark(m, box(m.box), turn) for m in page.marks if m.box is not None),
            "pictures": tuple(box(p) for p in page.pictures),
        }
    )


def _mark(mark: Mark, box: Box, turn: Turn) -> Mark:
    """A symbol that was seen on the page as it is displayed, as it looks when its words stand upright."""
    steps = {90: 1, 180: 2, 270: 3}[turn]
    ring = next((r for r in CLOCKWISE if mark.shape in r), ())
    shape = ring[(ring.index(mark.shape) + steps) % len(ring)] if mark.shape in ring else mark.shape
    return mark.model_copy(update={"box": box, "shape": shape})


def turned_back(element: Element, part: Part) -> Element:
    """What was found on the upright part, with its boxes where they are displayed."""

    def box(b: Box | None) -> Box | None:
        if b is None:
            return None
        if part.turn == 90:
            return Box(b.top, part.page.width - b.x1, b.bottom, part.page.width - b.x0)
        if part.turn == 180:
            width, height = part.page.width, part.page.height
            return Box(width - b.x1, height - b.bottom, width - b.x0, height - b.top)
        return Box(part.page.height - b.bottom, b.x0, part.page.height - b.top, b.x1)

    def marks(found: Sequence[Mark]) -> tuple[Mark, ...]:
        return tuple(m.model_copy(update={"box": box(m.box)}) for m in found)

    def cell(c: Cell) -> Cell:
        return c.model_copy(update={"box": box(c.box), "marks": marks(c.marks)})

    if isinstance(element, Grid):
        return element.model_copy(update={"box": box(element.box), "cells": tuple(cell(c) for c in element.cells)})
    if isinstance(element, Block):
        return element.model_copy(update={"box": box(element.box), "marks": marks(element.marks)})
    return Picture(page=element.page, box=box(element.box) or element.box)
