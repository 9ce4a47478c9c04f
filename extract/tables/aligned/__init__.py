"""Tables without rules, by the white between their words: lines, phrases that stand in columns, and the rows they make.

In: the words of a page that no ruled table took.  Out: grids (`grids`): where a table begins and ends (`reach`), its
columns (`gutters`), its header (`heads`) and its rows (`rows`); `crown` finds a header above a table that has rules.
"""

from extract.tables.aligned.crown import crowned
from extract.tables.aligned.grids import aligned_grids
from extract.tables.aligned.reach import Scene, is_core, runs_of
from extract.tables.aligned.rows import UNFINISHED

__all__ = ["UNFINISHED", "Scene", "aligned_grids", "crowned", "is_core", "runs_of"]
