"""Tables without rules, by the cells that a file prints one by one.

In: the words of a page, each with the run of print that it came in.  Out: grids (`grids`): words put together to cells
(`chunks`), the rows that are a table (`extent`), their columns, their header (`titles`) and the place of each (`spots`).
"""

from extract.tables.printed.grids import is_printed, printed_grids

__all__ = ["is_printed", "printed_grids"]
