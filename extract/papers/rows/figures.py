"""Read the figures of one row of a scorecard: each cell below its header, with its measure, period, unit and scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

from extract.papers.columns import FIGURES, PERIOD_WORDS, TO_DATE, Column, column_part, latest_part
from extract.papers.names import Name
from extract.papers.rows.headed import Headed, span
from extract.papers.vocabulary import fold
from extract.read import without_marks
from extract.values import (
    Scale,
    latest_before,
    merge,
    period_of,
    read_cell,
    read_period,
    scale_of,
    scaled,
    unit_from_name,
    unit_in_header,
    unit_said,
)
from schemas.layout import Cell
from schemas.paper import Place, Printing, Remark, gist
from schemas.reading import Period, Reading
from schemas.records import Measure, Unit


class Figure(NamedTuple):
    """A printed figure, and what is to be said of it."""

    printing: Printing
    remarks: tuple[Remark, ...]


Doubts = dict[int, list[str]]
"""The doubts about each column."""


def figures_of_row(table: Headed, r: int, name: Name, doubts: Doubts) -> list[Figure]:
    """The figures of a row, none where no cell of it prints anything."""
    found = [f for cell, columns in anchored(table, r) for f in _figures(table, r, cell, columns, name, doubts)]
    if all(f.printing.reading.status == "missing" for f in found):
        return []
    return _with_units(table, found, name)


def anchored(table: Headed, r: int) -> list[tuple[Cell, list[int]]]:
    """The cells that begin in a row, each with its columns.

    A text lost its merged cells: there a reason ("New measure") stands for the blank figure cells around it.
    """
    own = [c for c in table.grid.cells if c.row == r]
    if table.grid.engine != "text":
        return [(c, span(c)) for c in own]
    figures = {n for n, c in enumerate(table.header.columns) if c.role in FIGURES[:3]}
    blanks = {c.column for c in own if not c.text and c.column in figures}
    result = []
    for cell in own:
        columns = [cell.column]
        if cell.text and cell.column in figures and _is_reason(cell.text):
            for step in (1, -1):
                n = cell.column + step
                while n in blanks:
                    blanks.discard(n)
                    columns.append(n)
                    n += step
        result.append((cell, sorted(columns)))
    return [(c, k) for c, k in result if c.text or c.column not in figures or c.column in blanks]


def _is_reason(text: str) -> bool:
    status = read_cell(text, kind="outturn")[0].status
    return status in ("new_measure", "not_comparable", "not_yet_available")


def _figures(
    table: Headed, r: int, cell: Cell, columns: Sequence[int], name: Name, doubts: Doubts
) -> Iterator[Figure]:  # fmt: skip
    """The figures of a cell, for each of the columns that it stands for."""
    benchmark_done = False
    for c in columns:
        column = table.header.columns[c]
        if column.role not in FIGURES:
            continue
        if column.role == "benchmark":
            if benchmark_done:
                continue
            benchmark_done = True
        measure = cast("Measure", column.role)
        for position, reading in enumerate(_readings(table, r, cell, column, name)):
            printing = Printing(
                place=Place(
                    page=cell.page or table.grid.page, box=cell.box, spot=f"{table.setting.spot} r{cell.row} c{c}"
                ),
                source="table", code=name.code, label=name.label, measure=measure,
                period=_period(table, r, column, reading), reading=reading, position=position,
                table=table.setting.table, row=r,
            )  # fmt: skip
            said = [table.remark("period_in_doubt", "warning", doubt) for doubt in doubts[c]]
            yield Figure(printing, (*_remarks(table, cell, reading), *said))


def _readings(table: Headed, r: int, cell: Cell, column: Column, name: Name) -> Iterator[Reading]:
    """What a cell prints, read as its column and its row say."""
    text = without_marks(cell.text) or ("" if not cell.marks else cell.text)
    scale = _scale(table, r, column, name)
    unit = scale.unit or unit_from_name(name.label)
    measure = cast("Measure", column.role)
    for read in read_cell(text, kind=measure, notes=cell.notes, unit=unit):
        unnamed = measure == "benchmark" and read.qualifier is None and read.value is not None
        comparator = column.text.split(" / ")[-1] or None
        qualifier = comparator if unnamed else read.qualifier
        reading = scaled(read.model_copy(update={"raw": cell.text, "qualifier": qualifier}), scale)
        if measure == "outturn" and reading.value is not None and TO_DATE.search(column.text):
            reading = reading.model_copy(update={"qualifier": reading.qualifier or "year to date"})
        yield reading


def _scale(table: Headed, r: int, column: Column, name: Name) -> Scale:
    """What the figures of a cell are counted in: as its row's unit, its name, its header or the caption says.

    A name that says its own unit ("% of rent collected", "days to re-let") is not counted in thousands.
    """
    said = unit_said(table.text(r, table.header.first("unit")))
    own = said if said is not None and said.power else scale_of(name.label)
    named = unit_from_name(name.label)
    label_column = table.header.first("indicator")
    label = table.header.columns[label_column].text if label_column is not None else ""
    around = scale_of(column.text) or scale_of(label) or table.setting.scale
    if around is None and named is None and own is None and said is None:
        return Scale(0, unit_in_header(PERIOD_WORDS.sub(" ", column.text)))
    if own is not None or said is not None or around is None or named not in (None, "gbp", around.unit or "number"):
        return own or said or Scale(0, None)
    return around


def _period(table: Headed, r: int, column: Column, reading: Reading) -> Period | None:
    measure = cast("Measure", column.role)
    if measure == "benchmark":
        return period_of(merge(column.own, reading.period))
    own_row = read_period(table.text(r, table.header.first("period")))
    if column.part is None and reading.period is None and period_of(own_row) is not None:
        return period_of(own_row)
    near = table.period_around(r) or (latest_part(table.header) if measure in ("target", "floor") else None)
    around = period_of(column_part(column, measure, near))
    if reading.period is None or measure != "outturn":
        return around
    own = period_of(reading.period)
    if own is not None or around is None:
        return own
    return latest_before(reading.period, around)


def _remarks(table: Headed, cell: Cell, reading: Reading) -> Iterator[Remark]:
    """What was not sure of a reading, and what was mended in it."""
    for doubt in (*reading.doubts, *cell.doubts):
        fraction = reading.numerator is not None and reading.value is not None
        check = "unread_cell" if reading.status == "unreadable" else "fraction" if fraction else "doubtful_cell"
        yield table.remark(check, "warning", f'"{gist(cell.text)}": {doubt}')
    for repair in reading.repairs:
        yield table.remark(
            "repair", "info", f'"{repair.printed}" is read as {repair.read_as}: {repair.witness}',
            suggestion=repair.read_as,
        )  # fmt: skip


def _with_units(table: Headed, row: Sequence[Figure], name: Name) -> list[Figure]:
    """The unit of a bare figure is that of the other cells of its row, else that of the name, else `number`."""
    printed = Counter(
        p.reading.unit for p, _ in row if p.reading.unit and p.measure in ("outturn", "target")
    )  # fmt: skip
    named = unit_from_name(name.label)
    common = printed.most_common(1)[0][0] if printed else None
    values = [p.reading.value for p, _ in row if p.reading.value is not None and p.measure != "benchmark"]
    unit: Unit = common or named or "number"
    first = row[0]
    if common is None and named == "percent" and any(v > 100 for v in values):
        unit = "number"
        said = f'"{gist(name.label)}" says per cent, but prints {max(values)}: read as a number'
        first = first._replace(remarks=(*first.remarks, table.remark("unit", "info", said)))
    return [f._replace(printing=_with_unit(f.printing, unit, name)) for f in (first, *row[1:])]


def _with_unit(printing: Printing, unit: Unit, name: Name) -> Printing:
    reading = printing.reading
    if reading.value is None:
        return printing
    if reading.unit is None:
        reading = reading.model_copy(update={"unit": unit})
    if "cumulative" in fold(name.label).split() and not reading.qualifier:
        reading = reading.model_copy(update={"qualifier": "cumulative"})
    return printing.model_copy(update={"reading": reading})
