"""Put tables that stand side by side without a border between them below each other, as one."""

from __future__ import annotations

from extract.papers.columns import role_of
from extract.papers.vocabulary import Vocabulary, fold
from schemas.layout import Grid

FEWEST = 2
"""A table has at least so many columns: names, and figures."""


def parted(grid: Grid, vocabulary: Vocabulary) -> Grid:
    """The grid with its parts below each other; unchanged where its first row does not say the same again and again."""
    head = {c.column: fold(c.text) for c in grid.cells if c.row == 0}
    texts = [head.get(c, "") for c in range(grid.columns)]
    width = next((w for w in range(FEWEST, grid.columns // 2 + 1) if _repeats(texts, w)), None)
    if width is None or not any(role_of(text, vocabulary) == "indicator" for text in texts[:width]):
        return grid
    if any(c.column // width != (c.column + c.column_span - 1) // width for c in grid.cells):
        return grid
    body = grid.rows - 1
    cells = [
        c.model_copy(update={"row": c.row + body * (c.column // width), "column": c.column % width})
        for c in grid.cells
        if c.row > 0 or c.column < width
    ]
    rows = 1 + body * (grid.columns // width)
    return grid.model_copy(update={"rows": rows, "columns": width, "cells": tuple(cells)})


def _repeats(texts: list[str], width: int) -> bool:
    parts = [texts[n : n + width] for n in range(0, len(texts), width)]
    return len(texts) % width == 0 and bool(texts[0]) and all(part == parts[0] for part in parts)
