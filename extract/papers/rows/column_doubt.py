"""Say why the figures of a column may be of another period, or none at all: what its header leaves open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple, cast

from extract.papers.columns import FIGURES, TO_DATE, Column, column_part
from extract.papers.rows.headed import UNRULED, Headed, span
from extract.values import period_of, says_only_when, scale_of
from schemas.paper import gist
from schemas.reading import PeriodPart
from schemas.records import Measure

TWO_YEARS = re.compile(r"(?<![\d/-])(?:19|20)(\d\d) ?(?:/|[-–](?!0\d|1[0-2])) ?(?:20)?(\d\d)(?![\d/-])")
"""A financial or academic year; behind a hyphen 01 to 12 would be a month."""

ONE_YEAR = re.compile(r"\b(?:Q|Qtr\.?|Quarter) ?4\D*(?<!\d)(?:19|20)\d\d(?! ?[/–-] ?\d)", re.IGNORECASE)
CUT_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d ?/ ?\d?(?!\d)")
"""A fourth quarter of one year, and a year that ends in its stroke or the digit behind it: "Q4 2023/24" in a column that
is too narrow for it."""


class _Unsure(NamedTuple):
    """The columns of a table that come out as the same measure of the same period, and those that may lack a title."""

    twins: frozenset[int]
    torn: frozenset[int]


def column_doubts(table: Headed) -> dict[int, list[str]]:
    """The doubts about each column of figures."""
    unsure = _Unsure(_twin_columns(table), _torn_titles(table))
    return {c: _doubts(table, unsure, c) for c in table.header.all(*FIGURES)}


def _doubts(table: Headed, unsure: _Unsure, c: int) -> list[str]:
    """Why the period of a column may be another: a quarter without a year beside columns that have one, and in a
    text, which lost its spans, a year without a quarter among quarters."""
    column = table.header.columns[c]
    parts = [k.part for k in table.header.columns if k.role == "outturn" and k.part is not None]
    years = [p for p in parts if p.year is not None and p.quarter is not None]
    if c in unsure.torn:
        return [f'"{gist(column.text)}" may lack a part of its title, that stands over a column beside it']
    if _is_guess(table, column):
        return [f'"{gist(column.text)}" says more than a period: its figures may be no outturns']
    part = column.part
    misread = [
        d
        for cell in table.grid.cells
        if cell.row < table.header.rows and c in span(cell)
        for d in cell.doubts
        if d not in table.general
    ]
    if misread:
        return misread
    printed = TWO_YEARS.search(column.text)
    if printed and (int(printed[1]) + 1) % 100 != int(printed[2]) and column.role != "benchmark":
        return [f'"{printed[0]}" in its header names no financial year: it may be misread']
    if _names_two_years(column):
        return [f'"{gist(column.text)}" names two years: a title may stand over fewer columns, or over others']
    if CUT_YEAR.search(column.text) or (_names_one_year(column) and any(map(_of_two, table.header.columns))):
        return [f'"{gist(column.text)}" may be cut: the columns beside it name financial years']
    if c in unsure.twins:
        return [f'"{gist(column.text)}" may be of another period: two columns come out alike, a title may be lost']
    if column.role == "benchmark" or not years:
        return []
    now = period_of(column_part(column, cast("Measure", column.role), table.setting.period))
    told = now in [period_of(p) for p in years]
    if part is not None and part.quarter is not None and part.year is None and not told:
        return [f'"{column.text}" names a quarter but no year, and other columns do']
    lone_year = part is None or (part.quarter is None and _may_lack_a_quarter(part, parts))
    if table.grid.engine == "text" and column.role == "outturn" and lone_year and len(years) > 1:
        return [f'"{column.text}" names no quarter, and the columns beside it do']
    return []


def _may_lack_a_quarter(part: PeriodPart, others: Sequence[PeriodPart]) -> bool:
    """Whether quarters of the same year, or of one that is not said, stand beside a year: it may be the first of them,
    which lost its own cell.  A year before or after them is a year."""
    return any(p.quarter is not None and p.year in (part.year, None) for p in others)


def _names_two_years(column: Column) -> bool:
    """Whether the cells of a header above each other name different years: "Top quartile 2005/06" over "2007/08"."""
    named = [{m[1] for m in TWO_YEARS.finditer(part)} for part in column.text.split(" / ")]
    return any(a.isdisjoint(b) for a, b in combinations(filter(None, named), 2))


def _names_one_year(column: Column) -> bool:
    """Whether a header prints a fourth quarter and one year: "Q4 2023", which may begin in 2023 or end in it."""
    return ONE_YEAR.search(column.text) is not None and TWO_YEARS.search(column.text) is None


def _of_two(column: Column) -> bool:
    """Whether a header prints a quarter of a financial year."""
    return column.part is not None and column.part.quarter is not None and bool(TWO_YEARS.search(column.text))


def _twin_columns(table: Headed) -> frozenset[int]:
    """Columns of outturns or targets that come out as the same measure of the same period as another; without rules,
    all columns of such a table, because a lost title may have shifted the others."""
    header = table.header
    seen: dict[tuple[str, str | None, bool], list[int]] = {}
    for c in header.all("outturn", "target", "floor"):
        column = header.columns[c]
        measure = cast("Measure", column.role)
        period = period_of(column_part(column, measure, table.setting.period))
        if _is_guess(table, column):
            continue
        key = (column.role, period.text if period else None, bool(TO_DATE.search(column.text)))
        seen.setdefault(key, []).append(c)
    twins = frozenset(c for columns in seen.values() if len(columns) > 1 for c in columns)
    placed = [period for role, period, _ in seen if role == "outturn"]
    parts = [c.part for c in header.columns if c.role == "outturn" and c.part is not None]
    fine = any(p.quarter or p.month or p.half for p in parts)
    lost = bool(twins) or (None in placed and len(placed) > 1 and not fine)
    return frozenset(header.all(*FIGURES[:3])) if lost and table.grid.engine == "aligned" else twins


def _torn_titles(table: Headed) -> frozenset[int]:
    """Without rules a title over several columns is left to one of them: what it alone says of a scale, or of the
    time of benchmarks, may be meant for all."""
    if table.grid.engine not in UNRULED:
        return frozenset()
    header = table.header
    scaled_ones = {c for c in header.all(*FIGURES) if scale_of(header.columns[c].text) is not None}
    dated_ones = {c for c in header.all("benchmark") if header.columns[c].own is not None}
    unscaled = set(header.all(*FIGURES)) - scaled_ones if scaled_ones else set()
    undated = set(header.all("benchmark")) - dated_ones if dated_ones else set()
    return frozenset(unscaled | undated)


def _is_guess(table: Headed, column: Column) -> bool:
    """Whether a column is taken for outturns only because its header names a period among words that nobody knows."""
    own = column.text.split(" / ")[-1].replace(table.setting.council or " / ", " ")
    return column.role == "outturn" and not column.roles and not says_only_when(own)
