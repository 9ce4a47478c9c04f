"""What pages of all systems have in common: text of elements, links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

SIZE = re.compile(r"\(?\s*(?:PDF\s+)?(\d[\d.,]*)\s*([KMG]?B|bytes)\s*\)?\s*$", re.IGNORECASE)


def parse(text: str) -> LexborHTMLParser:
    """A page as a tree, read as browsers read it."""
    return LexborHTMLParser(text)


def fold(text: str | None) -> str:
    """White space folded to single spaces."""
    return " ".join((text or "").split())


def text_of(node: LexborNode | None) -> str:
    """The text of an element, white space folded."""
    return fold(node.text(separator=" ")) if node is not None else ""


def links(tree: LexborHTMLParser | LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """Every link with where it leads as written."""
    for node in tree.css("a[href]"):
        if href := (node.attributes.get("href") or "").strip():
            yield node, href


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around a node, the nearest first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def size_in(text: str) -> str | None:
    """A printed file size in one spelling: `119 KB` for "PDF 119 KB", `156 KB` for "(156Kb)"."""
    match = SIZE.search(text)
    return f"{match[1]} {match[2].upper()}" if match else None


def without_size(text: str) -> str:
    """A title without the file size and format behind it."""
    return fold(re.sub(r"\bPDF\s*$", "", SIZE.sub("", text)))
