"""List what a paper says that the vocabulary does not know: headers, scores, symbols, codes, unread cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.indicators import canonical_code, learn_prefixes, split_code
from extract.papers.columns import FIGURES, PERIOD_WORDS, Contents, Header, cell_map, contents_of, header_of, role_of
from extract.papers.key import Key, find_key
from extract.papers.layouts import dealt, laid_out
from extract.papers.verdict import Verdict, verdict_on
from extract.papers.vocabulary import Vocabulary, fold, whole
from extract.read import without_marks
from extract.values import read_cell, says_only_when
from schemas.layout import Block, Grid, Leaf
from schemas.paper import Unknown

EXAMPLES = 3
"""So many cells below a header are shown with it."""
SHORT = 40
"""Characters of a word or symbol; what is longer is talk."""
LEADING = re.compile(r"^\S+(?: \d\S*)?")
"""What may be the code of a name: its first word, with a number behind it."""


def unknown_words(leaves: Sequence[Leaf], vocabulary: Vocabulary) -> list[Unknown]:
    """Each unknown word once, where it stands first, in the order of the paper.

    Looked at are scorecards, and tables of figures that would be one if their header were known; not budgets, risks,
    action plans, keys.  A symbol is unknown where neither the paper's key nor the vocabulary gives it a meaning, a
    cell where no rule reads it.
    """
    leaves = [dealt(leaf, vocabulary) for leaf in leaves]
    key = find_key(leaves, vocabulary)
    found: dict[tuple[str, str], Unknown] = {}
    heading = ""
    for leaf in leaves:
        for element in leaf.elements:
            if not isinstance(element, Grid):
                heading = element.text if isinstance(element, Block) and element.kind == "heading" else heading
                continue
            grid = laid_out(element, vocabulary).grid
            header = header_of(grid, vocabulary)
            if _may_be_a_scorecard(grid, header, verdict_on(grid, header, heading, vocabulary)):
                for unknown in _of_table(grid, header, key, vocabulary):
                    found.setdefault((unknown.kind, fold(unknown.text) or unknown.text), unknown)
    return list(found.values())


def _may_be_a_scorecard(grid: Grid, header: Header, verdict: Verdict) -> bool:
    """Whether a table is read, or lacks nothing but words: figures in several rows below a header of several columns."""
    if verdict.verdict != "set_aside":
        return True
    cells = cell_map(grid)
    rows = {r for (r, c), cell in cells.items() if r >= header.rows and cell.row == r and _is_figure(cell.text)}
    return verdict.reason.startswith("no ") and header.rows > 0 and len(rows) > 1 and grid.columns > 2


def _is_figure(text: str) -> bool:
    return bool(text) and read_cell(without_marks(text), kind="outturn")[0].value is not None


def _of_table(grid: Grid, header: Header, key: Key, vocabulary: Vocabulary) -> Iterator[Unknown]:
    below = contents_of(grid, cell_map(grid), header.rows)
    for column, contents in zip(header.columns, below, strict=True):
        title = without_marks(column.text.split(" / ")[-1])
        guessed = column.role == "outturn" and not column.roles and not says_only_when(title)
        named = column.role == "indicator" and role_of(title, vocabulary) is None
        if title and contents.cells and (column.role == "unknown" or guessed or named) and contents.mostly != "blank":
            yield Unknown(
                kind="header",
                text=title,
                page=grid.page,
                examples=_examples(contents),
                likely=_likely(contents, named=named),
            )
        if column.role in ("score", "short_term_trend", "annual_trend", "polarity"):
            yield from _signs(grid, column.role, contents, key, vocabulary)
        if column.role in FIGURES[:3]:
            unread = [t for t in contents.texts if len(t) < SHORT and _is_unread(t)]
            yield from (Unknown(kind="cell", text=text, page=grid.page) for text in unread)
        if column.role == "indicator":
            yield from _codes(grid, contents)


def _examples(contents: Contents) -> tuple[str, ...]:
    shown = [c.text or "".join(m.text for m in c.marks) for c in contents.cells]
    return tuple(dict.fromkeys(text[:SHORT] for text in shown if text))[:EXAMPLES]


def _likely(contents: Contents, *, named: bool) -> str:
    """The role to put a header under until somebody knows better; of figures, that they are none of ours."""
    if named:
        return "indicator"
    return "score" if contents.mostly == "marks" else "comment" if contents.talks() else "other"


def _signs(grid: Grid, role: str, contents: Contents, key: Key, vocabulary: Vocabulary) -> Iterator[Unknown]:
    """Scores, trends and polarities that have no known meaning."""
    for cell in contents.cells:
        text = without_marks(cell.text)
        signs = key.score_of(cell, vocabulary) or key.trend_of(cell, vocabulary) or whole(text, vocabulary.polarity)
        known = signs is not None or fold(text) in vocabulary.answers
        figure = not text or read_cell(text, kind="outturn")[0].status != "unreadable"
        marked = any(m.shape is not None for m in cell.marks)
        if not known and ((marked and role != "polarity") or not figure) and len(cell.text) < SHORT:
            kind = "symbol" if marked else "polarity" if role == "polarity" else "score" if role == "score" else "trend"
            yield Unknown(kind=kind, text=cell.marks[0].text if marked else text, page=grid.page)


def _is_unread(text: str) -> bool:
    return read_cell(without_marks(text), kind="outturn")[0].status == "unreadable"


def _codes(grid: Grid, contents: Contents) -> Iterator[Unknown]:
    """What has the shape of a code and is left in the name."""
    prefixes = learn_prefixes(contents.texts)
    for text in contents.texts:
        first = LEADING.match(text)
        if first and split_code(text, prefixes)[0] is None and canonical_code(first[0]) and len(first[0]) < len(text):
            yield Unknown(kind="code", text=first[0], page=grid.page)


SIGNS = {
    "symbol": ("score_meanings", ("better", "within_tolerance", "worse")),
    "score": ("score_words", ("green", "amber", "red")),
    "trend": ("trend_words", ("improving", "worsening", "steady")),
    "polarity": ("polarity", ("bigger_is_better", "smaller_is_better", "plan_is_best")),
}
"""Where a sign belongs in a vocabulary, and what it may mean there."""


def draft(unknown: Sequence[Unknown]) -> str:
    """A vocabulary file to paste: every phrase where it does no harm, with what stands below it."""
    headers = [u for u in unknown if u.kind == "header"]
    lines = ["# Move each phrase to what it means (outturn, target, benchmark ...), and leave out what means nothing."]
    if headers:
        lines += ["", "[columns]"]
        for role in dict.fromkeys(u.likely for u in headers):
            own = [u for u in headers if u.likely == role]
            lines += [f'# "{u.text}" stands on page {u.page} over {", ".join(u.examples)}' for u in own]
            lines += [f"{role} = [{', '.join(_quoted(u.text) for u in own)}]"]
    for kind, (table, meanings) in SIGNS.items():
        signs = [u for u in unknown if u.kind == kind]
        if signs:
            lines += ["", f"[{table}]", *(f'# "{u.text}" stands on page {u.page}' for u in signs)]
            lines += [f"{meaning} = []" for meaning in meanings]
    return "\n".join(lines) + "\n"


def _quoted(title: str) -> str:
    """A header as a phrase of the vocabulary: small letters, nothing about time."""
    return f'"{fold(PERIOD_WORDS.sub(" ", title))}"'
