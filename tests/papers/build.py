"""Pages for tests, written as they look: a table is lines of text with "|" between the cells.

Indicator   | 2022-23 >2 | Target      ">2" spans two columns, "^" goes on from the cell above,
^           | Q3 | Q4    | ^           "¶" parts the paragraphs of a cell, "●amber" is a circle in amber,
PI.1 Visits | 10 | 12    | 15          "[red]" at its start colours a cell, "{red}" its print
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, cast

from extract.papers.columns.headers import Column, Role
from extract.papers.key import Key
from extract.papers.rows.headed import Setting
from extract.papers.vocabulary import built_in
from extract.read import marks_in_text
from schemas.layout import Block, Box, Cell, Colour, Element, Grid, Leaf, Mark
from schemas.reading import PeriodPart

COLOURED = re.compile(r"([^\w\s])(red|amber|green|blue|black|grey)\b")
SPAN = re.compile(r"\s*>(\d+)$")
INKED = re.compile(r"^\{(red|amber|green)\}\s*")
FILLED = re.compile(r"^\[(red|amber|green)\]\s*")
WIDTH, HEIGHT = 50.0, 20.0


NO_KEY = Key(())


def grid(
    table: str,
    *,
    page: int | None = 1,
    engine: str = "ruled",
    left_over: tuple[str, ...] = (),
    turned: tuple[int, ...] = (),
) -> Grid:
    """A grid; cells in the columns `turned` stand upright."""
    cells: list[Cell] = []
    width = 0
    rows = [line for line in table.splitlines() if line.strip()]
    for r, row in enumerate(rows):
        column = 0
        for printed in row.split("|"):
            text, span = _span(printed.strip())
            if text == "^":
                above = next(n for n, c in enumerate(cells) if c.column == column and c.row + c.row_span == r)
                cells[above] = _grown(cells[above])
                column += cells[above].column_span
                continue
            cells.append(_cell(r, column, span, text, turned=column in turned, engine=engine))
            column += span
        width = max(width, column)
    box = None if engine == "text" else Box(0, 0, WIDTH * width, HEIGHT * len(rows))
    page = None if engine == "text" else page
    return Grid(
        page=page, box=box, rows=len(rows), columns=width, cells=tuple(cells), left_over=left_over, engine=engine
    )


def _span(printed: str) -> tuple[str, int]:
    found = SPAN.search(printed)
    return (printed[: found.start()], int(found[1])) if found else (printed, 1)


def _cell(row: int, column: int, span: int, printed: str, *, turned: bool, engine: str) -> Cell:
    filled = FILLED.match(printed)
    bare = printed[filled.end() :] if filled else printed
    inked = INKED.match(bare)
    text, marks = _marked(bare[inked.end() :] if inked else bare)
    box = Box(WIDTH * column, HEIGHT * row, WIDTH * (column + span), HEIGHT * (row + 1))
    parts = tuple(" ".join(part.split()) for part in text.split("¶") if part.strip())
    return Cell(
        row=row, column=column, column_span=span, box=None if engine == "text" else box, text=" ".join(parts),
        paragraphs=parts, marks=marks, turned=turned, fill=cast("Colour", filled[1]) if filled else None,
        ink=cast("Colour", inked[1]) if inked else None,
    )  # fmt: skip


def _grown(cell: Cell) -> Cell:
    box = cell.box and cell.box._replace(bottom=cell.box.bottom + HEIGHT)
    return cell.model_copy(update={"row_span": cell.row_span + 1, "box": box})


def _marked(printed: str) -> tuple[str, tuple[Mark, ...]]:
    colours = [cast("Colour", c) for _, c in COLOURED.findall(printed)]
    text = COLOURED.sub(r"\1", printed)
    marks = marks_in_text(text)
    if colours and len(colours) == len(marks):
        marks = tuple(m.model_copy(update={"colour": c}) for m, c in zip(marks, colours, strict=True))
    return text, marks


def block(
    text: str,
    kind: Literal["heading", "paragraph", "bullet", "furniture"] = "paragraph",
    page: int | None = 1,
    *,
    size: float = 11.0,
    bold: bool = False,
) -> Block:
    """A block; a heading is in bold."""
    printed, marks = _marked(text)
    box = Box(0, 0, 500, 12) if page is not None else None
    return Block(kind=kind, page=page, box=box, text=printed, size=size, bold=bold or kind == "heading", marks=marks)


def heading(text: str, page: int | None = 1, size: float = 12.0) -> Block:
    return block(text, "heading", page, size=size)


def leaf(*elements: Element, number: int | None = 1, text: str | None = None) -> Leaf:
    """A page of these elements; its text is that of its blocks, a line each."""
    said = "\n".join(e.text for e in elements if isinstance(e, Block)) if text is None else text
    return Leaf(
        number=number, width=600, height=800, elements=elements, text=said, reader="vector" if number else "text"
    )


def pages(count: int, texts: dict[int, str]) -> list[Leaf]:
    """A pack: each page with its text, a paragraph a line; the others say nothing."""
    return [
        leaf(
            *(block(line, page=n) for line in texts.get(n, "").splitlines() if line.strip()),
            number=n,
            text=texts.get(n, ""),
        )
        for n in range(1, count + 1)
    ]


def setting(
    period: PeriodPart | None = None,
    *,
    key: Key = NO_KEY,
    heading: str | None = None,
    names: dict[str, str] | None = None,
    subject: tuple[str | None, str] | None = None,
) -> Setting:
    """What stands around a table: nothing, unless said."""
    return Setting(
        table=0, heading=heading, period=period, names=names or {}, subject=subject, vocabulary=built_in(), key=key
    )


def roles(columns: Sequence[Column]) -> list[Role]:
    return [c.role for c in columns]
