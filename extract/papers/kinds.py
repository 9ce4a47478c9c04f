"""Split a text by the kinds of commentary that its headings open."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.papers.vocabulary import Vocabulary, any_within, whole
from extract.read import without_marks
from schemas.records import Kind

KINDS: tuple[Kind, ...] = ("assurance", "impact", "performance")
"""In the order in which they are looked for: evidence of impact is assurance, of performance the data."""
ASKED = re.compile(r"[^A-Za-z0-9]*(?:what|how|so what|why|where)\b[^?.]{0,110}\?", re.IGNORECASE)
"""A question that opens a passage."""


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
            parts.append(("comment", [without_label(without_marks(paragraph), vocabulary)]))
    joined = [(kind, "\n".join(line for line in lines if line).strip()) for kind, lines in parts]
    return [(kind, text) for n, (kind, text) in enumerate(joined) if text or n == len(joined) - 1]


QUESTION = re.compile(r"(?:what|how|why|which|where|is|are|do|does|has|have)\b[^?.]{3,140}\?\s*", re.IGNORECASE)
"""The question that a commentary heading asks: "Impact: What are the issues and risks for the service?"."""


def commentary_kind(text: str, vocabulary: Vocabulary) -> tuple[Kind, str] | None:
    """The kind of commentary that a text opens, and what is left of the text behind the heading.

    "Impact: what are the issues/risks for service delivery?" opens `impact`; "Impact on reputation." opens nothing.
    """
    for kind in KINDS:
        for phrase in sorted(vocabulary.commentary.get(kind, ()), key=len, reverse=True):
            rest = _after(text, phrase)
            if rest is not None:
                return kind, _without_question(rest)
    asked = ASKED.match(text)
    kind_asked = kind_of_heading(asked[0], vocabulary) if asked else None
    return (kind_asked, text[asked.end() :].strip()) if asked and kind_asked else None


def without_label(text: str, vocabulary: Vocabulary) -> str:
    """A comment without the word that announces it: "Comment: the dip follows …"."""
    lead, colon, rest = text.partition(":")
    return rest.strip() if colon and rest.strip() and whole(lead, vocabulary.columns) == "comment" else text


def kind_of_heading(text: str, vocabulary: Vocabulary) -> Kind | None:
    """The kind that a heading or the header of a column asks for: "What are the issues and risks?"."""
    return next((kind for kind in KINDS if any_within(text, vocabulary.commentary_asks.get(kind, ()))), None)


def _without_question(rest: str) -> str:
    """The text behind a heading, without the rest of the heading itself."""
    asked = QUESTION.match(rest)
    if asked:
        return rest[asked.end() :]
    heading = len(rest) < 120 and not re.search(r"[.!;:]$|\d", rest) and rest[:1].islower()
    return "" if heading else rest


def _after(text: str, phrase: str) -> str | None:
    """What follows a phrase at the start of a text, if the phrase ends there as a heading does."""
    pattern = r"[^A-Za-z0-9]*" + r"[^A-Za-z0-9]+".join(map(re.escape, phrase.split())) + r"\s*([:?.–—]|$)\s*"
    match = re.match(pattern, text, re.IGNORECASE)
    return text[match.end() :].strip() if match else None
