"""Prints a Flat ODT document through LibreOffice, and asks on which page its bookmarks came to stand."""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

INSTALL = (
    "sudo apt-get install --no-install-recommends"
    " libreoffice-writer fonts-liberation fonts-crosextra-carlito fonts-dejavu"
)
MOMENT = b"D:20240401090000Z"


def available() -> bool:
    """Whether LibreOffice is installed."""
    return shutil.which("soffice") is not None


def render(source: str, name: str, *, destinations: bool) -> bytes:
    """The PDF of a Flat ODT document; with `destinations`, its bookmarks are named destinations."""
    options = '{"UseTaggedPDF":{"type":"boolean","value":"false"},"ExportBookmarks":{"type":"boolean","value":"false"}'
    if destinations:
        options += ',"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}'
    options += "}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.fodt"
        path.write_text(source, encoding="utf-8")
        command = [
            "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
            "--convert-to", f"pdf:writer_pdf_Export:{options}", "--outdir", folder, str(path),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        made = path.with_suffix(".pdf")
        if not made.exists():
            raise RuntimeError(f"LibreOffice made no PDF of {name}: {done.stderr.strip() or done.stdout.strip()}")
        return undated(made.read_bytes())


def undated(pdf: bytes) -> bytes:
    """The same file with a fixed date and identity, so that the same pages give the same bytes."""
    pdf = re.sub(
        rb"/CreationDate\(([^)]*)\)",
        lambda m: b"/CreationDate(" + MOMENT.ljust(len(m[1]), b" ")[: len(m[1])] + b")",
        pdf,
    )
    pdf = re.sub(
        rb"/ID \[ <[0-9A-F]{32}>\s*<[0-9A-F]{32}> \]",
        lambda m: re.sub(rb"[0-9A-F]", b"0", m[0]).replace(b"/I0", b"/ID"),
        pdf,
    )
    return re.sub(rb"/DocChecksum /[0-9A-F]{32}", b"/DocChecksum /" + b"0" * 32, pdf)


def places(pdf: bytes) -> dict[str, int]:
    """Bookmark to page, counted from 1."""
    document = pypdfium2.PdfDocument(pdf)
    found = {}
    for i in range(raw.FPDF_CountNamedDests(document.raw)):
        size = ctypes.c_long(0)
        raw.FPDF_GetNamedDest(document.raw, i, None, size)
        buffer = ctypes.create_string_buffer(size.value)
        dest = raw.FPDF_GetNamedDest(document.raw, i, buffer, size)
        if dest:
            key = buffer.raw[: size.value].decode("utf-16-le").rstrip("\0")
            found[key] = raw.FPDFDest_GetDestPageIndex(document.raw, dest) + 1
    document.close()
    return found


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    return count
