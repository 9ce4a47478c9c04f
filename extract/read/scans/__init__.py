"""The step from the picture of a page to the page.

In: the path of a file and a page that is a picture, or has one on it.  Out: the page with what OCR read; `scanned`
renders and remembers, `scan` reads, and the others find what it reads: lines, cells, ink, symbols, text.
"""

from extract.read.scans.engine import MissingEngineError
from extract.read.scans.scanned import read_pasted, read_scanned

__all__ = ["MissingEngineError", "read_pasted", "read_scanned"]
