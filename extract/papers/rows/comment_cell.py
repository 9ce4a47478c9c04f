"""Read the passages of a comment cell: what each says of its indicator, and on which pages it stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.papers.kinds import commentary_kind, kind_of_heading, split_kinds
from extract.papers.names import Name
from extract.papers.rows.headed import Headed
from extract.papers.vocabulary import fold, within
from schemas.layout import Cell
from schemas.paper import Passage
from schemas.records import Kind

LEAD = re.compile(r"(?P<word>[A-Za-z]{3,6})\s*[:–—-]\s+(?=\S)")
"""A score in words before the comment on it: "Amber: calls rose in May"."""


class Talk(NamedTuple):
    """The passages of a cell, and the kind that its last words opened without a text below them."""

    passages: list[Passage]
    open_kind: Kind | None


def score_before(table: Headed, cell: Cell) -> str:
    """The word of a score, with what parts it from the comment behind it, where the header says that both stand there."""
    words = {w for found in table.setting.vocabulary.score_words.values() for w in found}
    lead = LEAD.match(cell.text)
    scored = within(table.header.columns[cell.column].text, {"score": table.setting.vocabulary.columns["score"]})
    return lead[0] if lead and scored and fold(lead["word"]) in words else ""


def talk_of(table: Headed, cell: Cell, name: Name, open_kind: Kind | None, *, goes_on: bool = False) -> Talk:
    """The passages of a cell; `goes_on` where its beginning belongs to the passage before."""
    vocabulary = table.setting.vocabulary
    lead = score_before(table, cell)
    opening, *others = cell.paragraphs or (cell.text,)
    parts = split_kinds((opening.removeprefix(lead), *others), vocabulary)
    asked = kind_of_heading(table.header.columns[cell.column].text, vocabulary)
    if asked is not None and cell.column_span == 1:
        parts = [(asked if kind == "comment" else kind, text) for kind, text in parts]
    passages = []
    for n, (printed_kind, text) in enumerate(parts):
        opened = open_kind if goes_on and n == 0 and printed_kind == "comment" else None
        kind = opened or printed_kind
        open_kind = None if text else kind
        if not text:
            continue
        first, last = _pages(table, cell, n)
        passages.append(
            Passage(
                code=name.code, label=name.label, kind=kind, text=text, first_page=first, last_page=last,
                period=table.latest,
                spot=f"{table.setting.spot} r{cell.row} c{cell.column}",
                goes_on=goes_on and n == 0 and printed_kind == "comment" and opened is None,
            )
        )  # fmt: skip
    return Talk(passages, open_kind)


def _pages(table: Headed, cell: Cell, number: int) -> tuple[int | None, int | None]:
    """First and last page of a passage of a cell, counted by its kinds; a page break may cut the cell."""
    page = cell.page or table.grid.page
    if cell.last_page is None:
        return page, page
    before = len(split_kinds(cell.paragraphs[: cell.above_break], table.setting.vocabulary))
    rest = cell.paragraphs[cell.above_break :]
    cut = not rest or commentary_kind(rest[0], table.setting.vocabulary) is None
    return page if number < before else cell.last_page, page if number < before - cut else cell.last_page
