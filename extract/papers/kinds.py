"""Split a text by the kinds of commentary that its headings open."""

from __future__ import annotations

from collections.abc import Sequence

from extract.papers.vocabulary import Vocabulary, commentary_kind
from extract.read import without_marks
from schemas.records import Kind


def split_kinds(paragraphs: Sequence[str], vocabulary: Vocabulary) -> list[tuple[Kind, str]]:
    """The text of a cell by kind: a heading at the start of a paragraph opens a kind, the rest goes on.

    A kind whose text is empty comes only last: its text may follow on the next page.
    """
    parts: list[tuple[Kind, list[str]]] = []
    for paragraph in paragraphs:
        opened = commentary_kind(paragraph, vocabulary)
        if opened is not None:
            parts.append((opened[0], [opened[1]] if opened[1] else []))
        elif parts:
            parts[-1][1].append(paragraph)
        else:
            parts.append(("comment", [without_marks(paragraph)]))
    joined = [(kind, "\n".join(line for line in lines if line).strip()) for kind, lines in parts]
    return [(kind, text) for n, (kind, text) in enumerate(joined) if text or n == len(joined) - 1]
