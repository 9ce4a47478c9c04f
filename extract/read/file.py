"""Open a file with the right reader."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import PdfminerException

from extract.read.drawn import drawn_marks
from extract.read.engine import MissingEngineError
from extract.read.errors import BrokenPdf, UnknownKind
from extract.read.pdf import read_page
from extract.read.scanned import read_scanned
from extract.read.skim import A_PICTURE, LITTLE_TEXT, Glance, skim
from extract.read.text import read_text
from schemas.layout import Leaf, Page

SUFFIXES = (".pdf", ".txt", ".md")
"""The kinds of file that are read."""

SCAN_FONTS = ("glyphlessfont",)
"""Fonts in which OCR programs write their guess over a picture."""


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
    glances = skim(path)
    try:
        with pdfplumber.open(path) as pdf:
            for glance in glances:
                yield _page(pdf, glance, path)
    except (PDFSyntaxError, PdfminerException) as error:
        raise BrokenPdf(path, str(error)) from error


def _page(pdf: pdfplumber.PDF, glance: Glance, path: Path) -> Page:
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
        if _is_ocr_layer(page):
            return _scanned(path, page, seen, "the text is what an OCR program guessed from the picture of the page")
        marks = tuple(drawn_marks(page, path))
        return read_page(page).model_copy(update={"text": glance.text, "remark": glance.remark, "marks": marks})
    finally:
        page.close()


def _scanned(path: Path, page: pdfplumber.page.Page, seen: Page, why: str) -> Page:
    """The page as OCR reads it; unread, with what to type, where OCR is not installed."""
    try:
        return read_scanned(path, seen.model_copy(update={"remark": why}), page.images)
    except MissingEngineError as error:
        return seen.model_copy(update={"reader": "unread", "remark": f"{why}; {error}"})


def _is_ocr_layer(page: pdfplumber.page.Page) -> bool:
    fonts = {(c.get("fontname") or "").lower() for c in page.chars}
    return bool(fonts) and all(any(f in font for f in SCAN_FONTS) for font in fonts)
