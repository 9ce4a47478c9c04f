"""Make grids out of the rules of a page: ruled tables, with partial rules and merged cells.

Intersections and rectangles are found by pdfplumber's table functions; what they leave out is added here: frames that
the page leaves open, spans, and the positions that no rectangle covers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pdfplumber.table import edges_to_intersections, intersections_to_cells, merge_edges

from extract.tables.cells import JUDGES, fill_cell
from schemas.layout import Box, Cell, Grid, Page, Rule, Word, around, touching

SNAP = 3.0
"""Rules closer than this (points) are one: double rules, and a fill beside its border."""
JOIN = 3.0
"""A gap of this length (points) does not end a rule."""
CROSS = 3.0
"""A rule that stops this short (points) of another still meets it."""
TALLEST_HEADING = 40.0
"""A row without inner rules between two parts of a table is at most this tall (points): a heading, a short comment."""
MOST_OF_SIDE = 0.6
"""An outer side is drawn if rules run down this share of it."""
FEWEST_RULES = 3
"""So many horizontal rules of one width belong to a table; two may be lines across a page."""
SMALLEST_ROW = 4.0
"""Rows and columns thinner than this (points) are the two sides of one border."""

OVERHANG = 0.25
"""A word of which this share of its height lies in a table belongs to it; letters reach a rule, they do not cross it."""

Edge = dict[str, Any]


def ruled_grids(page: Page) -> list[Grid]:
    """The ruled tables of the page, top to bottom; boxes around a single cell are no tables."""
    edges = merge_edges([_edge(r) for r in _without_colours(page)], SNAP, SNAP, JOIN, JOIN)
    edges = [e for e in edges if max(e["x1"] - e["x0"], e["bottom"] - e["top"]) >= SMALLEST_ROW]
    grids = []
    for group in _stacked(_connected(edges)):
        closed = merge_edges([*group, *_open_sides(group)], SNAP, SNAP, JOIN, JOIN)
        cells = [Box(*c) for c in intersections_to_cells(edges_to_intersections(closed, CROSS, CROSS))]
        for table in touching([c for c in cells if min(c.width, c.height) >= SMALLEST_ROW]):
            grid = grid_of(table, page)
            if grid is not None:
                grids.append(grid)
    return sorted(_outermost(grids), key=lambda g: (g.box.top, g.box.x0) if g.box else (0.0, 0.0))


def _without_colours(page: Page) -> list[Rule]:
    """The rules, but for the sides of a score's colour that no other rule between columns stands beside."""
    colours = [f.box for f in page.fills if f.colour in JUDGES]
    upright = [r for r in page.rules if r.box.height > r.box.width]
    sides = [r for r in upright if any(_is_side(r.box, c) for c in colours)]
    lone = [r for r in sides if not any(_beside(r.box, o.box) for o in upright if o not in sides)]
    return [r for r in page.rules if r not in lone]


def _is_side(rule: Box, fill: Box) -> bool:
    at_side = min(abs(rule.x0 - fill.x0), abs(rule.x0 - fill.x1)) <= 1
    return at_side and rule.top >= fill.top - 1 and rule.bottom <= fill.bottom + 1


def _beside(rule: Box, other: Box) -> bool:
    return min(rule.bottom, other.bottom) - max(rule.top, other.top) > MOST_OF_SIDE * rule.height


def _edge(rule: Rule) -> Edge:
    box = rule.box
    flat = box.width >= box.height
    return {
        "object_type": "line", "orientation": "h" if flat else "v", "x0": box.x0, "x1": box.x1, "top": box.top,
        "bottom": box.bottom, "width": box.width, "height": box.height, "doctop": box.top,
    }  # fmt: skip


def _meet(a: Edge, b: Edge) -> bool:
    return bool(
        a["x0"] - CROSS <= b["x1"] and b["x0"] - CROSS <= a["x1"]
        and a["top"] - CROSS <= b["bottom"] and b["top"] - CROSS <= a["bottom"]
    )  # fmt: skip


def _connected(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Groups of edges that touch each other, directly or through others."""
    left = list(edges)
    groups = []
    while left:
        group, queue = [], [left.pop()]
        while queue:
            edge = queue.pop()
            group.append(edge)
            near = [e for e in left if _meet(edge, e)]
            left = [e for e in left if not any(e is n for n in near)]
            queue += near
        groups.append(group)
    return groups


def _stacked(groups: Sequence[list[Edge]]) -> list[list[Edge]]:
    """The groups, with those put together that are parts of one table above and below a row without inner rules.

    Such a row, a heading or a comment over all columns, stands between two rules as wide as the table; with an outer
    frame its sides would be drawn.
    """
    result: list[list[Edge]] = []
    for group in sorted(groups, key=lambda g: min(float(e["top"]) for e in g)):
        home = next((g for g in reversed(result) if _goes_on(g, group)), None)
        if home is None:
            result.append(list(group))
        else:
            home += group
    return result


def _goes_on(above: Sequence[Edge], below: Sequence[Edge]) -> bool:
    low = [e for e in above if e["orientation"] == "h"]
    high = [e for e in below if e["orientation"] == "h"]
    if not low or not high:
        return False
    white = min(e["top"] for e in below) - max(e["bottom"] for e in above)
    if not 0 < white <= TALLEST_HEADING or len(low) + len(high) < FEWEST_RULES:
        return False
    if any(
        abs(pick(e[end] for e in low) - pick(e[end] for e in high)) > SNAP for end, pick in (("x0", min), ("x1", max))
    ):
        return False
    if _framed(above) and _framed(below):
        return False
    few, many = sorted(({round(e["x0"]) for e in g if e["orientation"] == "v"} for g in (above, below)), key=len)
    return all(any(abs(x - y) <= 1 for y in many) for x in few)


def _framed(group: Sequence[Edge]) -> bool:
    """Whether a rule runs down most of the left or right side."""
    left, right = min(e["x0"] for e in group), max(e["x1"] for e in group)
    height = max(e["bottom"] for e in group) - min(e["top"] for e in group)
    sides = [e for e in group if e["orientation"] == "v" and not left + SNAP < e["x0"] < right - SNAP]
    return any(
        sum(e["height"] for e in sides if abs(e["x0"] - x) <= SNAP) > MOST_OF_SIDE * height for x in (left, right)
    )


def _open_sides(group: Sequence[Edge]) -> list[Edge]:
    """The outer sides that a table without a full frame leaves to the eye.

    Rules that end together at one height or one margin say where the table ends, and so does a rule between columns
    that runs on beyond the last rule between rows.  The group must have both directions, so that two lines above and
    below a page are no frame.
    """
    flat = [e for e in group if e["orientation"] == "h"]
    upright = [e for e in group if e["orientation"] == "v"]
    if len(flat) < 2 or not upright:
        return []
    sides = []
    for end in ("x0", "x1"):
        limit = min(e[end] for e in flat) if end == "x0" else max(e[end] for e in flat)
        ends = [e for e in flat if abs(e[end] - limit) <= SNAP]
        if len(ends) >= 2:
            sides.append(Box(limit, min(e["top"] for e in group), limit, max(e["bottom"] for e in group)))
    for end in ("top", "bottom"):
        limit = min(e[end] for e in upright) if end == "top" else max(e[end] for e in upright)
        beyond = min(abs(e["top"] - limit) for e in flat) > SMALLEST_ROW
        if beyond or len([e for e in upright if abs(e[end] - limit) <= SNAP]) >= 2:
            sides.append(Box(min(e["x0"] for e in flat), limit, max(e["x1"] for e in flat), limit))
    return [_edge(Rule(box=box, drawn="stroke")) for box in sides if max(box.width, box.height) > SNAP]


def _levels(values: Sequence[float]) -> list[float]:
    """Distinct coordinates; those closer than the thinnest row are one."""
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > SMALLEST_ROW:
            levels.append(value)
    return levels


def _position(levels: Sequence[float], value: float) -> int:
    return min(range(len(levels)), key=lambda n: abs(levels[n] - value))


def grid_of(boxes: Sequence[Box], page: Page) -> Grid | None:
    """The grid whose cells are these boxes, with the positions that none of them covers."""
    xs = _levels([x for b in boxes for x in (b.x0, b.x1)])
    ys = _levels([y for b in boxes for y in (b.top, b.bottom)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2:
        return None
    cells = []
    covered: set[tuple[int, int]] = set()
    for box in sorted(boxes, key=lambda b: (b.top, b.x0, b.width * b.height)):
        row, column = _position(ys, box.top), _position(xs, box.x0)
        below, beyond = _position(ys, box.bottom), _position(xs, box.x1)
        places = {(r, c) for r in range(row, below) for c in range(column, beyond)}
        if not places or places & covered:
            continue
        covered |= places
        cells.append(Cell(row=row, column=column, row_span=below - row, column_span=beyond - column, box=box))
    for r in range(rows):
        for c in range(columns):
            if (r, c) not in covered:
                cells.append(Cell(row=r, column=c, box=Box(xs[c], ys[r], xs[c + 1], ys[r + 1])))
    return with_words(_with_overhang(cells, rows, page), rows, columns, page, engine="ruled")


def _with_overhang(cells: Sequence[Cell], rows: int, page: Page) -> list[Cell]:
    """The cells, those of the first and last row as tall as their text: in a row too low for it a line juts out."""
    box = around([c.box for c in cells if c.box is not None])
    if page.reader != "vector":
        return list(cells)
    out = [w.box for w in page.words if not w.turned and not box.holds(*w.box.middle) and _juts_out(w.box, box)]
    top, bottom = min((b.top for b in out), default=box.top), max((b.bottom for b in out), default=box.bottom)
    top, bottom = min(top, box.top), max(bottom, box.bottom)
    return [
        c.model_copy(
            update={
                "box": c.box._replace(
                    top=top if c.row == 0 else c.box.top,
                    bottom=bottom if c.row + c.row_span == rows else c.box.bottom,
                )
            }
        )
        if c.box is not None
        else c
        for c in cells
    ]


def _juts_out(word: Box, box: Box) -> bool:
    """Whether the upper or lower rule of a table runs through a word of one of its cells."""
    within = min(word.bottom, box.bottom) - max(word.top, box.top)
    return box.x0 < word.x0 and word.x1 < box.x1 and within > OVERHANG * word.height


def with_words(cells: Sequence[Cell], rows: int, columns: int, page: Page, engine: str) -> Grid | None:
    """The grid with every word of its box in one cell or listed as left over; None where no word lies in it."""
    box = around([c.box for c in cells if c.box is not None])
    inside = [w for w in page.words if box.holds(*w.box.middle)]
    if not inside and not any(m.box and box.holds(*m.box.middle) for m in page.marks):
        return None
    placed: dict[int, list[Word]] = {n: [] for n in range(len(cells))}
    left_over = []
    for word in inside:
        home = next((n for n, c in enumerate(cells) if c.box is not None and c.box.holds(*word.box.middle)), None)
        if home is None:
            left_over.append(word.text)
        else:
            placed[home].append(word)
    filled = [fill_cell(c, placed[n], page) for n, c in enumerate(cells)]
    return Grid(
        page=page.number, box=box, rows=rows, columns=columns, engine=engine, left_over=tuple(left_over),
        cells=tuple(sorted(filled, key=lambda c: (c.row, c.column))),
    )  # fmt: skip


def _outermost(grids: Sequence[Grid]) -> list[Grid]:
    """Without the grids that lie wholly inside another: nested tables belong to the cell around them."""

    def inside(a: Grid, b: Grid) -> bool:
        return (
            a is not b and a.box is not None and b.box is not None
            and b.box.holds(a.box.x0, a.box.top, 1) and b.box.holds(a.box.x1, a.box.bottom, 1)
            and len(a.cells) < len(b.cells)
        )  # fmt: skip

    return [g for g in grids if not any(inside(g, other) for other in grids)]
