"""The step from pages to what a paper prints.

In: the `Leaf`s of one file, and a `Vocabulary`.  Out: a `Paper`: front sheet, reports, figures, scorecard rows and
commentary, each with its place, and remarks on what was left unread; nothing is checked or matched yet.

`paper` takes the elements in turn.  A grid is put the usual way round (`cards`, `parted`, `stacked`, `textgrid`,
`upright`), its columns get their meaning (`headers`, `contents`, `times`, `relative`), `verdict` says whether it is a
scorecard, and `scorecard` reads its rows (`row_name`, `figures`, `judgement`, `comment_cell`).  A paragraph goes to
`commentary` and, with an indicator above it, to `prose`.
"""

from extract.papers.paper import read_paper
from extract.papers.unknown import draft, unknown_words
from extract.papers.vocabulary import Vocabulary, built_in, read_vocabulary

__all__ = ["Vocabulary", "built_in", "draft", "read_paper", "read_vocabulary", "unknown_words"]
