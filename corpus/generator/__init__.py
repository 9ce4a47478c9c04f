"""Writes the papers of an invented council, and what each of their pages prints.

`python -m corpus.generator` builds all of them. The facts are in `data/` (indicators with their history,
the council, the sentences), the make-up of each paper in `papers/`; `writer` sets a Flat ODT file,
`office` prints it, and `truth` says which figure stands on which page.
"""
