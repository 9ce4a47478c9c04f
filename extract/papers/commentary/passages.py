"""Follow the text of a paper, and collect the passages that stand under an indicator's heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extract.indicators import split_code
from extract.papers.kinds import commentary_kind, kind_of_heading, without_label
from extract.papers.names import clean_label
from extract.papers.vocabulary import Vocabulary, fold, whole
from extract.read import without_marks
from schemas.layout import Block, Cell, Grid
from schemas.paper import Passage, Printing
from schemas.reading import Period
from schemas.records import Kind

STILL_A_HEADING = 200
"""Characters; a longer text is no indicator's heading."""

LONGEST_KIND = 14
"""Words of a heading that opens a kind of commentary."""
SHORT = 60
"""Characters; a framed text that is shorter may be a label."""
BEHIND_A_NAME = re.compile(r"\s?[:–—]\s|\s-\s|\.\s")
CHART_LABEL = 0.75
"""Share of the heading's size up to which a lone word is a label of a chart."""

Subject = tuple[str | None, str]


def _squeezed(code: str) -> str:
    """A code without what is printed within and behind it: "SS2:" and "SS 2" are one."""
    return re.sub(r"[\s:–—.-]", "", code)


class Follower:
    """Where the reader stands in the text: the indicator it is about, the kind of passage, and what was read of it.

    `prefixes` begin the codes of the paper's cards; `typeless` where the page shows no bold type: pages read from a
    picture.
    """

    def __init__(self, vocabulary: Vocabulary, prefixes: frozenset[str] = frozenset()) -> None:
        self.vocabulary = vocabulary
        self.prefixes = prefixes
        self.codes: dict[str, str] = {}
        self.names: dict[str, Subject] = {}
        self.subject: Subject | None = None
        self.passages: list[Passage] = []
        self.period: Period | None = None
        self.typeless = False
        self._size = 0.0
        self._level: int | None = None
        self._kind: Kind | None = None
        self._lines: list[str] = []
        self._pages: list[int | None] = []
        self._count = 0

    def learn(self, printings: Iterable[Printing]) -> None:
        """Know the indicators of a table again in the headings that follow it."""
        for printing in printings:
            if printing.label:
                self.names.setdefault(fold(printing.label), (printing.code, printing.label))
            if printing.code:
                self.codes.setdefault(_squeezed(printing.code), printing.code)

    def read(self, block: Block) -> None:
        """Take one block of text: a heading of an indicator, of a kind, of something else, or a paragraph."""
        if block.kind == "furniture":
            return
        kind = self._opened_kind(block) if self.subject is not None else None
        if kind is not None:
            self._close_passage()
            self._kind = kind[0]
            if kind[1]:
                self._take(kind[1], block.page)
            return
        subject = self._subject_of(block)
        if subject is None and (opened := self._run_in(block)) is not None:
            self.leave()
            self.subject, self._size, self._level = opened[0], block.size, block.level
            self._take(opened[1], block.page)
        elif subject is not None:
            if subject == self.subject and not self._lines:
                return
            self.leave()
            self.subject, self._size, self._level = subject, block.size, block.level
        elif block.kind == "heading" and self._ends_subject(block):
            self.leave()
        elif self.subject is not None and not self._is_chart_label(block):
            text = without_marks(block.text) if not self._lines and block.marks else block.text
            self._take(text if self._lines else without_label(text, self.vocabulary), block.page)

    def _opened_kind(self, block: Block) -> tuple[Kind, str] | None:
        """The kind that a block opens: by a known heading, or by one in other words that is set as a heading."""
        kind = commentary_kind(block.text, self.vocabulary)
        if kind is None and block.kind == "heading" and len(block.text.split()) <= LONGEST_KIND and self._lines:
            asked = kind_of_heading(block.text, self.vocabulary)
            return (asked, "") if asked is not None else None
        return kind

    def read_box(self, grid: Grid) -> bool:
        """Take a table that is only a frame: around text, or around kinds of commentary and the text to each."""
        rows = [
            sorted((c for c in grid.cells if c.row == r and c.text), key=lambda c: c.column) for r in range(grid.rows)
        ]
        rows = [row for row in rows if row]
        if self.subject is None or not rows or not all(self._is_framed(row) for row in rows):
            return False
        for row in rows:
            if len(row) == 2:
                self._close_passage()
                self._kind = self._kind_named(row[0].text)
            for text in row[-1].paragraphs or (row[-1].text,):
                opened = commentary_kind(text, self.vocabulary)
                if opened is not None:
                    self._close_passage()
                    self._kind = opened[0]
                rest = opened[1] if opened is not None else text
                self._take(rest if self._lines else without_label(rest, self.vocabulary), grid.page)
        return True

    def _is_framed(self, row: Sequence[Cell]) -> bool:
        if len(row) == 1:
            return len(row[0].text) > SHORT or commentary_kind(row[0].text, self.vocabulary) is not None
        return len(row) == 2 and self._kind_named(row[0].text) is not None

    def _kind_named(self, text: str) -> Kind | None:
        """The kind that a text names and nothing else, "comment" for words like narrative."""
        opened = commentary_kind(text, self.vocabulary)
        if opened is not None:
            return opened[0] if not opened[1] else None
        if whole(text.rstrip(" :"), self.vocabulary.columns) == "comment":
            return "comment"
        return kind_of_heading(text, self.vocabulary) if len(text.split()) <= LONGEST_KIND else None

    def _run_in(self, block: Block) -> tuple[Subject, str] | None:
        """The known indicator whose name opens a paragraph, and the text behind it: "PI.1 Visits: fewer came"."""
        if block.kind not in ("paragraph", "bullet"):
            return None
        for mark in BEHIND_A_NAME.finditer(block.text[:STILL_A_HEADING]):
            head = without_marks(block.text[: mark.start()]).lstrip("• ")
            code, label = split_code(head)
            known = self.names.get(fold(head)) or (self.names.get(fold(label)) if code is not None else None)
            if known is not None and len(fold(known[1]).split()) > 1 and block.text[mark.end() :].strip():
                return known, block.text[mark.end() :].strip()
        return None

    def leave(self) -> None:
        """Whatever follows is no longer about the indicator."""
        self._close_passage()
        self.subject = None
        self.period = None

    def _is_chart_label(self, block: Block) -> bool:
        """A word or two in much smaller type than the heading: what stands at the axes and bars of a chart."""
        return 0 < block.size <= CHART_LABEL * self._size and len(block.text.split()) <= 3

    def _subject_of(self, block: Block) -> Subject | None:
        if block.kind not in ("heading", "paragraph") or len(block.text) > STILL_A_HEADING:
            return None
        without_type = (block.box is None or self.typeless) and not block.text.endswith(".")
        if block.kind == "paragraph" and not block.bold and not without_type:
            return None
        text = without_marks(block.text)
        code, label = split_code(text, self.prefixes)
        if code is not None and re.search(r"[A-Za-z]{3}", label) and not re.match(r"[A-Z][\w ]*:$", text):
            return code, clean_label(label)
        return self._known(text)

    def _known(self, text: str) -> Subject | None:
        """The indicator of an earlier table whose code the text begins with, or whose name it is."""
        words = text.split()
        for n in (1, 2):
            code = self.codes.get(_squeezed("".join(words[:n])))
            label = " ".join(words[n:]).lstrip(" :–—-")
            if code is not None and re.search(r"[A-Za-z]{3}", label):
                return code, clean_label(label)
        return self.names.get(fold(text)) if len(text.split()) > 1 else None

    def _ends_subject(self, block: Block) -> bool:
        """A heading at least as large as the indicator's own; without sizes any heading that is not a short label."""
        if self.subject is None:
            return False
        if block.size and self._size:
            return block.size > self._size + 0.4 or (block.size >= self._size - 0.1 and self._kind is None)
        if block.level is not None and self._level is not None:
            return block.level <= self._level
        return not block.text.endswith(":")

    def _take(self, text: str, page: int | None) -> None:
        if text.strip():
            self._lines.append(text.strip())
            self._pages.append(page)

    def _close_passage(self) -> None:
        if self.subject is not None and self._lines:
            pages = [p for p in self._pages if p is not None]
            self.passages.append(
                Passage(
                    code=self.subject[0], label=self.subject[1], kind=self._kind or "comment", text=self._text(),
                    first_page=pages[0] if pages else None, last_page=pages[-1] if pages else None, period=self.period,
                    spot=f"text {self._count}",
                )
            )  # fmt: skip
            self._count += 1
        self._lines, self._pages, self._kind = [], [], None

    def _text(self) -> str:
        text = ""
        for n, (line, page) in enumerate(zip(self._lines, self._pages, strict=True)):
            text = run_on(text, line) if n and page != self._pages[n - 1] else f"{text}\n{line}" if text else line
        return text


def run_on(text: str, rest: str) -> str:
    """A text and its rest from the next page: in one paragraph where the page broke a sentence, else in two."""
    broken = re.match(r"[a-z(0-9]", rest) and not re.search(r"[.!?:]$", text)
    return f"{text} {rest}" if broken else f"{text}\n{rest}"
