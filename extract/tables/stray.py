"""Find figures that stand in columns and that no table covers."""

from __future__ import annotations

from collections.abc import Sequence

from extract.tables.aligned import Scene, runs_of
from extract.tables.evidence import ENUMERATION, WORDS
from extract.tables.looks import is_figure
from extract.tables.phrases import Line, page_lines
from schemas.layout import Box, Word, around

FEWEST_LINES, FEWEST_FIGURES = 3, 2
"""So many lines with so many figures each, in the same columns, are a table that was not seen."""


def stray_figures(words: Sequence[Word], boxes: Sequence[Box]) -> tuple[Box, ...]:
    """The boxes around lines of figures in columns, with words beside them; `words` are those outside the tables.

    `boxes` are those of the tables, which part what stands above them from what stands below.
    """
    lines = page_lines([w for w in words if not w.turned])
    runs = ([lines[n] for n in run if _is_row(lines[n])] for run in runs_of(Scene(lines, boxes, [])))
    return tuple(around([row.box for row in rows]) for rows in runs if len(rows) >= FEWEST_LINES)


def _is_row(line: Line) -> bool:
    numbered = line.phrases[:1] if ENUMERATION.match(line.phrases[0].text) else ()  # an agenda's items and pages
    figures = sum(is_figure(p.text) for p in line.values if p not in numbered)
    return figures >= FEWEST_FIGURES and any(WORDS.search(p.text) for p in line.phrases)
