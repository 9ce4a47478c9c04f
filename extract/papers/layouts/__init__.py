"""Grids put the usual way round: a row for each indicator, a column for each figure.

In: a grid as it is printed.  Out: grids that read as scorecards do, from cards (`cards`), value and target in rows of
their own (`stacked`), tables side by side (`parted`), indicators along the top (`upright`) and text without cells
(`textgrid`).
"""

from extract.papers.layouts.cards import dealt
from extract.papers.layouts.stacked import unstacked
from extract.papers.layouts.upright import is_of_one_measure, laid_out, named

__all__ = ["dealt", "is_of_one_measure", "laid_out", "named", "unstacked"]
