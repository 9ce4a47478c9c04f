"""Say whose a row is: the code and name that it prints, and why they may be another indicator's."""

from __future__ import annotations

import re

from extract.indicators import split_code
from extract.papers.names import Name, clean_label, split_name
from extract.papers.rows.headed import Headed
from extract.read import without_marks

INNER_CODE = re.compile(r"(?<=\s)(?:(?:NI|KPI|PI|BV|LI)\b|[A-Z]{2,5}[ .-]?\d{1,3}\b|\d{1,2}\.\d{1,2}(?=\s))")
"""A code behind the first words of a name: where no rules part them, its column was taken for a part of the name."""
LONGEST_CODE = 3
"""Words."""

QUOTED = re.compile(r'"(.*?)"')
"""The word that a doubt is about."""

CODE_AND_NAME = re.compile(r"(?P<code>[A-Z]\S*(?: \d\S*)?)\s?[:–—-]\s+(?P<name>\S.*)", re.DOTALL)
"""A name behind what may be a code: taken apart where an earlier table of the paper prints that code by itself."""


def name_of_row(table: Headed, r: int) -> Name | None:
    """The name that a row prints; None where it prints neither name nor code."""
    label_column, code_column = table.header.first("indicator"), table.header.first("code")
    if label_column is None:
        return None
    text = without_marks(table.text(r, label_column))
    ref = without_marks(table.text(r, code_column))
    if not text and not ref:
        return None
    name = split_name(text, table.prefixes, lost_cells=table.grid.engine == "text")
    known = CODE_AND_NAME.match(text) if name.code is None else None
    if known and known["code"] in table.setting.names:
        name = name._replace(code=known["code"], label=clean_label(known["name"]))
    code = name.code
    if ref:
        own, rest = split_code(ref, table.prefixes)
        code = own or (ref if not rest or own is None else None) or code
    label = name.label or _known_label(table, code)
    column = code_column if code and ref else label_column
    unclear = _misread(table, r, column)
    of_code = [d for d in unclear if ref or not name.code or _names_code(d, text, name.label)]
    doubt = _holds_name(ref, code) or name.doubt or _torn(table, label, code) or next(iter(of_code), None)
    whole = " ".join([label or text or ref, *filter(None, (without_marks(table.text(r, c)) for c in table.parts))])
    return Name(code, whole, name.group, doubt, next(iter(unclear), None))


def _holds_name(ref: str, code: str | None) -> str | None:
    """Why a code may be more than one, where it is all that its column prints: "NI 104Average days to process"."""
    return "the column of codes holds a name, too" if code == ref and len(ref.split()) > LONGEST_CODE else None


def _known_label(table: Headed, code: str | None) -> str:
    """A table that prints only the code takes the name from the heading above it, else from an earlier table."""
    subject = table.setting.subject
    if subject is not None and subject[0] in (code, None):
        return subject[1]
    return table.setting.names.get(code or "", "")


def _torn(table: Headed, label: str, code: str | None) -> str | None:
    """Why a name may be a part of one, where no rules hold it together."""
    if not label:
        return "the row prints a code and no name"
    if table.grid.engine != "aligned":
        return None
    if label[:1].islower():
        return "the name begins as only the rest of one does"
    if code is None and INNER_CODE.search(label):
        return "a code stands inside the name"
    if code is not None and table.labels[label] > 1:
        return "several codes stand beside the same name"
    return None


def _misread(table: Headed, r: int, c: int | None) -> list[str]:
    """What OCR was not sure of where the row is named: with another number the figures are another indicator's."""
    cell = table.cells.get((r, c)) if c is not None else None
    return [d for d in cell.doubts if d not in table.general] if cell is not None else []


def _names_code(doubt: str, text: str, label: str) -> bool:
    """Whether a doubt is about the code that stands before a name in one cell; a clear code says whose the row is."""
    printed = text[: text.find(label)].strip() if label in text else text
    word = QUOTED.match(doubt)
    if word is None or "\N{REPLACEMENT CHARACTER}" in word[1]:
        return True
    return word[1] in printed or printed in word[1] or word[1] in label.split()[:1]
