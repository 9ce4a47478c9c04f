"""A page before it is drawn: cells with spans, symbols and fills, and the lines around the table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Drawn = Literal["glyph", "vector", "picture"]
Paint = Literal["red", "amber", "green", "black"]
Figure = Literal["circle", "star", "triangle", "triangle_down", "square", "tick", "cross", "up", "down", "right"]


@dataclass(frozen=True)
class Symbol:
    """A symbol and how it is put on the page."""

    shape: Figure
    colour: Paint
    drawn: Drawn


@dataclass(frozen=True)
class Tile:
    """A cell: what it shows, and how far it reaches."""

    text: str = ""
    symbol: Symbol | None = None
    fill: Paint | None = None
    raised: str = ""
    rows: int = 1
    columns: int = 1
    kind: Literal["head", "body", "band", "group"] = "body"


@dataclass
class Table:
    """Rows of tiles; None where another tile reaches over the place."""

    head: list[list[Tile | None]]
    body: list[list[Tile | None]]
    keep: list[int] = field(default_factory=list)

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return len((self.head + self.body)[0])


@dataclass
class Sheet:
    """What is drawn, top to bottom."""

    titles: list[str]
    key: list[tuple[Symbol | None, str]]
    key_below: bool
    tables: list[tuple[str, Table]]
    notes: list[str]
