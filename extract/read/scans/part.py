"""Look at a cell, or another part of a picture with one ground: its fill, its symbols and its lines of text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import cv2
import numpy as np

from extract.read.colour import colour_name
from extract.read.pixels import Mask, Pixels
from extract.read.scans.ink import BORDER, clean_ink, inside_rules, lines_of, usual_height, white_between, without_dirt
from extract.read.scans.sheet import Sheet, ground_of, paint_over
from extract.read.scans.stamp import without_stamp
from extract.read.scans.textline import Text, Turn, legibility, text_at
from extract.read.shape import Look, colour_of, look_at
from schemas.layout import Box, Colour, Fill, Mark, around

SYMBOL = (3.6, 26.0)
"""Points: the smallest and the largest symbol."""
ALONE = 0.35
"""An arrow or tick beside text stands apart from it by this share of its height …"""
BEFORE_TEXT = 0.2
"""… and a solid symbol by this share."""
SOLID = ("star", "circle", "triangle", "triangle_down", "triangle_left", "triangle_right", "square", "diamond")
LIKE_LETTERS = ("ring", "cross")
"""Black ones are read as the letters O and X, which a reader takes for the same."""
PAINTED = 60
"""The channels of a painted symbol lie this far apart (of 255), and its pixels no further."""
HIDDEN = 0.02
"""The share of a painted symbol that lies behind a rule."""
CLEARLY = 0.86
"""A symbol beside text must agree this well with its model."""


class Part(NamedTuple):
    """A part of the sheet with one ground: what is printed in it, in its own pixels."""

    sheet: Sheet
    box: Box
    whole: Box
    grey: Pixels
    ground: float
    blobs: tuple[Box, ...]
    soiled: bool
    stain: Mask | None = None
    """Where a coloured stroke was, which is no more in its shades of grey."""

    @classmethod
    def cut(cls, sheet: Sheet, box: Box) -> Part | None:
        """The part inside a box, without the rules at its sides; None where nothing is left."""
        edge = BORDER * sheet.scale
        high, wide = sheet.grey.shape
        box = Box(max(0.0, box.x0), max(0.0, box.top), min(wide - 1.0, box.x1), min(high - 1.0, box.bottom))
        inner = Box(math.ceil(box.x0 + edge), math.ceil(box.top + edge), int(box.x1 - edge), int(box.bottom - edge))
        if inner.width < 4 or inner.height < 4 or min(_within(sheet, inner).shape) < 4:
            return None
        ground = ground_of(_within(sheet, inner))
        inner = inside_rules(sheet.grey, inner, box, ground)
        grey = _within(sheet, inner)
        clean, blobs, soil = clean_ink(grey, ground, sheet)
        stamp = None if sheet.monochrome else without_stamp(_pixels(sheet, inner), grey, ground, sheet.scale)
        if stamp is None:
            return cls(sheet, inner, box, clean, ground, tuple(blobs), soil)
        below, left, still = clean_ink(stamp[0], ground, sheet)
        if not left:
            return cls(sheet, inner, box, clean, ground, tuple(blobs), soiled=True)
        return cls(sheet, inner, box, below, ground, tuple(left), still, stamp[1])

    def fill(self) -> list[Fill]:
        """The colour of the ground, where it is not that of the paper."""
        near = np.abs(self.grey.astype(np.float32) - self.ground) < 20
        pixels = self._pixels()[near]
        if not len(pixels):
            return []
        shade = np.clip(np.median(pixels, axis=0) / self.sheet.paper, 0, 1)
        colour = colour_name(tuple(float(v) for v in shade))
        return [] if colour is None or colour == "white" else [Fill(box=self.whole, colour=colour)]

    def _pixels(self) -> Pixels:
        return _pixels(self.sheet, self.box)

    def marks(self) -> Iterator[Mark]:
        """The symbols of the part."""
        low, high = (size * self.sheet.scale for size in SYMBOL)
        usual = usual_height(self.blobs)
        for blob in self.blobs:
            if not (low <= max(blob.width, blob.height) <= high and 0.4 <= blob.width / blob.height <= 2.5):
                continue
            others = [b for b in self.blobs if b is not blob and max(b.width, b.height) >= 0.25 * blob.height]
            gap = min((white_between(blob, b) for b in others), default=math.inf)
            if gap < BEFORE_TEXT * blob.height:
                continue
            look, colour = self._look(blob)
            if look is None or not self._is_symbol(look, colour, blob, gap, usual):
                continue
            yield Mark(
                shape=look.shape,
                colour=None if self.sheet.monochrome else colour,
                drawn="picture",
                box=self._placed(blob),
            )

    @staticmethod
    def _is_symbol(look: Look, colour: Colour | None, blob: Box, gap: float, usual: float) -> bool:
        painted = colour not in ("black", "grey", "white", None)
        if look.shape in LIKE_LETTERS and not painted:
            return False
        if math.isinf(gap):
            return True
        large = blob.height >= 0.62 * usual or painted
        return look.score >= CLEARLY and large and (look.shape in SOLID or gap >= ALONE * blob.height)

    def _look(self, blob: Box) -> tuple[Look | None, Colour | None]:
        over = self._over_rules(blob)
        whole = look_at(*over) if over is not None else None
        if over is not None and whole is not None:
            return whole, colour_of(*over)
        room = max(2, round(0.15 * blob.height))
        left, top = max(0, int(blob.x0) - room), max(0, int(blob.top) - room)
        window = np.s_[top : int(blob.bottom) + room, left : int(blob.x1) + room]
        part = self._pixels()[window]
        away = np.abs(self.grey[window].astype(np.float32) - self.ground)
        away = np.maximum(away, np.abs(part.astype(np.float32) - np.median(self._pixels(), axis=(0, 1))).max(axis=2))
        mask = cv2.GaussianBlur(away, (0, 0), 0.6) > 0.42 * float(np.percentile(away, 97))
        return look_at(part, mask), colour_of(part, mask)

    def _over_rules(self, blob: Box) -> tuple[Pixels, Mask] | None:
        """A painted symbol that goes on behind a rule at the side of the part, by its colour."""
        high, wide = self.grey.shape
        if blob.x0 > 1 and blob.top > 1 and blob.x1 < wide - 1 and blob.bottom < high - 1:
            return None
        own = self._pixels()[int(blob.top) : int(blob.bottom), int(blob.x0) : int(blob.x1)].reshape(-1, 3)
        painted = own[(own.max(axis=1).astype(np.int16) - own.min(axis=1)) > PAINTED]
        if len(painted) < 0.3 * len(own):
            return None
        room = round(0.6 * max(blob.width, blob.height))
        box = self._placed(Box(blob.x0 - room, blob.top - room, blob.x1 + room, blob.bottom + room))
        part = self.sheet.pixels[max(0, int(box.top)) : int(box.bottom), max(0, int(box.x0)) : int(box.x1)]
        alike = np.abs(part.astype(np.int16) - np.median(painted, axis=0)).max(axis=2) < PAINTED
        inside = np.zeros_like(alike)
        inside[max(0, room - int(blob.top)) :, max(0, room - int(blob.x0)) :] = True
        inside[room - int(blob.top) + high :] = False
        inside[:, room - int(blob.x0) + wide :] = False
        alike &= inside | ~_cut_off(alike & ~inside)
        if (alike & ~inside).sum() < HIDDEN * alike.sum():
            return None
        rule = 2 * math.ceil(BORDER * self.sheet.scale) + 1
        closed = cv2.morphologyEx(alike.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((rule, rule), np.uint8)) > 0
        return part, np.where(inside, alike, closed)

    def _placed(self, box: Box) -> Box:
        return Box(box.x0 + self.box.x0, box.top + self.box.top, box.x1 + self.box.x0, box.bottom + self.box.top)

    def without(self, marks: Iterable[Mark]) -> Part:
        """The part with its symbols painted over, so that nobody reads them as letters."""
        boxes = [m.box for m in marks if m.box is not None]
        if not boxes:
            return self
        grey = self.grey.copy()
        for box in boxes:
            own = Box(box.x0 - self.box.x0, box.top - self.box.top, box.x1 - self.box.x0, box.bottom - self.box.top)
            paint_over(grey, own, round(self.ground), 2)
        return self._replace(grey=grey, blobs=tuple(clean_ink(grey, self.ground, self.sheet)[1]))

    def texts(self) -> Iterator[Text]:
        """The lines of text of the part; a label that stands on its side is turned upright."""
        letters = [b for b in self.blobs if b.height >= 1.5 * self.sheet.scale or b.width >= 1.5 * self.sheet.scale]
        if not letters:
            return
        ink = around(letters)
        narrow = ink.height > 1.6 * ink.width and self.box.height > 1.2 * self.box.width
        turns: list[Turn] = [0]
        if narrow and ink.height > 3.2 * usual_height(letters, across=True):
            turns = [90, 270, 0]
        choices = [(turn, list(self._lines(turn))) for turn in turns]
        if len(choices) > 1:
            choices = [max(choices, key=lambda choice: legibility(choice[1]))]
        yield from choices[0][1]

    def _lines(self, turn: Turn) -> Iterator[Text]:
        """Lines of text as they run when the part is turned: 90 reads upwards, 270 downwards."""
        grey = np.ascontiguousarray(np.rot90(self.grey, {0: 0, 90: -1, 270: 1}[turn]))
        if self.ground < 110:
            grey = 255 - grey
        ground = 255 - self.ground if self.ground < 110 else self.ground
        grey, blobs = without_dirt(grey, clean_ink(grey, ground, self.sheet)[1], ground)
        for line in lines_of(blobs, self.sheet.scale):
            text = text_at(grey, line, blobs, ground, self._placed(self._upright(line, turn)), turn)
            stains = self._stains(self._upright(line, turn))
            yield text._replace(doubtful=bool(stains)) if turn else text._replace(stains=stains)

    def _stains(self, box: Box) -> tuple[tuple[int, int], ...]:
        """The stretches of a box of the part over which a coloured stroke ran, from its left end."""
        if self.stain is None:
            return ()
        rows, columns = (
            slice(max(0, int(box.top)), math.ceil(box.bottom)),
            slice(max(0, int(box.x0)), math.ceil(box.x1)),
        )
        touched = np.concatenate(([False], self.stain[rows, columns].any(axis=0), [False])).astype(np.int8)
        edges = np.flatnonzero(np.diff(touched)).tolist()
        return tuple(zip(edges[::2], edges[1::2], strict=True))

    def _upright(self, box: Box, turn: int) -> Box:
        """A box of the turned part as it lies in the part."""
        high, wide = self.grey.shape
        if turn == 90:
            return Box(box.top, high - box.x1, box.bottom, high - box.x0)
        if turn == 270:
            return Box(wide - box.bottom, box.x0, wide - box.top, box.x1)
        return box


def _cut_off(mask: Mask) -> Mask:
    """What goes on beyond the picture: the next symbol rather than the rest of this one."""
    _, labels = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)
    border = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    return np.isin(labels, border[border > 0])


def _within(sheet: Sheet, box: Box) -> Pixels:
    return sheet.grey[int(box.top) : int(box.bottom), int(box.x0) : int(box.x1)]


def _pixels(sheet: Sheet, box: Box) -> Pixels:
    return sheet.pixels[int(box.top) : int(box.bottom), int(box.x0) : int(box.x1)]
