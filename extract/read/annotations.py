"""Draw form fields and typed notes into the page, so that the figures in them are read like all others.

A filled-in form, a text box or a stamp is no part of the page's content, and yet everybody sees it.  Highlights,
strokes and sticky notes are left out: they are what a reader added.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from extract.read.skim import opened

TYPED = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP)
"""Kinds of annotation that show text of their own."""


@contextmanager
def with_annotations(path: Path) -> Iterator[tuple[Path, frozenset[int]]]:
    """The file as it is shown, and the pages that have fields or notes; the file itself where there are none.

    Raises `BrokenPdf` or `LockedPdf`.
    """
    document = opened(path)
    try:
        pages = frozenset(n for n in range(1, len(document) + 1) if _flattened(document, n))
        if not pages:
            yield path, pages
            return
        with tempfile.TemporaryDirectory() as folder:
            shown = Path(folder) / "shown.pdf"
            document.save(shown, flags=raw.FPDF_REMOVE_SECURITY)
            yield shown, pages
    finally:
        document.close()


def _flattened(document: pypdfium2.PdfDocument, number: int) -> bool:
    """Whether the page has typed annotations, which are then drawn into it."""
    page = document[number - 1]
    try:
        kinds = [_kind(page, n) for n in range(raw.FPDFPage_GetAnnotCount(page))]
        if not any(kind in TYPED for kind in kinds):
            return False
        for n in reversed(range(len(kinds))):
            if kinds[n] not in TYPED:
                raw.FPDFPage_RemoveAnnot(page, n)
        return bool(raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS)
    finally:
        page.close()


def _kind(page: pypdfium2.PdfPage, index: int) -> int:
    annotation = raw.FPDFPage_GetAnnot(page, index)
    kind = int(raw.FPDFAnnot_GetSubtype(annotation))
    raw.FPDFPage_CloseAnnot(annotation)
    return kind
