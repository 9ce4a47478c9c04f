"""The cell that a finding is about, cut out of its page with a little of what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw

from extract.show.page import SEVERITIES, rendered
from extract.warehouse import FindingDetail
from schemas.layout import Box

DOTS_PER_POINT = 2.5
BESIDE, ABOVE = 42.0, 16.0
"""Points of the page that are kept around a cell: a neighbour on each side, a line above and below."""


def crops(found: Sequence[FindingDetail], papers: Mapping[str, Path]) -> Iterator[tuple[FindingDetail, Image.Image]]:
    """A picture of each finding that has a place in a paper at hand; every page is drawn once.

    `papers` gives the file of each document id.
    """
    placed = sorted(
        (one for one in found if one.document_id in papers and one.page and box_of(one) is not None),
        key=lambda one: (one.document_id or "", one.page or 0),
    )
    for document_id, ones in groupby(placed, key=lambda one: one.document_id or ""):
        by_page = {page: list(members) for page, members in groupby(ones, key=lambda one: one.page or 0)}
        for page, picture in rendered(papers[document_id], by_page, DOTS_PER_POINT):
            yield from ((one, _cut(picture, one)) for one in by_page[page])


def box_of(one: FindingDetail) -> Box | None:
    """The place of a finding on its page, in points, if it has one."""
    if one.x0 is None or one.top is None or one.x1 is None or one.bottom is None:
        return None
    return Box(one.x0, one.top, one.x1, one.bottom)


def _cut(picture: Image.Image, one: FindingDetail) -> Image.Image:
    box = box_of(one)
    assert box is not None
    x0, top, x1, bottom = (DOTS_PER_POINT * edge for edge in box)
    beside, above = BESIDE * DOTS_PER_POINT, ABOVE * DOTS_PER_POINT
    left, upper = max(0, round(x0 - beside)), max(0, round(top - above))
    around = (left, upper, min(picture.width, round(x1 + beside)), min(picture.height, round(bottom + above)))
    crop = picture.crop(around)
    frame = (round(x0) - left, round(top) - upper, round(x1) - left, round(bottom) - upper)
    ImageDraw.Draw(crop).rectangle(frame, outline=SEVERITIES[one.severity], width=2)
    return crop
