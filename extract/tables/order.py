"""Put what a page shows into the order in which a person reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from schemas.layout import Block, Box, Element

NARROWEST_GUTTER = 6.0
"""Points of white that part two columns."""

Placed = tuple[Box, Element]


def in_reading_order(elements: Sequence[Element]) -> list[Element]:
    """Elements with a box, cut recursively: across the page first, then into columns (the XY-cut of Nagy and Seth)."""
    placed = [(e.box, e) for e in elements if e.box is not None]
    return [e for _, e in _cut(placed)]


def _cut(items: Sequence[Placed]) -> list[Placed]:
    if len(items) < 2:
        return list(items)
    runs = _rejoin_columns(_split(items, lambda b: (b.top, b.bottom), 0.0))
    if len(runs) > 1:
        return [item for run in runs for item in _cut(run)]
    columns = _split(items, lambda b: (b.x0, b.x1), NARROWEST_GUTTER)
    if len(columns) > 1:
        return [item for column in columns for item in _cut(column)]
    return sorted(items, key=lambda item: (item[0].top, item[0].x0))


def _split(items: Sequence[Placed], extent: Callable[[Box], tuple[float, float]], gap: float) -> list[list[Placed]]:
    groups: list[list[Placed]] = []
    reach = 0.0
    for item in sorted(items, key=lambda i: extent(i[0])):
        start, end = extent(item[0])
        if groups and start < reach + gap - 0.01:
            groups[-1].append(item)
            reach = max(reach, end)
        else:
            groups.append([item])
            reach = end
    return groups


def _rejoin_columns(bands: Sequence[list[Placed]]) -> list[list[Placed]]:
    """Neighbouring bands that are rows of the same two columns, taken together so that each column is read down.

    A band of one wide element ends a run; so does any element that crosses the gutter.  Columns are told from the
    cells of a table by the text that each of them holds.
    """
    runs: list[list[list[Placed]]] = []
    for band in bands:
        if runs and _same_gutter(_flat(runs[-1]), band):
            runs[-1].append(band)
        else:
            runs.append([band])
    joined: list[list[Placed]] = []
    for run in runs:
        columns = _split(_flat(run), lambda b: (b.x0, b.x1), NARROWEST_GUTTER)
        joined += [_flat(run)] if all(_long_text(part) for part in columns) else run
    return joined


def _flat(run: Sequence[list[Placed]]) -> list[Placed]:
    return [item for band in run for item in band]


def _same_gutter(above: Sequence[Placed], below: Sequence[Placed]) -> bool:
    parts = _split(above, lambda b: (b.x0, b.x1), NARROWEST_GUTTER)
    joined = _split([*above, *below], lambda b: (b.x0, b.x1), NARROWEST_GUTTER)
    return 1 < len(parts) <= len(joined)


def _long_text(part: Sequence[Placed]) -> bool:
    return any(isinstance(e, Block) and len(e.text) > 60 for _, e in part)
