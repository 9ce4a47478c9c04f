"""Find a paper's own key to its symbols, and say by it what a score or an arrow means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

from extract.papers.columns import cell_map
from extract.papers.vocabulary import Vocabulary, any_within, fold
from extract.read import without_marks
from schemas.layout import Block, Box, Cell, Element, Grid, Leaf, Mark, Shape
from schemas.records import ScoreMeaning, Trend

SHAPED = (
    "star",
    "circle",
    "triangle",
    "triangle_down",
    "tick",
    "cross",
    "diamond",
    "square",
    "smile",
    "neutral",
    "frown",
    "thumbs_up",
    "thumbs_down",
)


NO_SCORE = ("n a", "na", "tbc", "tba", "new", "no rag", "none", "grey", "gray", "white")
"""Words of a cell that has no score, whatever its colour."""

GRADES = ((-1, "middle"), (-3, "far_worse"), (2, "best"), (-2, "worse"))
"""Rank and words of a line in a key, in the order in which they are looked for: "worse than target" is the worst of
three where another line says "within tolerance", and the middle where another says "significantly worse"."""


LEVELS = {"improving": "best", "worsening": "worse", "steady": "middle"}
"""The words of scores that stand for a trend in a line about change: "▲ up on last quarter (better)"."""
LIGHTS = ("red", "amber", "green")
CLAUSE = re.compile(r"[;.]\s")
"""What a line goes on to say behind this is about something else: "→ same; lower is better for PI 3"."""
SHORTEST_LINE = 2
"""Words of a line that says no more than "better" or "got worse"."""
LONGEST_MEANING = 10
"""Words that a key has for a symbol."""


class Symbol(NamedTuple):
    """A score as printed, and its rank."""

    name: str
    meaning: ScoreMeaning | None


class Entry(NamedTuple):
    """A line of a key: the symbol, and what the paper says of it; no grade and no trend where nobody knows its words."""

    shape: Shape | None
    colour: str | None
    grade: int
    trend: Trend | None

    @property
    def strange(self) -> bool:
        """Whether the paper explains the symbol in words that say nothing here: then it has no usual meaning."""
        return not self.grade and self.trend is None


class Key(NamedTuple):
    """A paper's own key, empty where it prints none; its scores are stars and other shapes, or traffic lights."""

    entries: tuple[Entry, ...]
    starred: bool = False
    """Whether stars are among its symbols: then shapes tell its scores apart, whatever their colours."""

    def score_of(self, cell: Cell, vocabulary: Vocabulary) -> Symbol | None:
        """The score that a cell shows by symbol, word, letter or colour; None where it shows none that is known."""
        marks = [m for m in cell.marks if m.shape is None or not _is_arrow(m.shape)]
        text = fold(without_marks(cell.text))
        if marks:
            return self._of_mark(marks[0], vocabulary)
        for colour, words in vocabulary.score_words.items():
            if text in words:
                return Symbol(colour, self._meaning(None, colour, vocabulary))
        if (
            cell.fill in ("red", "amber", "green")
            and not any_within(text, vocabulary.key["no_score"])
            and text not in NO_SCORE
        ):
            return Symbol(cell.fill, self._meaning(None, cell.fill, vocabulary))
        return None

    def _of_mark(self, mark: Mark, vocabulary: Vocabulary) -> Symbol | None:
        if mark.colour in ("red", "amber", "green") and not self.starred and mark.shape is not None:
            name: str = mark.colour
        elif mark.drawn == "picture" and not self.starred:
            return None  # a grey scan has lost the colours that told these shapes apart
        elif mark.shape in SHAPED:
            name = mark.shape
        else:
            return None
        return Symbol(name, self._meaning(mark.shape, mark.colour, vocabulary, name))

    def _meaning(
        self, shape: Shape | None, colour: str | None, vocabulary: Vocabulary, name: str | None = None
    ) -> ScoreMeaning | None:
        graded = [e for e in self.entries if e.grade]
        match = [
            e for e in graded if e.shape == shape and shape is not None and (e.colour == colour or e.colour is None)
        ]
        match = match or [e for e in graded if e.shape == shape and shape is not None]
        match = match or [e for e in graded if colour in LIGHTS and e.colour == colour]
        if match and len(graded) > 1:
            best, worst = max(e.grade for e in graded), min(e.grade for e in graded)
            grade = match[0].grade
            return "better" if grade == best else "worse" if grade == worst else "within_tolerance"
        if shape is not None and any(
            e.strange and e.shape == shape and e.colour in (colour, None) for e in self.entries
        ):
            return None
        wanted = fold(name or colour or "")
        usual = next((m for m, words in vocabulary.score_meanings.items() if wanted in words), None)
        return cast("ScoreMeaning | None", usual)

    def trend_of(self, cell: Cell, vocabulary: Vocabulary) -> Trend | None:
        """The trend that a cell shows by arrow or word; None for "N/A", "-" and blanks."""
        if cell.marks:
            mark = cell.marks[0]
            own = next((e.trend for e in self.entries if e.trend and e.shape == mark.shape), None)
            unknown = any(e.strange and e.shape == mark.shape for e in self.entries)
            if own is not None or unknown or self._turns_arrows_round(vocabulary):
                return own
            usual = next((t for t, shapes in vocabulary.trend_marks.items() if fold(mark.shape or "") in shapes), None)
            return cast("Trend | None", usual)
        text = fold(cell.text)
        return cast("Trend | None", next((t for t, words in vocabulary.trend_words.items() if text in words), None))

    @property
    def grades(self) -> bool:
        """Whether the key says which symbols are good and bad scores."""
        return any(e.grade for e in self.entries)

    def _turns_arrows_round(self, vocabulary: Vocabulary) -> bool:
        """Whether an arrow of the key means what it usually does not: then the usual meaning holds for none."""
        usual = vocabulary.trend_marks
        return any(e.trend and e.shape and fold(e.shape) not in usual[e.trend] for e in self.entries)


def _is_pointing(shape: Shape) -> bool:
    return _is_arrow(shape) or shape.startswith("triangle")


def _is_arrow(shape: Shape) -> bool:
    return shape in ("up", "down", "left", "right", "up_right", "down_right", "up_left", "down_left", "both_ways")


def find_key(leaves: Sequence[Leaf], vocabulary: Vocabulary) -> Key:
    """The key of a paper: lines or table rows that set one symbol beside words about targets or change.

    A line between such lines whose words say nothing known is kept: its symbol means what nobody here knows.
    """
    lines = [_beside_change(_read_lines(leaf, vocabulary), vocabulary) for leaf in leaves]
    known = [entry for on_leaf in lines for _, entry, _ in on_leaf if entry is not None and not entry.strange]
    shapes = {entry.shape for entry in known}
    strange = [
        entry
        for on_leaf in lines
        for n, (mark, entry, words) in enumerate(on_leaf)
        if entry is not None and entry.strange and mark.shape is not None and mark.shape not in shapes
        if len(words.split()) <= LONGEST_MEANING
        if any(e is not None and not e.strange for _, e, _ in on_leaf[max(0, n - 1) : n + 2])
    ]
    graded = [e for e in known if e.grade]
    kept = dict.fromkeys((*(e for e in known if e.trend or len(graded) > 1), *strange))
    return Key(tuple(kept), _is_starred(leaves))


Read = tuple[Mark, Entry | None, str]


def _beside_change(read: Sequence[Read], vocabulary: Vocabulary) -> list[Read]:
    """The lines of a page, where "▲ better" is a trend beside "► no change", and no score."""
    result: list[Read] = []
    for n, (mark, entry, words) in enumerate(read):
        beside = [*read[max(0, n - 1) : n], *read[n + 1 : n + 2]]
        trends = any(e is not None and e.trend is not None for _, e, _ in beside)
        pointing = all(m.shape is not None and _is_pointing(m.shape) for m in (mark, *(m for m, _, _ in beside)))
        if entry is not None and entry.grade and trends and pointing and len(words.split()) <= SHORTEST_LINE:
            result.append((mark, _entry(mark, words, vocabulary, change=True), words))
        else:
            result.append((mark, entry, words))
    return result


def _is_starred(leaves: Sequence[Leaf]) -> bool:
    """Whether a star stands in a table or in what may be a line of a key."""
    marks = (m for leaf in leaves for g in leaf.elements if isinstance(g, Grid) for c in g.cells for m in c.marks)
    return any(mark.shape == "star" for mark in (*marks, *(mark for leaf in leaves for mark, _ in _lines_of(leaf))))


def _read_lines(leaf: Leaf, vocabulary: Vocabulary) -> list[Read]:
    """Symbols with what the words behind them say; what its own line says of a symbol, no block says otherwise."""
    found: list[Read] = []
    told: set[Box] = set()
    for mark, words in _lines_of(leaf):
        entry = _entry(mark, words, vocabulary)
        if mark.box is not None and mark.box in told:
            continue
        if mark.box is not None and entry is not None and not entry.strange:
            told.add(mark.box)
        found.append((mark, entry, words))
    return found


def _lines_of(leaf: Leaf) -> Iterator[tuple[Mark, str]]:
    yield from ((line.mark, line.text) for line in leaf.legend if len(line.text) < 120)
    for element in leaf.elements:
        yield from _lines(element)


def _lines(element: Element) -> list[tuple[Mark, str]]:
    if isinstance(element, Grid):
        return [line for r in range(element.rows) for line in _row_lines(element, r)]
    if isinstance(element, Block) and len(element.marks) == 1 and len(element.text) < 120:
        words = without_marks(element.text)
        return [(element.marks[0], words)] if words and element.text.lstrip()[:1] == element.marks[0].text else []
    if isinstance(element, Block) and 1 < len(element.marks) <= 8 and len(element.text) < 400:
        return _inline(element.text, element.marks)
    return []


def _inline(text: str, marks: Sequence[Mark]) -> list[tuple[Mark, str]]:
    """ "★ better than target ● within tolerance ▲ worse than target" → each symbol with the words behind it."""
    places = []
    at = 0
    for mark in marks:
        at = text.find(mark.text, at)
        if at < 0:
            return []
        places.append(at)
        at += 1
    ends = [*places[1:], len(text)]
    lines: list[tuple[Mark, str]] = []
    words = ""
    for mark, start, end in reversed(list(zip(marks, places, ends, strict=True))):
        words = without_marks(text[start:end]).strip(" ,;:-–=") or words
        lines.append((mark, words))
    return lines[::-1]


def _row_lines(grid: Grid, r: int) -> list[tuple[Mark, str]]:
    cells = cell_map(grid)
    row = [cells[r, c] for c in range(grid.columns) if (r, c) in cells]
    found = []
    for n, cell in enumerate(row):
        if len(cell.marks) == 1 and not without_marks(cell.text) and n + 1 < len(row):
            words = row[n + 1]
            if words.text and not words.marks and len(words.text) < 120:
                found.append((cell.marks[0], words.text))
    return found if len(row) <= 8 and len(found) * 2 == len([c for c in row if c.text or c.marks]) else []


def _entry(mark: Mark, words: str, vocabulary: Vocabulary, *, change: bool = False) -> Entry | None:
    """What a line says of its symbol; None where it says that it is no score."""
    key = vocabulary.key
    text = fold(CLAUSE.split(words)[0])
    if any_within(text, key["no_score"]):
        return None
    of_target = mark.shape is None or any_within(text, key["of_target"])
    arrow = mark.shape is not None and _is_arrow(mark.shape)
    change = change or arrow or bool(any_within(text, key["change"]))
    trend = next(
        (
            t
            for t in ("improving", "worsening", "steady")
            if any_within(text, (*key[t], *(key[LEVELS[t]] if change else ()))) and not of_target
        ),
        None,
    )
    if trend is not None:
        return Entry(mark.shape, mark.colour, 0, cast("Trend", trend))
    grade = next((grade for grade, name in GRADES if any_within(text, key[name])), 0)
    return Entry(mark.shape, mark.colour, grade, None)
