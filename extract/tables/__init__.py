"""The step from a page to what it shows.

In: a `Page` (words, rules, fills, marks).  Out: a `Leaf`: grids, blocks and pictures in reading order, before anything
is interpreted.  Every word of a table's box is in exactly one cell or listed as left over.

`leaf` takes a page apart, `mend` chooses between the three that make grids: `ruled` by rules, `printed/` by the cells
that a file prints one by one, `aligned/` by the white between words.  `join` puts tables together over pages.
"""

from extract.tables.continued import relaid
from extract.tables.furniture import mark_furniture
from extract.tables.join import join, put_together, whole
from extract.tables.leaf import leaf_of

__all__ = ["join", "leaf_of", "mark_furniture", "put_together", "relaid", "whole"]
