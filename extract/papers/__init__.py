"""The step from pages to what a paper prints.

In: the `Leaf`s of one file, and a `Vocabulary`.  Out: a `Paper`: front sheet, reports, figures, scorecard rows and
commentary, each with its place, and remarks on what was left unread; nothing is checked or matched yet.

`paper` takes the elements in turn.  A grid is put the usual way round (`layouts/`), its columns get their meaning
(`columns/`), `verdict` says whether it is a scorecard, and its rows are read (`rows/`).  A paragraph goes to
`commentary/`, and its figures to the indicator above it.
"""

from extract.papers.paper import read_paper
from extract.papers.unknown import draft, unknown_words
from extract.papers.vocabulary import Vocabulary, built_in, read_vocabulary

__all__ = ["Vocabulary", "built_in", "draft", "read_paper", "read_vocabulary", "unknown_words"]
