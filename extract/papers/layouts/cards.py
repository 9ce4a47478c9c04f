"""Turn cards, one for each indicator, into a table with a row for each.

A card says its figures by name, in a line ("Latest: 97%  Target: 97%, Floor: 90%  Previous: 97% (Green)") or in a small
table ("Latest | 97%" over "Target | 97%"), below or beside the name of its indicator.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.indicators import split_code
from extract.papers.columns import FIGURES, Role, role_of
from extract.papers.kinds import commentary_kind
from extract.papers.layouts.textgrid import titled
from extract.papers.verdict import JUDGED
from extract.papers.vocabulary import Vocabulary, fold, whole
from extract.read import without_marks
from extract.values import read_cell, read_period, unit_from_name
from schemas.layout import Block, Box, Cell, Element, Grid, Leaf, Mark

NAMED = re.compile(r"(?:(?<=[\s(|,;])|^)(?P<name>[A-Z][A-Za-z0-9/'’ -]{1,38}?)\s*[:=]\s*")
"""A word with a colon behind it: it may name the figure that follows."""
BETWEEN = " \t,;|–•·"
LAST_WORD = re.compile(r"(?:^|[(\[\s])\s*(?P<word>[A-Za-z]{1,6})\s*[)\]]?\s*$")
LONGEST_WORD = 4
"""Words of a score or a trend."""
SENTENCE = 3
"""Words that make a remark."""
LATEST = "Latest"
LONGEST_NAME = 200
LONGEST_FIGURE = 60
"""Characters of a name and of a figure with what is printed round it."""


class Part(NamedTuple):
    """A figure of a card: what it is called, and what is printed."""

    name: str
    text: str
    cell: Cell | None = None


class Card(NamedTuple):
    """A card: the indicator, its figures, its symbols, and where it stands."""

    name: str
    parts: tuple[Part, ...]
    marks: tuple[Mark, ...]
    box: Box | None
    inline: bool = True
    titled: bool = False
    """Whether its name stands inside its frame: then a heading between two cards is that of a group."""
    doubt: str = ""


def dealt(leaf: Leaf, vocabulary: Vocabulary) -> Leaf:
    """The leaf with its cards as tables; unchanged where it has none."""
    elements: list[Element] = []
    run: list[Card] = []
    between: list[Element] = []
    for n, element in enumerate(leaf.elements):
        cards = _cards(element, leaf.elements[:n], vocabulary)
        if cards:
            grouped = cards[0].titled and any(isinstance(e, Block) and e.kind == "heading" for e in between)
            if run and (grouped or (_names(run[-1]) != _names(cards[0]) and not cards[0].inline)):
                elements.insert(len(elements) - len(between), _table(run, leaf.number, vocabulary))
                run, between = [], []
            run = [*run[:-1], _whole(run[-1], between, cards[0])] if run else run
            run += cards
            between = []
            continue
        between.append(element)
        if run and (not _is_name(element) or _opens_text(element, vocabulary)):
            elements.append(_table(run, leaf.number, vocabulary))
            run = []
        elements.append(element)
    if run:
        elements.append(_table(run, leaf.number, vocabulary))
    return leaf.model_copy(update={"elements": tuple(elements)}) if elements else leaf


def _names(card: Card) -> list[str]:
    return [p.name for p in card.parts]


def _whole(card: Card, between: Sequence[Element], following: Card) -> Card:
    """The card, in doubt if more stands before the next one than that one's name: it may belong to this one."""
    if len(between) > (0 if following.inline else 1):
        return card._replace(doubt="what stands between this card and the next belongs to neither")
    return card


def _is_name(element: Element) -> bool:
    return isinstance(element, Block) and len(element.text) <= LONGEST_NAME and element.kind != "furniture"


def _opens_text(element: Element, vocabulary: Vocabulary) -> bool:
    """Whether the text about a card begins: it stands between the card and the next, and is about this one."""
    return isinstance(element, Block) and commentary_kind(element.text, vocabulary) is not None


def _cards(element: Element, before: Sequence[Element], vocabulary: Vocabulary) -> list[Card]:
    """The cards that an element holds; the name of one that prints none stands in the block before it."""
    if isinstance(element, Block):
        found = _spoken(element.text, vocabulary)
        name = found[0] or _name_before(before, vocabulary) if found else ""
        inline = bool(found and found[0])
        return [Card(name, found[1], element.marks, element.box, inline)] if found and name else []
    if not isinstance(element, Grid):
        return []
    return _lines(element, before, vocabulary) or _listed(element, before, vocabulary)


def _name_before(before: Sequence[Element], vocabulary: Vocabulary) -> str:
    """The text of the block before, unless that is a card or the rest of one."""
    last = before[-1] if before else None
    if not isinstance(last, Block) or not _is_name(last):
        return ""
    return "" if any(_role(m["name"], vocabulary) for m in NAMED.finditer(last.text)) else last.text


def _spoken(text: str, vocabulary: Vocabulary) -> tuple[str, tuple[Part, ...]] | None:
    """What stands before the figures of a line, and the figures; None where it does not name two or more of them."""
    found = [m for m in NAMED.finditer(text) if _role(m["name"], vocabulary) is not None]
    if len(found) < 2:
        return None
    ends = [*(m.start() for m in found[1:]), len(text)]
    parts = tuple(
        Part(" ".join(m["name"].split()), text[m.end() : end].strip(BETWEEN))
        for m, end in zip(found, ends, strict=True)
    )
    parts = (*parts[:-1], *_without_remark(parts[-1], vocabulary))
    named = [p for p in parts if _role(p.name, vocabulary) in FIGURES]
    roles = {_role(p.name, vocabulary) for p in named}
    figures = [p for p in named if read_cell(_bare(p.text, vocabulary)[0], kind="outturn")[0].status != "unreadable"]
    short = all(len(p.text) <= LONGEST_FIGURE for p in named)
    if len(named) < 2 or "outturn" not in roles or len(figures) < len(named) or not short:
        return None
    if len({fold(p.name) for p in parts}) < len(parts):
        return None
    return text[: found[0].start()].strip(BETWEEN), parts


def _without_remark(last: Part, vocabulary: Vocabulary) -> tuple[Part, ...]:
    """The last part of a line, and the sentence that was set right below it: "Trend: Improving Volumes were higher"."""
    if _role(last.name, vocabulary) not in JUDGED:
        return (last,)
    known = {w for words in (*vocabulary.trend_words.values(), *vocabulary.score_words.values()) for w in words}
    words = last.text.split()
    for n in range(min(LONGEST_WORD, len(words) - 1), 0, -1):
        if fold(" ".join(words[:n])) in known and words[n][:1].isupper() and len(words) - n >= SENTENCE:
            return (last._replace(text=" ".join(words[:n])), Part("Comment", " ".join(words[n:])))
    return (last,)


def _role(name: str, vocabulary: Vocabulary) -> Role | None:
    bare = without_marks(name)
    role = role_of(bare, vocabulary)
    if role is not None and not (whole(bare, vocabulary.columns) or read_period(bare) is not None):
        return None
    if role is None and read_period(bare) is not None:
        return "outturn"
    return role if role in (*FIGURES, *JUDGED, "other", "comment") else None


def _lines(grid: Grid, before: Sequence[Element], vocabulary: Vocabulary) -> list[Card]:
    """Cards whose figures stand in the line of one cell: their name is in that cell, beside it, or in the row above."""
    cards: list[Card] = []
    for r in range(grid.rows):
        own = [c for c in grid.cells if c.row == r]
        for cell in own:
            found = _spoken(cell.text, vocabulary)
            if found is None:
                continue
            left = [without_marks(c.text) for c in own if c.column < cell.column and len(c.text) > 2]
            above = [c for c in grid.cells if c.row + c.row_span == r and c.column <= cell.column and c.text]
            name = (
                found[0]
                or (" ".join(left) if left else "")
                or (above[-1].text if above else "")
                or _name_before(before, vocabulary)
            )
            marks = tuple(m for c in own for m in c.marks)
            if name:
                cards.append(Card(name, found[1], marks, cell.box))
    named = sum(len(c.text) > 2 for c in grid.cells)
    return cards if cards and len(cards) * 3 >= named else []


def _listed(grid: Grid, before: Sequence[Element], vocabulary: Vocabulary) -> list[Card]:
    """A small table of names and figures that is the card of one indicator, whose name stands above it."""
    grid = titled(grid) if grid.engine == "text" else grid
    rows = [sorted((c for c in grid.cells if c.row == r), key=lambda c: c.column) for r in range(grid.rows)]
    across = [row for row in rows if len(row) == 1 and row[0].column_span >= grid.columns > 1]
    title = rows[0][0] if rows and rows[0] in across else None
    name = title.text if title is not None else _name_before(before, vocabulary)
    body = [_with_latest(row) if title is not None else row for row in rows if row not in across]
    notes = [note for row in across if row[0] is not title for note in _note(row[0], vocabulary)]
    told = sum(row[0] is not title for row in across) == len(notes)
    parts = (
        _paired(body, vocabulary) or _headed(body, vocabulary) or _crossed(body, vocabulary) if name and told else ()
    )
    roles = [_role(p.name, vocabulary) for p in parts]
    crossed = len(parts) > 3 and set(roles) == {"outturn"} and _is_measured(name)
    if len({fold(p.name) for p in parts}) < len(parts) or not (crossed or {"outturn", "target"} <= set(roles)):
        return []
    framed = grid.engine == "frame"
    return [Card(name, (*parts, *notes), tuple(title.marks) if title else (), grid.box, inline=False, titled=framed)]


def _with_latest(row: Sequence[Cell]) -> Sequence[Cell]:
    """A row of a card with a title; the figure that it prints in large and without a name is the latest."""
    return [c.model_copy(update={"text": LATEST}) if c.column == 0 and not c.text else c for c in row]


def _is_measured(name: str) -> bool:
    """Whether a heading is surely the name of an indicator: it has a code, or says what is counted."""
    return split_code(name)[0] is not None or unit_from_name(name) is not None


def _note(cell: Cell, vocabulary: Vocabulary) -> list[Part]:
    """The text across a card: "Comment: numbers fell in May"."""
    lead, colon, rest = cell.text.partition(":")
    known = colon and whole(lead, vocabulary.columns) == "comment"
    return [Part(" ".join(lead.split()), rest.strip(), cell.model_copy(update={"text": rest.strip()}))] if known else []


def _paired(body: Sequence[Sequence[Cell]], vocabulary: Vocabulary) -> tuple[Part, ...]:
    """Names and figures in turn along each row: "Actual | 97% | Target | 95%" over "Status | Green | Frequency | Monthly"."""
    cells = [cell for row in body for cell in row]
    if len(cells) < 4 or any(len(row) % 2 for row in body):
        return ()
    pairs = [(row[n], row[n + 1]) for row in body for n in range(0, len(row), 2) if row[n].text or row[n + 1].text]
    return _parts(pairs, vocabulary)


def _headed(body: Sequence[Sequence[Cell]], vocabulary: Vocabulary) -> tuple[Part, ...]:
    """One row of names over one row of figures."""
    if len(body) != 2 or len(body[0]) != len(body[1]) or len(body[0]) < 2:
        return ()
    return _parts(list(zip(*body, strict=True)), vocabulary)


def _crossed(body: Sequence[Sequence[Cell]], vocabulary: Vocabulary) -> tuple[Part, ...]:
    """Periods along the top and kinds of figures down the side: "| 2021/22 | 2022/23" over "Actual | 45% | 47%"."""
    if len(body) < 2 or len({len(row) for row in body}) > 1 or len(body[0]) < 2:
        return ()
    top, *rows = body
    kinds = [_role(row[0].text, vocabulary) for row in rows]
    if any(kind not in FIGURES for kind in kinds) or any(read_period(cell.text) is None for cell in top[1:]):
        return ()
    return tuple(
        Part(f"{row[0].text} {period.text}", cell.text, cell)
        for row in rows
        for period, cell in zip(top[1:], row[1:], strict=True)
    )


def _parts(pairs: Sequence[tuple[Cell, Cell]], vocabulary: Vocabulary) -> tuple[Part, ...]:
    """The pairs as parts, if their first halves name what figures of cards are; none where one of them does not."""
    if any(_role(head.text, vocabulary) is None for head, _ in pairs):
        return ()
    return tuple(Part(head.text, value.text, value) for head, value in pairs)


def _bare(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """A figure without the word of a score behind it, and that word: "97% (Green)" is 97% and Green, "(Red)" a blank."""
    last = LAST_WORD.search(text)
    if (
        last
        and (last.start() or text.startswith("("))
        and fold(last["word"]) in {w for words in vocabulary.score_words.values() for w in words}
    ):
        return text[: last.start()].strip(BETWEEN), last["word"]
    return text, ""


def _table(cards: Sequence[Card], page: int | None, vocabulary: Vocabulary) -> Grid:
    """The cards as a grid with a header row."""
    names = list(dict.fromkeys(p.name for card in cards for p in card.parts))
    scored = any(card.marks for card in cards) or any(
        _bare(p.text, vocabulary)[1] for card in cards for p in card.parts
    )
    scored = scored and not any(_role(name, vocabulary) == "score" for name in names)
    heads = ["Indicator", *names, *(["RAG"] if scored else [])]
    cells = [Cell(row=0, column=c, text=text) for c, text in enumerate(heads)]
    for r, card in enumerate(cards, 1):
        cells.append(Cell(row=r, column=0, box=card.box, text=card.name))
        word = ""
        full = len(card.parts) == len(names) and all(p.text or p.cell for p in card.parts)
        doubt = card.doubt or ("" if full else "the card lacks what the others have: its line may be cut")
        for c, name in enumerate(names, 1):
            part = next((p for p in card.parts if p.name == name), None)
            text, said = _bare(part.text, vocabulary) if part else ("", "")
            word = word or said
            place = part.cell if part is not None and part.cell is not None else None
            cells.append(
                Cell(row=r, column=c, box=place.box if place else card.box, text=text,
                     marks=place.marks if place else (), fill=place.fill if place else None,
                     doubts=place.doubts if place else (doubt,) if doubt else ())
            )  # fmt: skip
        if scored:
            cells.append(Cell(row=r, column=len(heads) - 1, box=card.box, text=word, marks=card.marks))
    return Grid(
        page=page, box=cards[0].box, rows=len(cards) + 1, columns=len(heads), cells=tuple(cells), engine="cards"
    )
