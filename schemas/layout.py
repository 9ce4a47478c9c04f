"""What a page shows, whichever engine looked at it: words, marks, grids, blocks.

Boxes are PDF points from the top left corner of the page as it is displayed (pdfplumber's convention).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict


class Plain(BaseModel):
    """A value that nobody changes after it is made."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Box(NamedTuple):
    """A rectangle on a page: left, top, right, bottom in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The centre, as (x, y)."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        """Whether a point lies inside, or within `slack` points of the edge."""
        return self.x0 - slack <= x <= self.x1 + slack and self.top - slack <= y <= self.bottom + slack


def around(boxes: list[Box]) -> Box:
    """The smallest box that holds all of them; there must be at least one."""
    return Box(
        min(b.x0 for b in boxes),
        min(b.top for b in boxes),
        max(b.x1 for b in boxes),
        max(b.bottom for b in boxes),
    )


class Lie(NamedTuple):
    """How a picture lies on its page: on its head or not, and then tilted, its lines rising to the right."""

    tilt: float = 0.0
    on_its_head: bool = False

    def shown(self, box: Box, width: float, height: float) -> Box:
        """Where a page of this size shows a box that was measured on the picture made straight."""
        if not self.tilt and not self.on_its_head:
            return box
        sine, cosine = math.sin(math.radians(self.tilt)), math.cos(math.radians(self.tilt))
        aside = [(x - width / 2, y - height / 2) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
        way = -1 if self.on_its_head else 1
        xs = [width / 2 + way * (cosine * x + sine * y) for x, y in aside]
        ys = [height / 2 + way * (cosine * y - sine * x) for x, y in aside]
        return Box(*(round(v, 2) for v in (min(xs), min(ys), max(xs), max(ys))))


def touching(boxes: Iterable[Box], reach: float = 1.0) -> Iterator[list[Box]]:
    """The boxes, group by group: those of a group touch, or stand no further apart than `reach`, one after another."""
    left = list(boxes)
    while left:
        group, queue = [], [left.pop()]
        while queue:
            box = queue.pop()
            group.append(box)
            near = [b for b in left if _is_near(box, b, reach)]
            left = [b for b in left if not _is_near(box, b, reach)]
            queue += near
        yield group


def _is_near(a: Box, b: Box, reach: float) -> bool:
    flat = a.x0 - reach <= b.x1 and b.x0 - reach <= a.x1
    return flat and a.top - reach <= b.bottom and b.top - reach <= a.bottom


Colour = Literal["red", "amber", "green", "blue", "grey", "black", "white", "other"]
"""What a reader would call a colour; `amber` takes in orange and yellow."""

Shape = Literal[
    "star", "circle", "ring", "triangle", "triangle_down", "triangle_left", "triangle_right", "square", "diamond",
    "tick", "cross", "up", "down", "left", "right", "up_right", "down_right", "up_left", "down_left", "both_ways",
    "smile", "neutral", "frown", "thumbs_up", "thumbs_down",
]  # fmt: skip
"""A symbol by what it looks like; `up` to `both_ways` are arrows."""


class Mark(Plain):
    """A symbol in a cell: ★, a drawn circle, a small picture of an arrow, or a plain patch of colour."""

    shape: Shape | None
    colour: Colour | None
    drawn: Literal["glyph", "vector", "picture", "fill"]
    text: str = ""
    box: Box | None = None


NOT_CLEAR = "is not clear in the picture of the page"
OVERLAID = "has other ink over it"
"""How the doubts about a word of a scan end."""


class Word(Plain):
    """A run of characters without a space."""

    text: str
    box: Box
    size: float
    bold: bool = False
    colour: Colour | None = None
    turned: Literal[0, 90, 180, 270] = 0
    raised: bool = False
    confidence: float | None = None
    doubt: str | None = None
    """Why its digits cannot be trusted, where they cannot."""
    run: int | None = None
    """Which run of print the word is part of, where the file says so: words set in one go, spaces and all."""
    apart: bool = False
    """Whether it touches the word before it and yet stands where the cells of a column begin."""


class Rule(Plain):
    """A drawn line, horizontal or vertical: a stroke, or the edge of a filled or stroked rectangle."""

    box: Box
    drawn: Literal["stroke", "fill"]


class Fill(Plain):
    """A filled rectangle."""

    box: Box
    colour: Colour


class Page(Plain):
    """One page as an engine saw it, before any table or paragraph is made out."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rules: tuple[Rule, ...] = ()
    fills: tuple[Fill, ...] = ()
    marks: tuple[Mark, ...] = ()
    pictures: tuple[Box, ...] = ()
    text: str = ""
    reader: Literal["skimmed", "vector", "ocr", "unread"] = "vector"
    remark: str = ""
    doubts: tuple[str, ...] = ()
    unread: str = ""
    """Why a picture on the page was not read."""
    lie: Lie = Lie()


class Cell(Plain):
    """A cell of a grid; rows and columns count from 0, a merged cell stands at its top left position."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None
    print_box: Box | None = None
    """Where its words and symbols stand."""
    text: str = ""
    paragraphs: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()
    bold: bool = False
    turned: bool = False
    fill: Colour | None = None
    ink: Colour | None = None
    """The colour of its words, where they all have one that is not black, grey or white."""
    doubts: tuple[str, ...] = ()
    page: int | None = None
    """The page of the cell, where it is not that of its grid: see `extract.tables.whole`."""
    last_page: int | None = None
    """The page on which its text ends, where a page break cut it."""
    above_break: int = 0
    """So many of its paragraphs stand before that page break."""


class Joined(Plain):
    """How a grid goes on from an earlier one: further rows, or further columns of the same rows."""

    to: int
    """The running number of the earlier grid among all grids of the paper."""
    side: Literal["below", "beside"]
    repeated: int = 0
    """How many of its first rows (beside: columns) repeat the header (the names) of the earlier grid."""
    cut: bool = False
    """Whether its first row after those is the rest of the earlier grid's last row."""


SAME_RULE = 6.0
"""The edges of ruled columns agree to within this (points); those of others lie anywhere in the white between them."""


class Grid(Plain):
    """A table before anything in it is interpreted."""

    page: int | None
    box: Box | None
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    left_over: tuple[str, ...] = ()
    engine: str
    joined: Joined | None = None

    def same_columns(self, other: Grid) -> bool:
        """Whether another grid has the same columns: the same rules, or without rules middles that lie in its own."""
        if self.columns != other.columns or self.box is None or other.box is None:
            return False
        left, right = ({c.column: c.box.x0 for c in g.cells if c.box is not None} for g in (self, other))
        both = sorted(left.keys() & right.keys())
        if all(abs(left[c] - right[c]) <= SAME_RULE for c in both):
            return True
        if self.engine == other.engine == "ruled":
            return False
        ours = [*(left[c] for c in both), self.box.x1]
        theirs = [*(right[c] for c in both), other.box.x1]
        spans = zip(pairwise(ours), pairwise(theirs), strict=True)
        return all(a <= (c + d) / 2 <= b and c <= (a + b) / 2 <= d for (a, b), (c, d) in spans)


class Block(Plain):
    """A heading, paragraph or bullet outside every table; lines are joined by single spaces."""

    kind: Literal["heading", "paragraph", "bullet", "furniture"]
    page: int | None
    box: Box | None
    text: str
    size: float = 0.0
    bold: bool = False
    level: int | None = None
    marks: tuple[Mark, ...] = ()
    doubts: tuple[str, ...] = ()


class Picture(Plain):
    """An image or a drawing that is no table: a chart, a logo, a photograph, a scan."""

    page: int
    box: Box


Element = Grid | Block | Picture


class Legend(Plain):
    """A symbol outside every table, and the words behind it: perhaps a line of a key."""

    mark: Mark
    text: str


class Leaf(Plain):
    """One page in reading order (for a text source: the whole of it), with how it was read."""

    number: int | None
    width: float = 0.0
    height: float = 0.0
    elements: tuple[Element, ...] = ()
    legend: tuple[Legend, ...] = ()
    lines: tuple[str, ...] = ()
    """The upright words line by line across the page, whatever columns they stand in."""
    stray: tuple[Box, ...] = ()
    """Where figures stand in columns that no table covers."""
    text: str = ""
    reader: Literal["skimmed", "vector", "ocr", "text", "unread"]
    remark: str = ""
    unread: str = ""
    """Why a picture on the page was not read."""
    lie: Lie = Lie()

    def shown(self, box: Box) -> Box:
        """Where the page shows what was measured on its picture made straight."""
        return self.lie.shown(box, self.width, self.height)

    def as_shown(self) -> Leaf:
        """The leaf with its tables where the page shows them."""
        return self.model_copy(
            update={"elements": tuple(self._grid_shown(e) if isinstance(e, Grid) else e for e in self.elements)}
        )

    def _grid_shown(self, grid: Grid) -> Grid:
        cells = (c.model_copy(update={"box": self.shown(c.box)}) if c.box is not None else c for c in grid.cells)
        return grid.model_copy(
            update={"box": self.shown(grid.box) if grid.box is not None else None, "cells": tuple(cells)}
        )
