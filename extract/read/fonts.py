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
from typing import NamedTuple, cast

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from extract.read.likeness import Drawings, drawing_of, likeness, together
from extract.read.pixels import Mask, Pixels
from extract.read.shape import drawn_pixels
from schemas.layout import Box

DOTS = 4.0
"""Pixels a point at which digits are looked at: six points are then 24 pixels."""
SMALLEST = 5.0
"""Points; smaller digits have no shape to speak of."""
LOOKS = 3
"""So many printings of a digit are looked at before it contradicts its font (or all, where there are fewer)."""
CONTRADICTS = 0.07
"""A digit is another one where it agrees with that by so much more.  Of 1,080 digits from 108 fonts none was taken
for another but in one font of Urdu forms; of digits exchanged for others nine in ten are noticed."""
SURE, SURELY = 0.75, 0.2
"""One digit alone contradicts its font where it agrees so well with another, and so much better."""
HANGS = 0.25
"""A digit may reach so far above and below its box, as a share of its height."""
ALIKE = 0.62
"""What agrees less with every digit is something else: letters, or a digit that something is printed across."""
CROSSES = 0.95
"""A row of pixels that is drawn over this share of a digit's box is a rule."""
MIXED = re.compile(r"[a-z]{2}\d[a-z]|[a-z]\d[a-z]{2}")
"""A digit inside a word: "ques5on", "per4ormance"."""
MIXED_WORDS = 2
"""Different words with a digit inside from which on a font is distrusted."""


class Digit(NamedTuple):
    """A digit as a font says it, and where it stands on the page."""

    font: str
    says: str
    box: Box


class Look(NamedTuple):
    """The digit that a printing looks like, and whether that is beyond doubt."""

    like: str
    clear: bool


def contradicted(digits: Iterable[Digit], picture: Pixels, scale: float) -> dict[str, str]:
    """Font → what its digits look like, for the fonts that say other digits than they show.

    One printing that looks as it should clears a digit; a printing may be crossed by a rule or a stamp.
    """
    looks: dict[tuple[str, str], list[Look]] = {}
    for digit in digits:
        seen = looks.setdefault((digit.font, digit.says), [])
        if len(seen) < LOOKS and digit.says not in {k.like for k in seen}:
            look = _look(digit, picture, scale)
            seen += [look] if look is not None else []
    wrong: dict[str, list[tuple[str, Look]]] = {}
    for (font, says), seen in looks.items():
        if seen and len({k.like for k in seen}) == 1 and seen[0].like != says:
            wrong.setdefault(font, []).append((says, seen[0]))
    return {
        font: f"what it calls {digits[0][0]} looks like {digits[0][1].like}"
        for font, digits in wrong.items()
        if len(digits) > 1 or digits[0][1].clear
    }


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


def _look(digit: Digit, picture: Pixels, scale: float) -> Look | None:
    """The digit that stands there: the one that the font says unless it is clearly another; None for what is no digit."""
    part = _cut(picture, digit.box, scale)
    if min(part.shape[:2]) < 4 or digit.box.height < digit.box.width:
        return None
    drawing = drawing_of(_middle_piece(drawn_pixels(part)))
    if drawing is None:
        return None
    names, models = _models()
    scores = likeness(drawing, models)
    best = {d: float(scores[names == d].max()) for d in string.digits}
    other = max(best, key=lambda d: best[d])
    if best[other] < ALIKE:
        return None
    ahead = best[other] - best[digit.says]
    return Look(other if ahead > CONTRADICTS else digit.says, clear=best[other] > SURE and ahead > SURELY)


def _cut(picture: Pixels, box: Box, scale: float) -> Pixels:
    """The digit's part of the picture; fonts with digits that hang below the line say too small a box."""
    hang = HANGS * box.height
    top, bottom = max(0, round((box.top - hang) * scale)), round((box.bottom + hang) * scale)
    return picture[top:bottom, max(0, round(box.x0 * scale)) : round(box.x1 * scale)]


def _middle_piece(mask: Mask) -> Mask:
    """The piece of the mask that lies in its middle, without rows and columns that are drawn from edge to edge."""
    clean = mask.copy()
    clean[mask.mean(axis=1) > CROSSES] = False
    clean[:, mask.mean(axis=0) > CROSSES] = False
    _, pieces = cv2.connectedComponents(clean.astype(np.uint8), connectivity=8)
    high = len(pieces) // 4
    inside = pieces[high:-high]
    largest = int(np.bincount(inside[inside > 0]).argmax()) if (inside > 0).any() else -1
    return cast("Mask", pieces == largest)


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
