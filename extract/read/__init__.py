"""The step from a file to its pages.

In: the path of a PDF, or of the text of one.  Out: one `Page` after another (words, rules, fills, pictures, with boxes
in points; pages that the fast pass found to hold nothing have only their text), or for a text a `Leaf` at once.

`file` chooses the reader: `text`; `skim` for pages that hold nothing; `pdf`, after `shown` has left out what no viewer
shows, by `letters` and `strokes`; or the folder `scans` for pictures.  Symbols without a name in any font are told by
their `shape`.
"""

from extract.read.errors import BrokenPdf, CannotRead, LockedPdf, UnknownKind
from extract.read.file import SUFFIXES, fingerprint, is_text, read_pages, read_text_file
from extract.read.symbols import marks_in, marks_in_text, shape_of, without_marks

__all__ = [
    "SUFFIXES",
    "BrokenPdf",
    "CannotRead",
    "LockedPdf",
    "UnknownKind",
    "fingerprint",
    "is_text",
    "marks_in",
    "marks_in_text",
    "read_pages",
    "read_text_file",
    "shape_of",
    "without_marks",
]
