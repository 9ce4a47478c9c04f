"""Look over every page quickly with pypdfium2, and say which pages deserve the slow tools.

It may only err on the side of reading too much: a page is passed over only if neither it nor a neighbour shows a
figure, a ruled area or a picture of text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from extract.read.errors import BrokenPdf, LockedPdf
from extract.read.language import is_language

FIGURE = re.compile(
    r"\d\s?%|£\s?\d|\d\.\d|\b\d{1,3}(?:,\d{3})+\b|\bQ(?:tr)?\.?\s?[1-4]\b|\bquarter [1-4]\b", re.IGNORECASE
)
"""What a performance figure looks like, in any form."""
WORDS = re.compile(r"\b(?:indicator|outturn|scorecard|target|KPI|PI\.\d|\(Pages? \d)", re.IGNORECASE)
FEWEST_PATHS = 6
"""A ruled table draws at least this many paths; a heading's underline and a logo's frame fewer."""
LITTLE_TEXT = 25
"""A page with fewer characters than this has no usable text layer."""
A_PICTURE = 0.02
"""A picture that covers less of the page is a logo or an icon."""
FEWEST_UNNAMED = 5
"""So many pieces of text that give no character."""
MANY_PATHS = 150
"""Some letters of a text that was turned into outlines."""
LARGE_PICTURE = 0.25
"""A picture that covers this share of the page may be a picture of a table."""
FRONT_PAGES = 2
"""The first pages say whose meeting it was, and when."""
DEEPEST = 3
"""How deep forms within forms are counted."""


class Glance(NamedTuple):
    """What the fast pass saw of a page."""

    number: int
    text: str
    paths: int
    picture: float
    wanted: bool
    remark: str
    broken: str = ""
    """Why the text cannot be what the page shows; empty where it may be."""


def opened(path: Path) -> pypdfium2.PdfDocument:
    """The opened file; raises `BrokenPdf` or `LockedPdf`."""
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise LockedPdf(path) from error
        raise BrokenPdf(path, str(error)) from error


def skim(path: Path) -> list[Glance]:
    """A glance at every page; raises `BrokenPdf` or `LockedPdf`."""
    document = opened(path)
    try:
        return _with_neighbours([_glance(document, n) for n in range(len(document))])
    finally:
        document.close()


def _glance(document: pypdfium2.PdfDocument, index: int) -> Glance:
    page = document[index]
    try:
        textpage = page.get_textpage()
        text = textpage.get_text_bounded() or ""
        textpage.close()
        width, height = page.get_size()
        paths, letters, picture = 0, 0, 0.0
        for thing in page.get_objects(max_depth=DEEPEST):
            if thing.type == raw.FPDF_PAGEOBJ_PATH:
                paths += 1
            elif thing.type == raw.FPDF_PAGEOBJ_TEXT:
                letters += 1
            elif thing.type == raw.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = thing.get_bounds()
                picture = max(picture, (right - left) * (top - bottom) / (width * height or 1))
        broken = _broken(text, letters, paths, picture)
        reason = broken or ("a front page" if index < FRONT_PAGES else _reason(text, paths, picture))
        nothing = "no figure, no ruled area, no large picture"
        return Glance(index + 1, text, paths, picture, bool(reason), reason or nothing, broken)
    finally:
        page.close()


def _broken(text: str, letters: int, paths: int, picture: float) -> str:
    if not is_language(text):
        return "its text is no language: a font does not say which characters it shows"
    if len(text.strip()) >= LITTLE_TEXT or picture > A_PICTURE:
        return ""
    if letters >= FEWEST_UNNAMED:
        return "it shows letters but has hardly any text: a font does not say which characters it shows"
    return "it has hardly any text but many shapes: its letters may be drawn" if paths >= MANY_PATHS else ""


def _reason(text: str, paths: int, picture: float) -> str:
    if len(text.strip()) < LITTLE_TEXT:
        return "hardly any text" if picture > A_PICTURE or paths >= FEWEST_PATHS or not text.strip() else ""
    if WORDS.search(text):
        return "words of performance reports"
    if FIGURE.search(text):
        return "figures"
    if paths >= FEWEST_PATHS:
        return "ruled areas"
    return "a large picture" if picture >= LARGE_PICTURE else ""


def _with_neighbours(glances: Sequence[Glance]) -> list[Glance]:
    wanted = {g.number for g in glances if g.wanted}
    return [
        g
        if g.wanted or not wanted & {g.number - 1, g.number + 1}
        else g._replace(wanted=True, remark="beside a page that is read")
        for g in glances
    ]
