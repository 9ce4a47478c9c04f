"""Read the text of a paper as OCR programs write it: headings, paragraphs, tab and pipe tables, stray HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from extract.read.symbols import marks_in_text
from schemas.layout import Block, Cell, Element, Grid, Leaf

HEADING = re.compile(r"(#{1,6})\s+(.*)")
BULLET = re.compile(r"[-*•▪]\s+(.*)")
NUMBERED = re.compile(r"(?:\d{1,2}[A-Za-z]?|\([a-z]\))[.)]\s")
LONGEST_HEADING = 110
"""Characters; a longer line is a paragraph even without a full stop."""
PARAGRAPH_TAG = re.compile(r"</?p[^>]*>|<br\s*/?>", re.IGNORECASE)
LINE_BREAK = re.compile(
    rf"{PARAGRAPH_TAG.pattern}|(?<=</i>)\s+(?=(?-i:[A-Z]))|(?<=</em>)\s+(?=(?-i:[A-Z]))", re.IGNORECASE
)
"""Ends a line of a short cell: a remark in italics below a name, and a capital behind it, are two lines."""
LONGEST_NAME = 240
"""Characters of a cell that may be names."""
TAG = re.compile(r"</?(?:b|i|u|em|strong|span|sup|sub|div|a|font|p|br)\b[^>]*>", re.IGNORECASE)
LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")


def read_text(text: str) -> Leaf:
    """The whole of a text as one leaf: grids and blocks in their order, without boxes."""
    elements: list[Element] = []
    for kind, chunk in _chunks(text.replace("\r\n", "\n").split("\n")):
        if kind == "table":
            elements.append(_grid(chunk))
        else:
            elements += _blocks(chunk)
    return Leaf(number=None, elements=tuple(elements), text=text, reader="text")


def _chunks(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Runs of table lines, and runs of other lines up to a blank one."""
    for kind, group in groupby(lines, key=_kind):
        if kind != "blank":
            yield kind, list(group)


def _kind(line: str) -> str:
    if not line.strip():
        return "table" if "\t" in line and len(line) > 2 else "blank"
    if "\t" in line or (line.strip().startswith("|") and line.count("|") > 2):
        return "table"
    return "text"


def clean(text: str) -> str:
    """Text without markup: links keep their words, backslash escapes and entities are resolved.

    "[Tracker \\(Pages 17 to 19\\)](#)" is "Tracker (Pages 17 to 19)".
    """
    bare = TAG.sub(
        "", PARAGRAPH_TAG.sub(" ", LINK.sub(r"\1", text.replace("\\(", "(").replace("\\)", ")").replace("](#)", "]()")))
    )
    bare = re.sub(r"\[([^\]]*)\]\(\)", r"\1", bare)
    bare = re.sub(r"\*{2,3}(?=\S)(.+?)(?<=\S)\*{2,3}", r"\1", bare)
    return " ".join(html.unescape(bare).split())


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    pending: list[str] = []

    def flush() -> Iterator[Block]:
        if pending:
            yield _paragraph(" ".join(pending))
            pending.clear()

    for line in lines:
        heading, bullet = HEADING.match(line.strip()), BULLET.match(line.strip())
        if heading:
            yield from flush()
            yield _block("heading", clean(heading[2]), level=len(heading[1]))
        elif bullet and not line.strip().startswith("**"):
            yield from flush()
            pending.append(f"• {bullet[1]}")
        else:
            if NUMBERED.match(line.strip()):
                yield from flush()
            pending.append(line.strip())
    yield from flush()


def _paragraph(text: str) -> Block:
    words = clean(text)
    if words.startswith("• "):
        inner = words[2:]
        numbered = re.match(r"(?:\d{1,2}|\([a-z]\))[.)]?\s", inner)
        return _block("paragraph", inner) if numbered else _block("bullet", words)
    whole_bold = bool(re.fullmatch(r"\*\*.+\*\*", text.strip(), re.DOTALL))
    short = (
        len(words) <= LONGEST_HEADING and not re.search(r"[.;,]$", words) and re.match(r"[\"'(%]?\s?[A-Z0-9]", words)
    )
    return _block("heading" if whole_bold or (short and words) else "paragraph", words, bold=whole_bold)


def _block(
    kind: Literal["heading", "paragraph", "bullet"], text: str, level: int | None = None, *, bold: bool = False
) -> Block:
    return Block(kind=kind, page=None, box=None, text=text, level=level, bold=bold, marks=marks_in_text(text))


def _grid(lines: Sequence[str]) -> Grid:
    rows = [row for row in map(_cells, lines) if any(part.strip("-: ") for part in row)] or [_cells(lines[0])]
    columns = max(len(row) for row in rows)
    cells = [
        _cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate([*row, *[""] * (columns - len(row))])
    ]
    return Grid(page=None, box=None, rows=len(rows), columns=columns, cells=tuple(cells), engine="text")


def _cells(line: str) -> list[str]:
    stripped = line.strip()
    if stripped.startswith("|"):
        return [part.strip() for part in stripped.strip("|").split("|")]
    return [part.strip() for part in line.split("\t")]


def _cell(row: int, column: int, text: str) -> Cell:
    parts = PARAGRAPH_TAG.split(text) if len(text) > LONGEST_NAME else LINE_BREAK.split(text)
    paragraphs = tuple(p for part in parts if (p := clean(part)))
    words = " ".join(paragraphs)
    return Cell(row=row, column=column, text=words, paragraphs=paragraphs, marks=marks_in_text(words))
