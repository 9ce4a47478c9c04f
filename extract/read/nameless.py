"""Name the glyphs of symbol fonts that no table knows by what they look like.

A font may give its symbols codes of its own ("private use"): the text then says U+F06C, the page shows ●.
"""

from __future__ import annotations

from pathlib import Path

from pdfplumber.page import Page as PlumberPage

from extract.read.glyphs import UNKNOWN, seen_as
from extract.read.render import render_page
from extract.read.shape import marks_on
from extract.read.symbols import char_of
from schemas.layout import Box

PRIVATE_USE = range(0xE000, 0xF900)
DOTS = 400
"""Dots an inch at which a glyph is looked at."""


def name_glyphs(page: PlumberPage, path: Path) -> None:
    """Give nameless glyphs on a page the character of the symbol that they clearly show; others keep their code.

    The page is drawn only where it has one; each glyph of a font is looked at once.
    """
    nameless = [c for c in page.chars if _is_nameless(c["text"], c.get("fontname") or "")]
    if not nameless:
        return
    picture = render_page(path, page.page_number, DOTS / 72, rules=False)
    names: dict[tuple[str, str], str] = {}
    for char in nameless:
        glyph = (char.get("fontname") or "", char["text"])
        if glyph not in names:
            box = Box(float(char["x0"]), float(char["top"]), float(char["x1"]), float(char["bottom"]))
            shape = next((mark.shape for mark in marks_on(picture, [box], "glyph", DOTS / 72)), None)
            names[glyph] = char_of(shape) if shape is not None else char["text"]
        char["text"] = names[glyph]


def _is_nameless(text: str, font: str) -> bool:
    seen = seen_as(text, font)
    return seen == UNKNOWN or (len(seen) == 1 and ord(seen) in PRIVATE_USE)
