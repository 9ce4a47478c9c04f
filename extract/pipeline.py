"""The whole way of one paper, from a file to its records."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from extract.checks import check_paper
from extract.facts import Hints, facts_of
from extract.papers import Vocabulary, built_in, read_paper
from extract.read import fingerprint, is_text, read_pages, read_text_file
from extract.tables import leaf_of, mark_furniture, put_together, relaid
from schemas.layout import Leaf
from schemas.records import Facts


def leaves_of(path: Path) -> list[Leaf]:
    """What every page of a file shows."""
    if is_text(path):
        return [read_text_file(path)]
    return mark_furniture([leaf_of(page) for page in read_pages(path)])


def reader_version() -> str:
    """What a paper is read anew for when it changes: the version of the program."""
    return version("outturn")


def extract_paper(path: Path, name: str, hints: Hints, vocabulary: Vocabulary | None = None) -> Facts:
    """All that one file says; raises `CannotRead` where nothing can be had from it."""
    leaves = leaves_of(path)
    guessed = {leaf.number for leaf in leaves if leaf.reader in ("ocr", "text")}
    paper = check_paper(read_paper(put_together(relaid(leaves)), vocabulary or built_in()), guessed)
    return facts_of(fingerprint(path), name, paper, leaves, hints, reader_version())
