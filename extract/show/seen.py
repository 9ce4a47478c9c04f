"""Put together what was seen on each page of a paper: the tables as read, the figures and findings as loaded."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from extract.show.crops import box_of
from extract.show.page import SeenColumn, SeenDoubt, SeenFigure, SeenPage, SeenTable
from extract.warehouse import DrawnFigure, DrawnTable, FindingDetail, drawn_figures, drawn_tables, findings
from schemas.layout import Box, Grid, Leaf

SAME_PLACE = 3.0
"""Two boxes whose corners are this close (points) are one table."""


def seen_pages(con: DuckDBPyConnection, document_id: str, name: str, leaves: Sequence[Leaf]) -> list[SeenPage]:
    """What was seen on each page of a loaded paper."""
    figures, tables = drawn_figures(con, document_id), drawn_tables(con, document_id)
    doubts = findings(con, paper=document_id)
    return [
        SeenPage(
            name=name,
            number=leaf.number,
            tables=_tables(
                [grid for grid in leaf.elements if isinstance(grid, Grid)],
                [table for table in tables if table.page == leaf.number],
                [figure for figure in figures if figure.page == leaf.number],
            ),
            figures=_figures([figure for figure in figures if figure.page == leaf.number]),
            doubts=_doubts([doubt for doubt in doubts if doubt.page == leaf.number]),
        )
        for leaf in leaves
        if leaf.number is not None
    ]


def worth_drawing(pages: Sequence[SeenPage]) -> list[SeenPage]:
    """The pages with a table that was read or not understood, or with something doubtful."""
    return [page for page in pages if page.doubts or any(table.verdict != "set_aside" for table in page.tables)]


def _tables(
    grids: Sequence[Grid], tables: Sequence[DrawnTable], figures: Sequence[DrawnFigure]
) -> tuple[SeenTable, ...]:
    seen = []
    for table in tables:
        box = Box(table.x0, table.top, table.x1, table.bottom)
        grid = next((one for one in grids if one.box is not None and _close(one.box, box)), None)
        cells = tuple(cell.box for cell in grid.cells if cell.box is not None) if grid else ()
        columns = _columns(grid, figures, (table.meanings or "").split(" | ")) if grid and table.meanings else ()
        seen.append(SeenTable(box, table.verdict, table.reason, cells, columns))
    return tuple(seen)


def _columns(grid: Grid, figures: Sequence[DrawnFigure], meanings: Sequence[str]) -> tuple[SeenColumn, ...]:
    """What each column means: what most of its figures were taken for, else what its header says."""
    taken: dict[int, Counter[str]] = defaultdict(Counter)
    for figure in figures:
        column = next((n for n, (x0, x1) in _edges(grid).items() if x0 <= (figure.x0 + figure.x1) / 2 <= x1), None)
        inside = grid.box is not None and grid.box.holds((figure.x0 + figure.x1) / 2, (figure.top + figure.bottom) / 2)
        if column is not None and inside:
            period = figure.period if figure.measure != "benchmark" else None
            taken[column][" ".join(part for part in (figure.measure, period) if part)] += 1
    return tuple(
        SeenColumn(x0, x1, taken[n].most_common(1)[0][0] if taken[n] else meanings[n])
        for n, (x0, x1) in _edges(grid).items()
        if taken[n] or n < len(meanings)
    )


def _edges(grid: Grid) -> dict[int, tuple[float, float]]:
    """Left and right edge of each column that has a cell of its own."""
    edges: dict[int, tuple[float, float]] = {}
    for cell in grid.cells:
        if cell.column_span == 1 and cell.box is not None:
            edges.setdefault(cell.column, (cell.box.x0, cell.box.x1))
    return dict(sorted(edges.items()))


def _figures(figures: Sequence[DrawnFigure]) -> tuple[SeenFigure, ...]:
    """Each cell once, however many readings it gave."""
    kinds = {
        Box(f.x0, f.top, f.x1, f.bottom): f.measure if f.value is not None else "no figure" for f in reversed(figures)
    }
    return tuple(SeenFigure(box, kind) for box, kind in kinds.items())


def _doubts(found: Sequence[FindingDetail]) -> tuple[SeenDoubt, ...]:
    return tuple(SeenDoubt(box_of(one), one.severity, one.message, one.suggestion) for one in found)


def _close(a: Box, b: Box) -> bool:
    return all(abs(p - q) <= SAME_PLACE for p, q in zip(a, b, strict=True))
