"""List what a paper says that the vocabulary does not know: header words, symbols, unread cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.papers.headers import FIGURES, Header, cell_map, header_of, role_of
from extract.papers.key import find_key
from extract.papers.textgrid import straightened
from extract.papers.vocabulary import Vocabulary
from extract.read import without_marks
from extract.values import read_cell, read_period
from schemas.layout import Grid, Leaf
from schemas.paper import Unknown


def unknown_words(leaves: Sequence[Leaf], vocabulary: Vocabulary) -> list[Unknown]:
    """Each unknown word once, where it stands first, in the order of the paper.

    Looked at are tables with figures under a header; a symbol is unknown where neither the paper's key nor the
    vocabulary gives it a meaning, a cell where no rule reads it.
    """
    key = find_key(leaves, vocabulary)
    found: dict[tuple[str, str], Unknown] = {}
    for leaf in leaves:
        for grid in leaf.elements:
            if isinstance(grid, Grid):
                laid = straightened(grid, vocabulary).grid if grid.engine == "text" else grid
                header = header_of(laid, vocabulary)
                for unknown in (*_headers(laid, header, vocabulary), *_cells(laid, header)):
                    found.setdefault((unknown.kind, unknown.text.casefold()), unknown)
                for cell in laid.cells:
                    marks = [m for m in cell.marks if m.shape is not None]
                    meant = key.score_of(cell, vocabulary) or key.trend_of(cell, vocabulary)
                    if marks and meant is None:
                        text = marks[0].text or marks[0].shape or ""
                        found.setdefault(("symbol", text), Unknown(kind="symbol", text=text, page=leaf.number))
    return list(found.values())


def _headers(grid: Grid, header: Header, vocabulary: Vocabulary) -> Iterator[Unknown]:
    if not header.rows or not _has_figures(grid, header.rows):
        return
    for cell in grid.cells:
        text = without_marks(cell.text)
        if cell.row < header.rows and text and role_of(text, vocabulary) is None and read_period(text) is None:
            yield Unknown(kind="header", text=text, page=grid.page)


def _cells(grid: Grid, header: Header) -> Iterator[Unknown]:
    cells = cell_map(grid)
    for n in header.all(*FIGURES[:3]):
        for r in range(header.rows, grid.rows):
            text = without_marks(cells[r, n].text) if (r, n) in cells else ""
            if text and len(text) < 60 and read_cell(text, kind="outturn")[0].status == "unreadable":
                yield Unknown(kind="cell", text=text, page=grid.page)


def _has_figures(grid: Grid, rows: int) -> bool:
    body = [c for c in grid.cells if c.row >= rows and c.text]
    figures = [c for c in body if read_cell(without_marks(c.text), kind="outturn")[0].value is not None]
    return len(figures) >= 2


def draft(unknown: Sequence[Unknown]) -> str:
    """A vocabulary file to fill in: every unknown header, to be moved to the role that it names."""
    headers = [u for u in unknown if u.kind == "header"]
    symbols = [u for u in unknown if u.kind == "symbol"]
    lines = ["# Move each phrase to the table that it belongs to, and leave out what means nothing.", "", "[columns]"]
    lines += [f'# "{u.text}" stands on page {u.page}' for u in headers]
    lines += (
        [f"{role} = []" for role in ("indicator", "outturn", "target", "benchmark", "score", "other")]
        if headers
        else []
    )
    if symbols:
        lines += ["", "[score_meanings]", *(f'# "{u.text}" stands on page {u.page}' for u in symbols)]
        lines += ["better = []", "within_tolerance = []", "worse = []"]
    return "\n".join(lines) + "\n"
