"""What the rows of a scorecard say.

In: a grid whose columns are understood (`headed`).  Out: for each row whose it is (`row_name`), its figures (`figures`),
its score and trends (`judgement`) and its comments (`comment_cell`); `column_doubt` says what its columns leave open.
"""

from extract.papers.rows.headed import Setting
from extract.papers.rows.scorecard import Scorecard, read_scorecard

__all__ = ["Scorecard", "Setting", "read_scorecard"]
