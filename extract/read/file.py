"""Open a file with the right reader."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import PdfminerException

from extract.read.annotations import with_annotations
from extract.read.drawn import drawn_marks
from extract.read.errors import BrokenPdf, UnknownKind
from extract.read.fonts import DOTS, contradicted
from extract.read.nameless import name_glyphs
from extract.read.pdf import digits_on, read_page
from extract.read.render import render_page
from extract.read.scans import MissingEngineError, read_pasted, read_scanned
from extract.read.shown import HiddenText, leave_out_hidden
from extract.read.skim import A_PICTURE, LITTLE_TEXT, Glance, skim
from extract.read.strokes import has_tints
from extract.read.text import read_text
from schemas.layout import Leaf, Page

SUFFIXES = (".pdf", ".txt", ".md")
"""The kinds of file that are read."""

SCAN_FONTS = ("glyphlessfont",)
"""Fonts in which OCR programs write their guess over a picture."""

FEW_SHOWN = 0.1
"""Letters that are shown, as a share of those that are not, up to which a page is a picture: a stamp, a page number."""

PASTED = (200.0, 60.0)
"""Points of the smallest picture that may be a table with rows."""
WHOLE = 0.8
"""A picture that covers this share of the page is the page …"""
STAMPED = 0.01
"""… where text covers no more than this; a page full of text has 0.1 and more."""
A_FEW = 0.1
"""The share of a page's figures that fonts may print which say others than they show: more, and its picture is read."""
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
        if _is_stamped_scan(page):
            return _scanned(path, page, seen, "the page is a picture with a line of text on it")
        marks = tuple(drawn_marks(page, path))
        fonts.look(page, path)
        picture = render_page(path, page.page_number, 1.0) if has_tints(page) else None
        found = read_page(page, fonts.distrusted, picture).model_copy(
            update={"text": glance.text, "remark": _with_hidden(glance.remark, hidden), "marks": marks}
        )
        lying = _lying_fonts(found)
        if lying:
            shown = _scanned(path, page, seen, f"its text is not what it shows: {lying}")
            return shown if shown.reader == "ocr" else found
        return _with_pasted(path, found, page.images)
    finally:
        page.close()


def _scanned(path: Path, page: pdfplumber.page.Page, seen: Page, why: str) -> Page:
    """The page as OCR reads it; unread, with what to type, where OCR is not installed."""
    try:
        return read_scanned(path, seen.model_copy(update={"remark": why}), page.images)
    except MissingEngineError as error:
        return seen.model_copy(update={"reader": "unread", "remark": f"{why}; {error}"})


def _with_pasted(path: Path, page: Page, images: Sequence[dict[str, Any]]) -> Page:
    """The page with the tables that were pasted into it as pictures, or why they were not read."""
    for picture in page.pictures:
        if picture.width < PASTED[0] or picture.height < PASTED[1]:
            continue
        inside = (w.box for w in page.words if picture.holds(*w.box.middle))
        if sum(b.width * b.height for b in inside) >= STAMPED * picture.width * picture.height:
            continue
        try:
            page = read_pasted(path, page, picture, images)
        except MissingEngineError as error:
            remark = f"{page.remark}; a picture on it was not read"
            return page.model_copy(update={"remark": remark, "unread": str(error)})
    return page


def _is_stamped_scan(page: pdfplumber.page.Page) -> bool:
    """Whether a page is one picture, on which the program that bound the pack printed a page number or a title."""
    area = float(page.width) * float(page.height)
    shown = max((float(i["width"]) * float(i["height"]) for i in page.images), default=0.0)
    text = sum(float(c["width"]) * float(c["height"]) for c in page.chars if not c["text"].isspace())
    return bool(shown >= WHOLE * area and text < STAMPED * area)


def _is_ocr_layer(page: pdfplumber.page.Page, hidden: HiddenText) -> bool:
    """Whether the page shows a picture, and no text but what an OCR program laid under or over it."""
    fonts = {(c.get("fontname") or "").lower() for c in page.chars}
    if fonts and all(any(f in font for f in SCAN_FONTS) for font in fonts):
        return True
    return len(hidden.text) >= LITTLE_TEXT and hidden.shown < FEW_SHOWN * len(hidden.text) and bool(page.images)


def _lying_fonts(page: Page) -> str:
    """What fonts say others than they show, where they print more than a few of a page's figures."""
    figures = [w for w in page.words if any(c.isdigit() for c in w.text)]
    doubted = [w.doubt for w in figures if w.doubt]
    return (doubted[0] or "") if len(doubted) > A_FEW * len(figures) else ""


def _with_hidden(remark: str, hidden: HiddenText) -> str:
    said = " ".join(hidden.text.split())
    return f'{remark}; left out, because no viewer shows it: "{said[:60]}"' if said else remark
