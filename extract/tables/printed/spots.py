"""Give the cells of a table of printed cells their rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.tables.printed.chunks import Chunk, Row, beside, over, row_box
from extract.tables.printed.columns import Column, place_of
from schemas.layout import Word

REACHES_OVER = "it reaches into the next column: what stands there may be a part of it"


class Spot(NamedTuple):
    """A cell before it has a box: its rows and columns, both ends included."""

    top: int
    bottom: int
    first: int
    last: int
    words: tuple[Word, ...]
    doubt: str = ""


def single(spots: Sequence[Spot]) -> list[Spot]:
    """Spots that would overlap, as one."""
    result: list[Spot] = []
    for spot in sorted(spots, key=lambda s: (s.top, s.first)):
        hit = next(
            (
                n
                for n, o in enumerate(result)
                if o.first <= spot.last and spot.first <= o.last and o.top <= spot.bottom and spot.top <= o.bottom
            ),
            None,
        )
        if hit is None:
            result.append(spot)
        else:
            o = result[hit]
            result[hit] = Spot(
                min(o.top, spot.top), max(o.bottom, spot.bottom), min(o.first, spot.first), max(o.last, spot.last),
                o.words + spot.words, o.doubt or spot.doubt or "two cells stand in one place",
            )  # fmt: skip
    return result


def body_spots(
    body: Sequence[Row], tall: Sequence[Chunk], columns: Sequence[Column], edges: Sequence[float], start: int
) -> list[Spot]:
    """The cells below the header, each in its row or, merged, in several."""
    spots = []
    figures = [_holds_figures(c, body) for c in columns]
    lasts = len(columns) - 1
    for n, row in enumerate(body, start):
        if len(row) == 1:
            a, b = place_of(row[0], columns, edges)
            spots.append(Spot(n, n, a, lasts if not row[0].value else b, row[0].words))
            continue
        for chunk in row:
            a, b = place_of(chunk, columns, edges)
            reaches = b > a and not figures[a] and not chunk.value
            spots.append(Spot(n, n, a, b, chunk.words, REACHES_OVER if reaches else ""))
    centred = _centred(body, tall)
    for k, chunk in enumerate(tall):
        a, b = place_of(chunk, columns, edges)
        rows = centred[k] if centred else [n for n, row in enumerate(body) if _reaches(chunk, row)]
        if rows:
            spots.append(Spot(start + rows[0], start + rows[-1], a, b, chunk.words))
    return single(spots)


def _holds_figures(column: Column, body: Sequence[Row]) -> bool:
    """Whether most cells of a column are figures or stand in the place of one."""
    own = [c for row in body if len(row) > 1 for c in row if column.under(c.box)]
    return 2 * sum(c.value for c in own) > len(own)


def _centred(body: Sequence[Row], tall: Sequence[Chunk]) -> list[list[int]]:
    """The rows of each of the merged cells that take up a column of their own, if all stand in the middle of theirs."""
    if not tall or any(over(a.box, c.box) for a in tall for row in body for c in row if len(row) > 1):
        return []
    boxes = [row_box(row) for row in body]
    parts: list[list[int]] = []
    for chunk in tall:
        first = parts[-1][-1] + 1 if parts else 0
        middle = chunk.box.middle[1]
        fits = [
            (abs((boxes[first].top + boxes[last].bottom) / 2 - middle), last)
            for last in range(first, len(body))
            if boxes[last].bottom > middle
        ]
        if not fits or min(fits)[0] > chunk.size:
            return []
        parts.append(list(range(first, min(fits)[1] + 1)))
    return parts if parts[-1][-1] == len(body) - 1 else []


def spread(spots: Sequence[Spot], head_rows: int) -> list[Spot]:
    """Doubts of a name passed on to all figures of its row, those of a header to its columns."""
    doubtful = [s for s in spots if s.doubt]
    result = []
    for spot in spots:
        hit = next(
            (
                d
                for d in doubtful
                if (d.first <= spot.last and spot.first <= d.last)
                if d.top < head_rows or (d.top <= spot.bottom and spot.top <= d.bottom)
            ),
            None,
        ) or next((d for d in doubtful if head_rows <= d.top <= spot.bottom and spot.top <= d.bottom), None)
        result.append(spot._replace(doubt=spot.doubt or hit.doubt) if hit else spot)
    return result


def _reaches(chunk: Chunk, row: Row) -> bool:
    """Whether a cell merged over rows reaches a row: it stands beside it, or between it and the next."""
    box = row_box(row)
    near = max(0.3 * chunk.size, 0.3 * box.height)
    return any(beside(chunk.box, c.box) for c in row) or (
        chunk.box.height < 1.6 * chunk.size
        and (abs(chunk.box.top - box.bottom) < near or abs(chunk.box.bottom - box.top) < near)
    )
