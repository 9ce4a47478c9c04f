"""Read what a row says of its indicator beside the figures: score, trends and polarity, by symbols, words and colours."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple, cast

from extract.papers.columns import column_part
from extract.papers.key import NO_SCORE, Symbol
from extract.papers.names import Name
from extract.papers.rows.comment_cell import score_before
from extract.papers.rows.headed import Headed
from extract.papers.vocabulary import Vocabulary, fold, whole, within
from extract.read import without_marks
from extract.values import period_of, read_cell, whole_status
from schemas.layout import Cell, Colour
from schemas.paper import Place, Remark, Row, Unread, gist
from schemas.records import Polarity, Trend

RAG = ("red", "amber", "green")
POINTING = ("triangle", "triangle_down", "triangle_left", "triangle_right")
"""Symbols that may be scores or arrows."""
SHADED = 0.7
"""Share of the cells of a row that are filled alike where the row is shaded."""
LONGEST_SIGN = 12
"""Characters of what stands for a score or a trend; more are a comment."""
LETTERS = 2
"""OCR makes so many letters of a symbol."""
JUDGING = ("score", "short_term_trend", "annual_trend", "polarity", "reporting_basis")


class Colouring(NamedTuple):
    """What the fills of a table mean: rows that are shaded for the eye, and the column whose colours are scores; whether
    its letters are scores, or what is left of symbols; and the column whose figures have scores beside them."""

    shaded: frozenset[int]
    painted: int | None
    lettered: bool
    marked: int | None


class Judgement(NamedTuple):
    """What a row says, and what in it has no known meaning."""

    row: Row
    remarks: tuple[Remark, ...]


def colouring_of(table: Headed) -> Colouring:
    """What the fills of a table mean."""
    scores = [table.cell_of(r, "score") for r in table.rows]
    lettered = not any(_unread(cell) for cell in scores if cell is not None and _shown(table, cell) is None)
    return Colouring(_shaded_rows(table), _painted_column(table), lettered, _marked_column(table))


def judgement_of(table: Headed, colouring: Colouring, r: int, name: Name, heading: str | None) -> Judgement:
    """Score, trends and polarity of a row; `heading` is the band above it or the heading of the table."""
    setting, header = table.setting, table.header
    judged = any(c.role in JUDGING for c in header.columns)
    score = _score_cell(table, colouring, r)
    symbol = _shown(table, score) if score is not None else _paint(table, colouring, r)
    if score is not None and not colouring.lettered and len(score.text) == 1 and not score.marks:
        symbol = None
    short, short_remarks = _trend(table, r, "short_term_trend")
    annual, annual_remarks = _trend(table, r, "annual_trend")
    label = table.cell_of(r, "indicator")
    stands = score or label
    row = Row(
        place=Place(
            page=(stands.page if stands else None) or table.grid.page, box=stands.box if stands else None,
            spot=f"{setting.spot} r{r}",
        ),
        code=name.code, label=name.label, table=setting.table, row=r,
        period=table.latest if header.first("period") is None else period_of(table.period_around(r)),
        heading=name.group or heading,
        polarity=cast("Polarity | None", _polarity(table.cell_of(r, "polarity"), setting.vocabulary)),
        reporting_basis=table.text(r, header.first("reporting_basis")) or None,
        mark=score.marks[0] if score is not None and score.marks else None,
        score=symbol.name if symbol else None,
        score_meaning=symbol.meaning if symbol else None,
        short_term_trend=short, annual_trend=annual,
        unread=Unread(
            _unread(score) if symbol is None else None,
            _unread(table.cell_of(r, "short_term_trend")) if short is None else None,
            _unread(table.cell_of(r, "annual_trend")) if annual is None else None,
        ),
        judged=judged or symbol is not None,
    )  # fmt: skip
    unknown = []
    if score is not None and symbol is None and score.marks:
        said = f'the score of "{gist(name.label)}" is a symbol without a known meaning'
        unknown = [table.remark("unknown_symbol", "warning", said)]
    elif score is not None and symbol is None and _is_strange(score):
        said = f'the score of "{gist(name.label)}" is "{score.text}": nothing says what that means'
        unknown = [table.remark("unknown_symbol", "warning", said)]
    return Judgement(row, (*short_remarks, *annual_remarks, *unknown))


def _score_cell(table: Headed, colouring: Colouring, r: int) -> Cell | None:
    """The cell that holds the score of a row, without a fill that means nothing."""
    score = table.cell_of(r, "score")
    if score is None and table.header.first("score") is None:
        talks = table.cells_of(r, "comment")
        score = next((c for c in talks if c.marks), None) or _worded(table, talks) or _marked(table, colouring, r)
    if score is not None and (r in colouring.shaded or _like_its_header(table, score)):
        return score.model_copy(update={"fill": None})
    return score


def _worded(table: Headed, talks: Sequence[Cell]) -> Cell | None:
    """A comment cell's score in words, as a cell of its own."""
    return next((c.model_copy(update={"text": fold(word)}) for c in talks if (word := score_before(table, c))), None)


def _shown(table: Headed, cell: Cell) -> Symbol | None:
    """The score that a cell shows; words that nobody knows ("Nearly there") show it by their colour."""
    key, vocabulary = table.setting.key, table.setting.vocabulary
    shown = key.score_of(cell, vocabulary)
    if shown is None and not cell.marks and cell.ink in RAG:
        shown = key.score_of(cell.model_copy(update={"fill": cell.ink}), vocabulary)
    return shown


def _unread(cell: Cell | None) -> str | None:
    """The sign, letters or digits in a cell that OCR made of a symbol: "71" for an arrow, "*" for a star."""
    if cell is None or cell.marks or not 0 < len(cell.text) <= LETTERS or fold(cell.text) in NO_SCORE:
        return None
    return cell.text if cell.text == "*" or whole_status(cell.text, "outturn") is None else None


def _shaded_rows(table: Headed) -> frozenset[int]:
    """The rows that are filled from end to end, where that has one colour in the table: it guides the eye."""
    shades: dict[int, Colour] = {}
    for r in table.rows:
        own = (table.cells.get((r, c)) for c in range(table.grid.columns))
        fills = Counter(cell.fill for cell in own if cell is not None)
        colour, times = fills.most_common(1)[0] if fills else (None, 0)
        if colour in RAG and times > SHADED * sum(fills.values()):
            shades[r] = colour
    return frozenset(shades) if len(set(shades.values())) == 1 else frozenset()


def _like_its_header(table: Headed, cell: Cell) -> bool:
    """Whether a cell is filled like the header of its column: then the column is shaded, and nothing is judged."""
    head = table.cells.get((table.header.rows - 1, cell.column))
    return (
        head is not None
        and head.row < table.header.rows
        and cell.fill is not None
        and head.fill == cell.fill
        and all(
            below is None or below.fill == cell.fill
            for below in (table.cells.get((r, cell.column)) for r in table.rows)
        )
    )


def _painted_column(table: Headed) -> int | None:
    """The latest outturn column whose cells, or the figures in them, have several of the colours of scores, where no
    column holds scores: the colour of a figure is its score."""

    def painted(cells: Sequence[Cell]) -> bool:
        inks = [cell.ink for cell in cells if cell.text]
        printed = sum(ink in RAG for ink in inks) * 2 > len(inks) and len(set(inks) & set(RAG)) > 1
        return printed or len({cell.fill for cell in cells} & set(RAG)) > 1

    return _latest_outturns(table, painted)


def _marked_column(table: Headed) -> int | None:
    """The latest outturn column whose figures mostly have symbols beside them, of several kinds, where no column
    holds scores.  Triangles that no key grades may be arrows."""

    def marked(cells: Sequence[Cell]) -> bool:
        figures = [c for c in cells if without_marks(c.text)]
        marks = [c.marks[0] for c in figures if len(c.marks) == 1]
        graded = {
            table.setting.key.score_of(Cell(row=0, column=0, marks=(m,)), table.setting.vocabulary) for m in marks
        }
        pointing = all(m.shape in POINTING for m in marks) and not table.setting.key.grades
        return len(marks) * 2 > len(figures) and len(graded - {None}) > 1 and not pointing

    return _latest_outturns(table, marked)


def _latest_outturns(table: Headed, fits: Callable[[Sequence[Cell]], bool]) -> int | None:
    """The outturn column of the latest period whose cells fit, where no column holds scores."""
    if table.header.first("score") is not None:
        return None
    found = []
    for c in table.header.all("outturn"):
        if fits([cell for r in table.rows if (cell := table.cells.get((r, c))) is not None]):
            period = period_of(column_part(table.header.columns[c], "outturn", table.setting.period))
            found.append((period.end if period else date.min, c))
    return max(found)[1] if found else None


def _marked(table: Headed, colouring: Colouring, r: int) -> Cell | None:
    """The symbol beside a row's figure."""
    cell = table.cells.get((r, colouring.marked)) if colouring.marked is not None else None
    return Cell(row=0, column=0, marks=cell.marks) if cell is not None and len(cell.marks) == 1 else None


def _paint(table: Headed, colouring: Colouring, r: int) -> Symbol | None:
    """The score that the colour of a row's figure is."""
    cell = table.cells.get((r, colouring.painted)) if colouring.painted is not None else None
    colour = next((c for c in (cell.fill, cell.ink) if c in RAG), None) if cell is not None else None
    if colour is None:
        return None
    return table.setting.key.score_of(Cell(row=0, column=0, fill=colour), table.setting.vocabulary)


def _trend(table: Headed, r: int, role: str) -> tuple[Trend | None, list[Remark]]:
    cell = table.cell_of(r, role)
    if cell is None:
        return None, []
    trend = table.setting.key.trend_of(cell, table.setting.vocabulary)
    unknown = trend is None and (bool(cell.marks) or _is_strange(cell))
    said = f'"{gist(cell.text)}" is no known trend'
    return trend, [table.remark("unknown_symbol", "warning", said)] if unknown else []


def _is_strange(cell: Cell) -> bool:
    """Whether a cell of scores or trends prints a sign, a letter or a short word that is no reason for having none."""
    text = cell.text.strip()
    return _unread(cell) is not None or (
        0 < len(text) <= LONGEST_SIGN
        and (read_cell(text, kind="outturn")[0].status == "unreadable" or unicodedata.category(text[0]) in ("So", "Co"))
    )


def _polarity(cell: Cell | None, vocabulary: Vocabulary) -> str | None:
    """The polarity that a cell names or shows by an arrow: up is bigger is better."""
    if cell is None:
        return None
    text = without_marks(cell.text) or next((m.shape for m in cell.marks if m.shape in ("up", "down")), "")
    if not text:
        return None
    exact = whole(text, vocabulary.polarity)
    if exact:
        return exact
    found = within(text, {n: tuple(p for p in w if len(p) > 3) for n, w in vocabulary.polarity.items()})
    return found.name if found else None
