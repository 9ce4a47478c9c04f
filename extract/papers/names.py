"""Take a printed name apart: code, label, and what slipped into its cell."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.indicators import split_code

NOTE_MARKS = re.compile(
    r"(?<=[\w)%.])\s?[*†‡]+(?=\s|$)|(?:(?<=[A-Za-z]{3})|(?<=[)%.]))[¹²³⁰⁴-⁹]+(?=\s|$)|\s?\[\d{1,2}\]$"
)
"""Asterisks, raised numbers and numbers in square brackets behind a name point to a note; m² is a part of one."""


class Name(NamedTuple):
    """A printed name, taken apart; `doubt` is why it may be another indicator's, `unclear` what of it was hard to read."""

    code: str | None
    label: str
    group: str | None
    doubt: str | None = None
    unclear: str | None = None


def clean_label(text: str) -> str:
    """A name as printed, without the marks that point to notes, white space folded."""
    return " ".join(NOTE_MARKS.sub("", text).split())


def split_name(text: str, prefixes: frozenset[str], *, lost_cells: bool) -> Name:
    """Code and label; in texts that lost their cells, a group's label before the code, or several names in one."""
    code, label = split_code(text, prefixes)
    found = [(code, 0)] if code else []
    if lost_cells:
        starts = [m.start() for m in re.finditer(r"(?<=\s)\S", text)]
        prefix = {(code or "").split(".")[0]} if code else None
        for start in starts:
            inner, _ = split_code(text[start:], prefixes)
            if inner and "." in inner and (prefix is None or inner.split(".")[0] in prefix):
                found.append((inner, start))
    if len(found) > 1:
        return Name(found[0][0], clean_label(label), None, "several indicators stand in one cell")
    if found and found[0][1]:
        start = found[0][1]
        code, label = split_code(text[start:], prefixes)
        return Name(code, clean_label(label), text[:start].strip())
    return Name(code, clean_label(label), None)
