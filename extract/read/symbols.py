"""Find the symbols among the words of a cell: ★ ● ▲ ↗, whatever font they came from."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, cast

from schemas.layout import Colour, Mark, Shape, Word


@cache
def _shapes() -> tuple[dict[str, Shape], dict[str, Colour]]:
    table: dict[str, Any] = tomllib.loads((files(__package__) / "symbols.toml").read_text(encoding="utf-8"))
    colours = {char: cast("Colour", name) for name, chars in table.pop("colours").items() for char in chars}
    return {char: cast("Shape", name) for name, chars in table.items() for char in chars}, colours


def shape_of(char: str) -> Shape | None:
    """The shape that a character draws, or None for a letter, digit or stop."""
    return _shapes()[0].get(char)


def char_of(shape: Shape) -> str:
    """A character that draws a shape; the inverse of `shape_of`."""
    return next(char for char, drawn in _shapes()[0].items() if drawn == shape and char not in _shapes()[1])


def marks_in(words: Iterable[Word]) -> Iterator[Mark]:
    """The symbols that are printed as characters, each with the colour it is printed in."""
    shapes, colours = _shapes()
    for word in words:
        for char in word.text:
            if char in shapes:
                yield Mark(
                    shape=shapes[char],
                    colour=colours.get(char, word.colour),
                    drawn="glyph",
                    text=char,
                    box=word.box,
                )


def marks_in_text(text: str) -> tuple[Mark, ...]:
    """The symbols in a text that has neither boxes nor colours."""
    shapes, colours = _shapes()
    return tuple(Mark(shape=shapes[c], colour=colours.get(c), drawn="glyph", text=c) for c in text if c in shapes)


def without_marks(text: str) -> str:
    """The text with its symbols taken out and white space folded."""
    shapes, _ = _shapes()
    return " ".join("".join(" " if c in shapes or c == "\ufe0f" else c for c in text).split())
