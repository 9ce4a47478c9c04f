"""Open a file with the right reader."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import PdfminerException

from extract.read.annotations import with_annotations
from extract.read.drawn import drawn_marks
from extract.read.engine import MissingEngineError
from extract.read.errors import BrokenPdf, UnknownKind
from extract.read.fonts import DOTS, contradicted
from extract.read.nameless import name_glyphs
from extract.read.pdf import digits_on, has_tints, read_page
from extract.read.render import render_page
from extract.read.scanned import read_scanned
from extract.read.shown import HiddenText, leave_out_hidden
from extract.read.skim import A_PICTURE, LITTLE_TEXT, Glance, skim
from extract.read.text import read_text
from schemas.layout import Leaf, Page

SUFFIXES = (".pdf", ".txt", ".md")
"""The kinds of file that are read."""

SCAN_FONTS = ("glyphlessfont",)
"""Fonts in which OCR programs write their guess over a picture."""

FEW_SHOWN = 0.1
"""Letters that are shown, as a share of those that are not, up to which a page is a picture: a stamp, a page number."""

FILLED = "with what its form fields and notes show"


def fingerprint(path: Path) -> str:
    """SHA-256 of a file's bytes, lower-case hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_text(path: Path) -> bool:
    """Whether a file is the text of a paper rather than the paper."""
    return path.suffix.lower() in SUFFIXES[1:]


def read_text_file(path: Path) -> Leaf:
    """The text of a paper as one leaf."""
    return read_text(path.read_text(encoding="utf-8", errors="replace"))


def read_pages(path: Path) -> Iterator[Page]:
    """Every page of a PDF in order, each closed before the next; raises a `CannotRead` that says what to do."""
    if path.suffix.lower() != ".pdf":
        raise UnknownKind(path)
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    fonts = _Fonts()
    try:
        with with_annotations(path) as (shown, filled), pdfplumber.open(shown) as pdf:
            for glance in skim(shown):
                page = _page(pdf, glance, shown, fonts)
                yield page.model_copy(update={"remark": f"{page.remark}; {FILLED}"}) if page.number in filled else page
    except (PDFSyntaxError, PdfminerException) as error:
        raise BrokenPdf(path, str(error)) from error


class _Fonts:
    """The fonts of a file: which of their digits were looked at, and which fonts say others than they show."""

    def __init__(self) -> None:
        self.looked: set[tuple[str, str]] = set()
        self.distrusted: dict[str, str] = {}

    def look(self, page: pdfplumber.page.Page, path: Path) -> None:
        """Look at the digits that were not met before; the page is drawn only where there are any."""
        fresh = [d for d in digits_on(page) if (d.font, d.says) not in self.looked]
        if fresh:
            self.distrusted |= contradicted(fresh, render_page(path, page.page_number, DOTS), DOTS)
            self.looked |= {(d.font, d.says) for d in fresh}


def _page(pdf: pdfplumber.PDF, glance: Glance, path: Path, fonts: _Fonts) -> Page:
    page = pdf.pages[glance.number - 1]
    seen = Page(
        number=glance.number, width=float(page.width), height=float(page.height), text=glance.text, remark=glance.remark
    )
    try:
        if not glance.wanted:
            return seen.model_copy(update={"reader": "skimmed"})
        if len(glance.text.strip()) < LITTLE_TEXT and glance.picture > A_PICTURE:
            return _scanned(path, page, seen, "the page is a picture without text")
        if glance.broken:
            return _scanned(path, page, seen, glance.broken)
        hidden = leave_out_hidden(page)
        if _is_ocr_layer(page, hidden):
            return _scanned(path, page, seen, "the text is what an OCR program guessed from the picture of the page")
        name_glyphs(page, path)
        marks = tuple(drawn_marks(page, path))
        fonts.look(page, path)
        picture = render_page(path, page.page_number, 1.0) if has_tints(page) else None
        return read_page(page, fonts.distrusted, picture).model_copy(
            update={"text": glance.text, "remark": _with_hidden(glance.remark, hidden), "marks": marks}
        )
    finally:
        page.close()


def _scanned(path: Path, page: pdfplumber.page.Page, seen: Page, why: str) -> Page:
    """The page as OCR reads it; unread, with what to type, where OCR is not installed."""
    try:
        return read_scanned(path, seen.model_copy(update={"remark": why}), page.images)
    except MissingEngineError as error:
        return seen.model_copy(update={"reader": "unread", "remark": f"{why}; {error}"})


def _is_ocr_layer(page: pdfplumber.page.Page, hidden: HiddenText) -> bool:
    """Whether the page shows a picture, and no text but what an OCR program laid under or over it."""
    fonts = {(c.get("fontname") or "").lower() for c in page.chars}
    if fonts and all(any(f in font for f in SCAN_FONTS) for font in fonts):
        return True
    return len(hidden.text) >= LITTLE_TEXT and hidden.shown < FEW_SHOWN * len(hidden.text) and bool(page.images)


def _with_hidden(remark: str, hidden: HiddenText) -> str:
    said = " ".join(hidden.text.split())
    return f'{remark}; left out, because no viewer shows it: "{said[:60]}"' if said else remark
