"""Decide of each table whether it is a scorecard, something else, or not understood."""

from __future__ import annotations

from typing import Literal, NamedTuple

from extract.indicators import split_code
from extract.papers.headers import FIGURES, Header, Role, cell_map
from extract.papers.vocabulary import Vocabulary, any_within
from extract.read import without_marks
from extract.values import read_cell
from schemas.layout import Grid

JUDGED: tuple[Role, ...] = ("score", "short_term_trend", "annual_trend", "polarity", "reporting_basis")
ENOUGH = 3
"""Points of evidence that make a table a scorecard."""


class Verdict(NamedTuple):
    """What a table is, and why."""

    verdict: Literal["read", "set_aside", "not_understood"]
    reason: str


def verdict_on(grid: Grid, header: Header, caption: str, vocabulary: Vocabulary) -> Verdict:
    """`read` for a table of indicators' figures; `set_aside` with the reason for any other.

    Evidence is counted: a named indicator column, codes, periods over the columns, targets, and columns that only
    scorecards have.  Words of budgets, risks and work programmes count against it.
    """
    if not header.rows or header.first("indicator") is None:
        return Verdict("set_aside", _decoy(grid, header, caption, vocabulary) or "no header that names indicators")
    outturns = header.all("outturn")
    if not outturns:
        return Verdict("set_aside", _decoy(grid, header, caption, vocabulary) or "no column of outturns")
    rows = _rows(grid, header)
    if not rows.figures:
        return Verdict("set_aside", _decoy(grid, header, caption, vocabulary) or "no figures below its header")
    evidence = _evidence(header, rows)
    decoy = _decoy(grid, header, caption, vocabulary)
    if decoy and evidence < ENOUGH + 2:
        return Verdict("set_aside", decoy)
    if evidence >= ENOUGH:
        return Verdict("read", "scorecard" if header.all(*JUDGED) else "list of indicators")
    if evidence == ENOUGH - 1:
        return Verdict("not_understood", "looks like figures over time, but nothing says of which indicators")
    return Verdict("set_aside", "no sign of performance indicators")


class _Rows(NamedTuple):
    named: int
    coded: int
    figures: int
    cells: int


def _rows(grid: Grid, header: Header) -> _Rows:
    cells = cell_map(grid)
    label, code = header.first("indicator"), header.first("code")
    figures = header.all(*FIGURES)
    named = coded = with_figures = filled = 0
    for r in range(header.rows, grid.rows):
        name = cells[r, label].text if label is not None and (r, label) in cells else ""
        ref = cells[r, code].text if code is not None and (r, code) in cells else ""
        named += bool(name)
        coded += split_code(without_marks(ref or name))[0] is not None
        texts = [cells[r, c].text for c in figures if (r, c) in cells and cells[r, c].text]
        readable = [t for t in texts if read_cell(without_marks(t), kind="outturn")[0].status != "unreadable"]
        with_figures += bool(readable)
        filled += len(texts)
    return _Rows(named, coded, with_figures, filled)


def _evidence(header: Header, rows: _Rows) -> int:
    label = header.first("indicator")
    explicit = label is not None and "indicator" in header.columns[label].roles
    periods = sum(header.columns[c].part is not None for c in header.all("outturn"))
    return (
        (2 if explicit else 0)
        + (2 if rows.coded * 2 >= rows.named > 0 else 0)
        + (1 if periods else 0)
        + (1 if periods > 1 else 0)
        + (1 if header.all("target", "floor") else 0)
        + min(2, len(header.all(*JUDGED)))
        + (1 if header.all("benchmark") else 0)
    )


def _decoy(grid: Grid, header: Header, caption: str, vocabulary: Vocabulary) -> str | None:
    rows = max(1, header.rows)
    titles = [c.text for c in grid.cells if c.row < rows and c.text]
    for reason, words in vocabulary.decoys:
        if any(any_within(t, words) for t in titles):
            return reason
    long = {reason: [w for w in words if len(w) > 5] for reason, words in vocabulary.decoys}
    return next((reason for reason, words in long.items() if any_within(caption, words)), None)
