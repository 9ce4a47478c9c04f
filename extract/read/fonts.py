"""Ask whether the digits of a font look like the digits that it says they are.

A font in a PDF says of each glyph which character it stands for, and may be wrong about it: "ques5on" for "question",
or 47.5% where the page shows 92.5%.  Letters out of place show in words, digits in nothing; so each digit of each font
is looked at once.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from extract.read.pixels import Drawings, Mask, Pixels, drawing_of, drawn_pixels, likeness, together
from schemas.layout import Box

DOTS = 4.0
"""Pixels a point at which digits are looked at: six points are then 24 pixels."""
SMALLEST = 5.0
"""Points; smaller digits have no shape to speak of."""
LOOKS = 3
"""A digit contradicts its font where that many of its printings do (or all, where there are fewer)."""
CONTRADICTS = 0.07
"""A digit is another one where it agrees with that by so much more.  Of 1,080 digits from 108 fonts none was taken
for another but in one font of Urdu forms; of digits exchanged for others nine in ten are noticed."""
MIXED = re.compile(r"[a-z]{2}\d[a-z]|[a-z]\d[a-z]{2}")
"""A digit inside a word: "ques5on", "per4ormance"."""
MIXED_WORDS = 2
"""Different words with a digit inside from which on a font is distrusted."""


class Digit(NamedTuple):
    """A digit as a font says it, and where it stands on the page."""

    font: str
    says: str
    box: Box


def contradicted(digits: Iterable[Digit], picture: Pixels, scale: float) -> dict[str, str]:
    """Font → what its digits look like, for the fonts that say other digits than they show."""
    found: dict[str, str] = {}
    seen: dict[tuple[str, str], list[str | None]] = {}
    for digit in digits:
        looks = seen.setdefault((digit.font, digit.says), [])
        if len(looks) < LOOKS:
            looks.append(_other(digit, picture, scale))
    for (font, says), looks in seen.items():
        if looks and all(looks):
            found.setdefault(font, f"what it calls {says} looks like {looks[0]}")
    return found


def misspelling(words: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Font → such words, for the fonts whose words (font, text) hold digits where letters belong."""
    mixed: dict[str, dict[str, None]] = {}
    for font, text in words:
        if MIXED.search(text):
            mixed.setdefault(font, {})[text] = None
    return {
        font: "it writes " + ", ".join(f'"{w}"' for w in [*texts][:3])
        for font, texts in mixed.items()
        if len(texts) >= MIXED_WORDS
    }


def _other(digit: Digit, picture: Pixels, scale: float) -> str | None:
    """The digit that stands there, where it is clearly not the one that the font says."""
    b = digit.box
    part = picture[
        max(0, round(b.top * scale)) : round(b.bottom * scale), max(0, round(b.x0 * scale)) : round(b.x1 * scale)
    ]
    if min(part.shape[:2]) < 4:
        return None
    drawing = drawing_of(drawn_pixels(part))
    if drawing is None:
        return None
    names, models = _models()
    scores = likeness(drawing, models)
    best = {d: float(scores[names == d].max()) for d in string.digits}
    other = max(best, key=lambda d: best[d])
    return other if best[other] - best[digit.says] > CONTRADICTS else None


@cache
def _models() -> tuple[NDArray[np.str_], Drawings]:
    """Digits drawn in several ways: with and without serifs, thin and bold, narrow and slanted."""
    drawn = [(d, drawing) for d, mask in (*_strokes(), *_outlines()) if (drawing := drawing_of(mask)) is not None]
    return np.array([d for d, _ in drawn]), together([drawing for _, drawing in drawn])


def _strokes() -> Iterator[tuple[str, Mask]]:
    faces = (
        cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_TRIPLEX,
        cv2.FONT_HERSHEY_COMPLEX | cv2.FONT_ITALIC,
    )  # fmt: skip
    for face in faces:
        for thick in (6, 10, 16, 22):
            for digit in string.digits:
                canvas = np.zeros((260, 260), np.uint8)
                cv2.putText(canvas, digit, (40, 200), face, 6.5, 255, thick, cv2.LINE_AA)
                yield digit, canvas > 127


def _outlines() -> Iterator[tuple[str, Mask]]:
    font = ImageFont.load_default(200)
    slant = np.array([[1, -0.2, 40], [0, 1, 0]], np.float32)
    for digit in string.digits:
        canvas = Image.new("L", (300, 300), 0)
        ImageDraw.Draw(canvas).text((60, 20), digit, fill=255, font=font)
        plain = (np.array(canvas) > 127).astype(np.uint8)
        yield digit, plain > 0
        for grow in (5, 9, 15):
            yield digit, cv2.dilate(plain, np.ones((grow, grow), np.uint8)) > 0
        for shrink in (5, 9):
            yield digit, cv2.erode(plain, np.ones((shrink, shrink), np.uint8)) > 0
        yield digit, cv2.resize(plain, (210, 300)) > 0
        yield digit, cv2.warpAffine(plain, slant, (340, 300)) > 0
