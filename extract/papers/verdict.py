"""Decide of each table whether it is a scorecard, something else, or not understood."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from extract.indicators import learn_prefixes, split_code
from extract.papers.columns import FIGURES, Header, Role, cell_map, role_of
from extract.papers.vocabulary import Vocabulary, within
from extract.read import without_marks
from extract.values import read_cell, read_period, scale_of, unit_from_name
from schemas.layout import Grid

JUDGED: tuple[Role, ...] = ("score", "short_term_trend", "annual_trend", "polarity", "reporting_basis")
WORD = re.compile(r"[A-Za-z]{3}")
TOP_ROWS = 3
LEAST_FIGURES = 4
"""Where the words of a header may stand, and how many figures make a table worth a look."""
ENOUGH = 3
"""Points of evidence that make a table a scorecard."""


class Verdict(NamedTuple):
    """What a table is, and why."""

    verdict: Literal["read", "set_aside", "not_understood"]
    reason: str


LOST = Verdict(
    "not_understood", "its figures stand beside words of scorecards, but its header does not say what they are"
)


UNREADABLE = Verdict("not_understood", "looks like a scorecard, but nothing below its header can be read as a figure")


def verdict_on(grid: Grid, header: Header, caption: str, vocabulary: Vocabulary) -> Verdict:
    """`read` for a table of indicators' figures; `set_aside` with the reason for any other.

    Evidence is counted: a named indicator column, codes, periods over the columns, targets, and columns that only
    scorecards have.  Words of budgets, risks and work programmes count against it, each once.
    """
    found = _verdict(grid, header, _against(grid, header, caption, vocabulary), vocabulary)
    if found.verdict == "set_aside" and _against(grid, header, "", vocabulary).weight < 2:
        return LOST if _looks_like_one(grid, vocabulary) else found
    return found


def _verdict(grid: Grid, header: Header, against: _Against, vocabulary: Vocabulary) -> Verdict:
    if not header.rows or header.first("indicator") is None:
        return _aside(against, "no header that names indicators")
    rows = _rows(grid, header)
    if not header.all("outturn"):
        lacking = "looks like a scorecard, but no column is known to hold outturns"
        strange = header.all("unknown") and _evidence(header, rows, vocabulary) - against.weight >= ENOUGH
        return Verdict("not_understood", lacking) if strange else _aside(against, "no column of outturns")
    evidence = _evidence(header, rows, vocabulary)
    if not rows.figures and rows.wordless and evidence - against.weight >= ENOUGH:
        return UNREADABLE
    if not rows.figures:
        return _aside(against, "no figures below its header")
    if evidence - against.weight >= ENOUGH:
        return Verdict("read", "scorecard" if header.all(*JUDGED) else "list of indicators")
    if evidence - against.weight == ENOUGH - 1 and (evidence >= ENOUGH or not against.weight):
        doubt = f"or {against.reason}" if against.weight else "but nothing says of which indicators"
        return Verdict("not_understood", f"looks like figures over time, {doubt}")
    return _aside(against, "no sign of performance indicators")


def _looks_like_one(grid: Grid, vocabulary: Vocabulary) -> bool:
    """Whether a table whose header was lost still shows what scorecards do: figures, and two of names of measures,
    periods, and words of targets and scores."""
    texts = [(c.row, without_marks(c.text)) for c in grid.cells if c.text]
    figures = sum(read_cell(text, kind="outturn")[0].value is not None for _, text in texts)
    firsts = dict(reversed(texts))
    measured = sum(split_code(t)[0] is not None or unit_from_name(t) is not None for t in firsts.values())
    top = [text for row, text in texts if row < TOP_ROWS]
    roles = {role_of(text, vocabulary) for text in top}
    dated = any(read_period(text) is not None for text in top)
    return figures >= LEAST_FIGURES and (measured > 1) + bool(roles & {"target", *JUDGED}) + dated > 1


def _aside(against: _Against, reason: str) -> Verdict:
    return Verdict("set_aside", against.reason or reason)


class _Rows(NamedTuple):
    named: int
    coded: int
    measured: int
    figures: int
    wordless: int
    """Cells of figures in which stand no words, whether they can be read or not."""


def _rows(grid: Grid, header: Header) -> _Rows:
    cells = cell_map(grid)
    label, code = header.first("indicator"), header.first("code")
    names = [c.text for c in grid.cells if c.column == label and c.row >= header.rows and c.column_span == 1]
    prefixes = learn_prefixes([without_marks(name) for name in names])
    figures = header.all(*FIGURES)
    named = coded = measured = with_figures = wordless = 0
    for r in range(header.rows, grid.rows):
        name = cells[r, label].text if label is not None and (r, label) in cells else ""
        ref = cells[r, code].text if code is not None and (r, code) in cells else ""
        named += bool(name)
        measured += unit_from_name(name) is not None
        coded += split_code(without_marks(ref or name), prefixes)[0] is not None
        texts = [cells[r, c].text for c in figures if (r, c) in cells and cells[r, c].text]
        readable = [t for t in texts if read_cell(without_marks(t), kind="outturn")[0].status != "unreadable"]
        with_figures += bool(readable)
        wordless += sum(WORD.search(t) is None for t in texts)
    return _Rows(named, coded, measured, with_figures, wordless)


def _evidence(header: Header, rows: _Rows, vocabulary: Vocabulary) -> int:
    label = header.first("indicator")
    title = header.columns[label].text if label is not None and "indicator" in header.columns[label].roles else ""
    named = within(title, {"indicator": vocabulary.columns["indicator"]})
    explicit = 0 if not title else 1 if named is not None and named.phrase in vocabulary.generic else 2
    periods = sum(header.columns[c].part is not None for c in header.all("outturn"))
    return (
        explicit
        + (2 if rows.coded * 2 >= rows.named > 0 else 0)
        + (1 if periods else 0)
        + (1 if periods > 1 else 0)
        + (1 if header.all("target", "floor") else 0)
        + (1 if rows.measured * 2 >= rows.named > 1 else 0)
        + min(2, len(header.all(*JUDGED)))
        + (1 if header.all("benchmark") else 0)
    )


class _Against(NamedTuple):
    weight: int
    reason: str | None


def _against(grid: Grid, header: Header, caption: str, vocabulary: Vocabulary) -> _Against:
    """What the table would be instead, and how many different words say so.

    A word in the header of its names, or in the heading above it, counts twice; so do sums in thousands of pounds.
    """
    rows = max(1, header.rows)
    label = header.first("indicator")
    titles = {c.text: 1 + (c.column == label) for c in grid.cells if c.row < rows and c.text}
    found = []
    for reason, words in vocabulary.decoys:
        said: dict[str, int] = {}
        for title, weight in titles.items():
            named = within(title, {reason: words})
            if named is not None:
                money = scale_of(title) is not None and _counts_money(header)
                said[named.phrase] = max(weight + money, said.get(named.phrase, 0))
        above = within(caption, {reason: tuple(w for w in words if len(w) > 5)})
        if above is not None:
            said[above.phrase] = max(2, said.get(above.phrase, 0))
        found.append(_Against(sum(said.values()), reason if said else None))
    return max(found, key=lambda a: a.weight, default=_Against(0, None))


def _counts_money(header: Header) -> bool:
    """Whether the figures of a table are sums in thousands or millions of pounds."""
    scales = [scale_of(header.columns[c].text) for c in header.all("outturn")]
    return bool(scales) and all(scale is not None and scale.unit == "gbp" for scale in scales)
