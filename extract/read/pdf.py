"""Read one PDF page with pdfplumber: its words, rules, fills and pictures as a `Page`."""

from __future__ import annotations

from collections.abc import Mapping

from pdfplumber.page import Page as PlumberPage

from extract.read.displayed import box_of, displayed, is_visible
from extract.read.fonts import SMALLEST, Digit
from extract.read.letters import DIGITS, NONE, turn_of, without_shadows, words_on
from extract.read.pixels import Pixels
from extract.read.strokes import coloured, fills_on, rules_on
from schemas.layout import Page


def read_page(plumber: PlumberPage, distrusted: Mapping[str, str] = NONE, picture: Pixels | None = None) -> Page:
    """Everything on the page that tables and paragraphs are made of; the caller closes the page.

    `distrusted` are fonts whose digits look like others, with what they look like.  The picture of the page, a pixel
    a point, says the colours of tints and patterns: see `has_tints`.
    """
    page = displayed(plumber)
    if picture is not None:
        page = page._replace(rects=[coloured(r, picture) for r in page.rects])
    chars = without_shadows([c for c in page.chars if is_visible(c, page)])
    rules = tuple(rules_on(page))
    uprights = [r.box for r in rules if r.box.width < r.box.height and r.drawn == "stroke"]
    return Page(
        number=plumber.page_number,
        width=page.width,
        height=page.height,
        words=tuple(words_on(chars, uprights, distrusted)),
        rules=rules,
        fills=tuple(fills_on(page)),
        pictures=tuple(box_of(i) for i in page.images if i["x1"] > i["x0"] and i["bottom"] > i["top"]),
    )


def digits_on(plumber: PlumberPage) -> list[Digit]:
    """The upright digits of the page, each with the font that says so."""
    return [
        Digit(char["fontname"], char["text"], box_of(char))
        for char in displayed(plumber).chars
        if char["text"] in DIGITS and char["size"] >= SMALLEST and turn_of(char) == 0
    ]
