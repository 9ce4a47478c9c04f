"""Say what stands in a column below its header: figures, marks, codes, periods, nothing but certain words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from extract.indicators import canonical_code, split_code
from extract.papers.vocabulary import Phrases, fold, whole
from extract.read import without_marks
from extract.values import period_of, read_cell, read_period, says_only_when
from schemas.layout import Cell, Grid

MOSTLY = 0.75
"""So many of the numbers of a running count are as they should be."""
SENTENCE = 4
"""Words that make a text talk."""
OWN_CODE = re.compile(r"[A-Z][A-Za-z&/]{0,7}[ ./-]?\d{1,4}(?:[./-]\d{1,3})*[a-z]?(?:\([a-z0-9]{1,4}\))?")
"""A code of a council's own, where a whole column holds nothing else: "W1", "Hsg 12a"."""
SIGNED = re.compile(r"\s*[-+\u2212\u2013]\s?£?\d")
SHARE = re.compile(r"\s*\d+(?:\.\d+)?\s?%\s*")
MARGIN = re.compile(r"\s*(?:±|\+\s?/\s?-|within\b)", re.IGNORECASE)
"""A tolerance that is printed as a margin round the target."""


class Contents(NamedTuple):
    """The cells of a column from the top, each once; one merged from the left counts for its first column only."""

    cells: tuple[Cell, ...]
    mostly: str
    """What mostly stands there: `figures`, `marks`, `text` or `blank`."""

    @property
    def texts(self) -> list[str]:
        """What the cells of this column alone say."""
        return [c.text for c in self.cells if c.text and c.column_span == 1]

    def coded(self) -> bool:
        """Whether there is nothing but codes, a different one in each row."""
        codes = [canonical_code(text) or (text if OWN_CODE.fullmatch(text) else None) for text in self.texts]
        return len(codes) > 1 and None not in codes and len(set(codes)) == len(codes)

    def counts(self) -> bool:
        """Whether the texts are the numbers of the rows, from 1 on; a scanner may have misread a few."""
        numbers = [text.strip(" .)") for text in self.texts]
        right = sum(number == str(n) for n, number in enumerate(numbers, 1))
        return len(numbers) > 2 and right >= MOSTLY * len(numbers)

    def naming(self) -> tuple[int, int, int]:
        """How much the texts look like names of indicators: codes before them, all different, long."""
        texts = [without_marks(text) for text in self.texts]
        coded = sum(split_code(text)[0] is not None for text in texts)
        return coded, len(set(texts)), sum(map(len, texts))

    def only(self, words: Phrases, least: int = 1) -> bool:
        """Whether every text is one of these words, and one of them has this many letters."""
        texts = {fold(text) for text in self.texts} - {""}
        return any(len(t) >= least for t in texts) and all(whole(t, words) is not None for t in texts)

    def dated(self) -> bool:
        """Whether every text is a period: each row is about its own."""
        return bool(self.texts) and all(period_of(read_period(t)) and says_only_when(t) for t in self.texts)

    def differences(self) -> bool:
        """Whether it holds figures with signs or per cents: by how much something changed, not which way."""
        sized = [SIGNED.match(text) or SHARE.fullmatch(text) for text in self.texts]
        return bool(sized) and sum(map(bool, sized)) * 2 > len(sized)

    def talks(self) -> bool:
        """Whether the texts are mostly sentences."""
        return sum(len(t.split()) >= SENTENCE for t in self.texts) * 2 > len(self.texts)

    def painted(self) -> bool:
        """Whether it shows nothing but the colours of scores."""
        return self.mostly == "blank" and any(c.fill in ("red", "amber", "green") for c in self.cells)

    def lit(self) -> bool:
        """Whether short words stand on several of the colours of scores: lights with names of their own."""
        words = [c for c in self.cells if c.text]
        lights = {c.fill for c in words} & {"red", "amber", "green"}
        return len(lights) > 1 and self.mostly == "text" and all(len(c.text.split()) <= SENTENCE for c in words)

    def margin_of(self, targets: Contents | None) -> bool:
        """Whether tolerances say how far a result may lie from its target: ±5%, or 5% beside all targets."""
        if any(MARGIN.match(text) for text in self.texts):
            return True
        wanted = targets.values() if targets is not None else {}
        pairs = [(margin, wanted[row]) for row, margin in self.values().items() if row in wanted]
        far = sum(abs(margin) * 3 < abs(target) for margin, target in pairs)
        alike = len({margin for margin, _ in pairs}) == 1 < len({target for _, target in pairs})
        return bool(pairs) and (far * 2 > len(pairs) or (alike and len(pairs) > 2))

    def values(self) -> Mapping[int, Decimal]:
        """The figure of each row that has one."""
        read = {c.row: read_cell(without_marks(c.text), kind="target")[0].value for c in self.cells}
        return {row: value for row, value in read.items() if value is not None}


def contents_of(grid: Grid, cells: Mapping[tuple[int, int], Cell], rows: int) -> list[Contents]:
    """What stands in each column from this row down."""
    found = []
    for column in range(grid.columns):
        below = {id(c): c for r in range(rows, grid.rows) if (c := cells.get((r, column))) is not None}
        own = tuple(c for c in below.values() if c.column_span == 1 or grid.columns <= 2)
        beside = tuple(c for c in own if not (c.text and _is_alone(c, grid, cells)))
        own = beside if sum(bool(c.text) for c in beside) > 1 else own
        found.append(Contents(own, _mostly(own)))
    return found


def _mostly(cells: tuple[Cell, ...]) -> str:
    found = {"figures": 0, "marks": 0, "text": 0, "blank": 0}
    for cell in cells:
        text = without_marks(cell.text)
        if not text:
            found["marks" if cell.marks else "blank"] += 1
        elif len(re.findall(r"[A-Za-z]{3,}", text)) < 3 and read_cell(text, kind="outturn")[0].status != "unreadable":
            found["figures"] += 1
        elif re.search(r"[A-Za-z]{2}", text):
            found["text"] += 1
    best = max(("figures", "marks", "text"), key=lambda k: found[k])
    return best if found[best] else "blank"


def _is_alone(cell: Cell, grid: Grid, cells: Mapping[tuple[int, int], Cell]) -> bool:
    """Whether all of its row is blank beside a cell: it heads the rows below it."""
    others = [c for n in range(grid.columns) if (c := cells.get((cell.row, n))) is not None and c is not cell]
    return cell.row_span == 1 and len(others) > 1 and not any(c.text or c.marks for c in others)
