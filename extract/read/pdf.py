"""Read one PDF page with pdfplumber: its words, rules, fills and pictures as a `Page`."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

import numpy as np
from pdfplumber.page import Page as PlumberPage
from pdfplumber.utils.text import WordExtractor

from extract.read.colour import colour_name, rgb_of
from extract.read.fonts import SMALLEST, Digit, misspelling
from extract.read.glyphs import UNKNOWN, seen_as
from extract.read.pixels import Pixels
from schemas.layout import Box, Fill, Page, Rule, Word

Char = dict[str, Any]
Turn = Literal[0, 90, 270]

NONE: Mapping[str, str] = MappingProxyType({})
DIGITS = frozenset(string.digits)

SAYS_NOTHING = "it does not say what one of its characters is"
HYPHEN = re.compile(r"\u00ad(?=[\d£.])")
"""A soft hyphen before a figure is the minus or the dash that it is drawn as."""

WORD_GAP = 0.16
"""A gap of this many character heights ends a word where the producer left the space out."""
SPACE_GAP = 0.4
"""A printed space is stretched by at most this many character heights where a line is justified."""
CELL_GAP = 0.05
"""So much white, as a share of the type size, parts two cells where a rule runs through it."""
BESIDE = 0.4
"""The white may lie this far beside the rule, as a share of the type size, where a word overlaps its cell's border."""
THIN = 2.6
"""A filled rectangle up to this thick (points) is a rule, not a fill."""
SHORTEST_RULE = 3.0
"""Shorter strokes (points) are ticks and glyph parts, not rules."""
FAKE_BOLD = 0.35
"""The same character again within this share of its width is the shadow of fake bold; a real repeat ("11") stands a
whole width further on."""
SPACED_OUT = 0.9
"""Letters of a word that is spaced out stand at most this many times their size apart."""
BETWEEN_WORDS = 1.6
"""A gap this many times that between the letters parts two words that are spaced out."""
FEWEST_SPACED = 4
"""Fewer single letters in a row are no word that is spaced out."""
LONGEST_NOTE_MARK = 3
"""Characters."""
RAISED_SIZE = 0.86
"""A superscript is set at most at this share of the size of the word before it."""


def read_page(plumber: PlumberPage, distrusted: Mapping[str, str] = NONE, picture: Pixels | None = None) -> Page:
    """Everything on the page that tables and paragraphs are made of; the caller closes the page.

    `distrusted` are fonts whose digits look like others, with what they look like.  The picture of the page, a pixel
    a point, says the colours of tints and patterns: see `has_tints`.
    """
    page = displayed(plumber)
    if picture is not None:
        page = page._replace(rects=[_coloured(r, picture) for r in page.rects])
    chars = _drop_shadows([c for c in page.chars if _visible(c, page)])
    rules = tuple(_rules(page))
    uprights = [r.box for r in rules if r.box.width < r.box.height and r.drawn == "stroke"]
    return Page(
        number=plumber.page_number,
        width=page.width,
        height=page.height,
        words=tuple(_words(chars, uprights, distrusted)),
        rules=rules,
        fills=tuple(_fills(page)),
        pictures=tuple(_box(i) for i in page.images if i["x1"] > i["x0"] and i["bottom"] > i["top"]),
    )


class Displayed(NamedTuple):
    """What is drawn on a page, measured from the top left corner of the page as it is displayed."""

    width: float
    height: float
    chars: list[Char]
    lines: list[Char]
    rects: list[Char]
    curves: list[Char]
    images: list[Char]


def displayed(page: PlumberPage) -> Displayed:
    """The page's things, moved to its displayed corner; pdfplumber does not mind a CropBox or a shifted MediaBox."""
    box = _shown_box(page)
    things = page.chars, page.lines, page.rects, page.curves, page.images
    if box is None:
        return Displayed(float(page.width), float(page.height), *things)
    return Displayed(box.width, box.height, *([_moved(t, box.x0, box.top) for t in kind] for kind in things))


def _shown_box(page: PlumberPage) -> Box | None:
    """The displayed part of the page in pdfplumber's coordinates; None where that is simply the page.

    pdfminer turns and shifts all things by the MediaBox as it is written, whose corners may be in any order, and
    pdfplumber adds the sorted MediaBox's corner again.
    """
    raw = page.page_obj
    media, crop = _sorted_box(raw.mediabox), _sorted_box(raw.attrs.get("CropBox") or raw.mediabox)
    shown = Box(*(max(m, c) for m, c in zip(media[:2], crop[:2], strict=True)), *map(min, media[2:], crop[2:]))
    if shown.width < 1 or shown.height < 1:
        shown = media
    x0, y0, x1, y1 = (float(v) for v in raw.mediabox)
    upright = (shown.x0 - x0, shown.top - y0, shown.x1 - x0, shown.bottom - y0)
    turn = {
        90: (shown.top - y0, x1 - shown.x1, shown.bottom - y0, x1 - shown.x0),
        180: (x1 - shown.x1, y1 - shown.bottom, x1 - shown.x0, y1 - shown.top),
        270: (y1 - shown.bottom, shown.x0 - x0, y1 - shown.top, shown.x1 - x0),
    }.get(page.rotation, upright)
    dx, dtop = page.mediabox[0], page.mediabox[1] + float(page.height)
    box = Box(turn[0] + dx, dtop - turn[3], turn[2] + dx, dtop - turn[1])
    whole = (0.0, 0.0, float(page.width), float(page.height))
    return None if all(abs(a - b) < 0.01 for a, b in zip(box, whole, strict=True)) else box


def _sorted_box(raw: Iterable[float]) -> Box:
    x0, y0, x1, y1 = (float(v) for v in raw)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _moved(thing: Char, dx: float, dtop: float) -> Char:
    moved = {
        **thing, "x0": thing["x0"] - dx, "x1": thing["x1"] - dx, "top": thing["top"] - dtop,
        "bottom": thing["bottom"] - dtop, "doctop": thing.get("doctop", 0.0) - dtop,
    }  # fmt: skip
    if "pts" in thing:
        moved["pts"] = [(x - dx, y - dtop) for x, y in thing["pts"]]
    return moved


def _box(thing: Char) -> Box:
    return Box(float(thing["x0"]), float(thing["top"]), float(thing["x1"]), float(thing["bottom"]))


def _visible(char: Char, page: Displayed) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(0 <= x <= page.width and 0 <= y <= page.height and char["size"] > 1)


def _drop_shadows(chars: list[Char]) -> list[Char]:
    """Leave out what fake bold prints a second time, a fraction of a point aside (pdfplumber #71, #1155)."""
    kept: list[Char] = []
    seen: dict[tuple[str, int, int], list[Char]] = {}
    for char in chars:
        here = (char["text"], round(char["x0"] / 4), round(char["top"] / 4))
        near = [
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in seen.get((here[0], here[1] + dx, here[2] + dy), ())
        ]
        if any(_shadow(char, other) for other in near):
            continue
        seen.setdefault(here, []).append(char)
        kept.append(char)
    return kept


def _shadow(char: Char, other: Char) -> bool:
    width, height = char["x1"] - char["x0"], char["bottom"] - char["top"]
    return (
        abs(char["x0"] - other["x0"]) <= FAKE_BOLD * width
        and abs(char["top"] - other["top"]) <= FAKE_BOLD * height
        and abs(char["size"] - other["size"]) < 0.2
        and not char["text"].isspace()
    )


def turn_of(char: Char) -> Turn:
    """How far the character is turned: 0 upright, 90 reads upwards, 270 reads downwards."""
    if char.get("upright", True):
        return 0
    return 90 if char["matrix"][1] > 0 else 270


def has_tints(plumber: PlumberPage) -> bool:
    """Whether the page has areas in a colour that only its picture can tell."""
    return any(_is_tint(rect) for rect in plumber.rects)


def _is_tint(rect: Char) -> bool:
    thin = min(rect["x1"] - rect["x0"], rect["bottom"] - rect["top"]) <= THIN
    return bool(rect.get("fill")) and not thin and rgb_of(rect.get("non_stroking_color")) is None


def _coloured(rect: Char, picture: Pixels) -> Char:
    """The area with the colour that most of it has in the picture."""
    box = _box(rect)
    part = picture[max(0, round(box.top)) : round(box.bottom), max(0, round(box.x0)) : round(box.x1)]
    if not _is_tint(rect) or not part.size:
        return rect
    return {**rect, "non_stroking_color": tuple(float(v) / 255 for v in np.median(part.reshape(-1, 3), axis=0))}


def digits_on(plumber: PlumberPage) -> list[Digit]:
    """The upright digits of the page, each with the font that says so."""
    return [
        Digit(char["fontname"], char["text"], _box(char))
        for char in displayed(plumber).chars
        if char["text"] in DIGITS and char["size"] >= SMALLEST and turn_of(char) == 0
    ]


def _words(chars: list[Char], uprights: list[Box], distrusted: Mapping[str, str]) -> Iterator[Word]:
    runs: list[tuple[Turn, list[Char]]] = []
    turns: tuple[Turn, ...] = (0, 90, 270)
    for turn in turns:
        group = _in_runs([_uprighted(c, turn) for c in chars if turn_of(c) == turn])
        extractor = WordExtractor(x_tolerance_ratio=WORD_GAP, y_tolerance=2.0)
        for _, letters in extractor.iter_extract_tuples(group):
            runs += [(turn, part) for part in (_cut_at_rules(letters, uprights) if turn == 0 else [letters])]
    runs = [run for turn in turns for run in _spaced_out(runs, turn, uprights)]
    spelt = misspelling((str(letters[0].get("fontname")), "".join(c["text"] for c in letters)) for _, letters in runs)
    doubtful = {**spelt, **distrusted}
    for turn, letters in runs:
        yield from _split_word(letters, turn, doubtful, raised=_is_note_mark(turn, letters, runs))


def _spaced_out(
    runs: Sequence[tuple[Turn, list[Char]]], turn: Turn, uprights: Sequence[Box]
) -> Iterator[tuple[Turn, list[Char]]]:
    """The runs of letters of one turn, those of words that are s p a c e d  o u t taken together."""
    row: list[Char] = []
    for letters in [letters for t, letters in runs if t == turn]:
        if row and not (len(letters) == 1 and _stands_beside(row[-1], letters[0], uprights if turn == 0 else ())):
            yield from ((turn, word) for word in _closed_up(row))
            row = []
        if len(letters) == 1:
            row.append(letters[0])
        else:
            yield turn, letters
    yield from ((turn, word) for word in _closed_up(row))


def _stands_beside(before: Char, letter: Char, uprights: Sequence[Box]) -> bool:
    gap = letter["x0"] - before["x1"]
    return bool(
        0 < gap <= SPACED_OUT * letter["size"]
        and abs(before["size"] - letter["size"]) < 0.2
        and abs(before["bottom"] - letter["bottom"]) < 0.1 * letter["size"]
        and not any(
            before["x1"] - 0.5 <= r.x0 <= letter["x0"] + 0.5 and r.top < letter["bottom"] < r.bottom for r in uprights
        )
    )


def _closed_up(row: Sequence[Char]) -> Iterator[list[Char]]:
    """Single letters in a row, as words where they stand at one and the same distance; else each by itself."""
    gaps = [b["x0"] - a["x1"] for a, b in pairwise(row)]
    usual = min(gaps, default=0.0)
    inside = [g for g in gaps if g <= BETWEEN_WORDS * usual]
    if len(row) < FEWEST_SPACED or not any(not c["text"].isdigit() for c in row) or 2 * len(inside) < len(gaps):
        yield from ([c] for c in row)
        return
    starts = [0, *(n for n, g in enumerate(gaps, 1) if g > BETWEEN_WORDS * usual), len(row)]
    yield from (list(row[a:b]) for a, b in pairwise(starts))


def _is_note_mark(turn: Turn, letters: Sequence[Char], runs: Sequence[tuple[Turn, list[Char]]]) -> bool:
    """Whether a mark stands raised behind a word, a little apart from it or in its very size."""
    first = letters[0]
    if len(letters) > LONGEST_NOTE_MARK:
        return False
    for t, word in runs:
        last = word[-1]
        gap, lift = first["x0"] - last["x1"], (last["bottom"] - first["bottom"]) / last["size"]
        if t != turn or word is letters or not -0.1 * last["size"] <= gap <= 0.6 * last["size"]:
            continue
        smaller = first["size"] <= RAISED_SIZE * last["size"]
        if (smaller and 0.1 < lift < 0.9) or (gap < 0.2 * last["size"] and 0.25 < lift < 0.7):
            return True
    return False


def _cut_at_rules(letters: list[Char], uprights: list[Box]) -> list[list[Char]]:
    """A run of letters, cut at the white beside a vertical rule through it: two tight cells are not one word.

    Where the letters around the rule touch each other, one word overlaps it.
    """
    left, right = letters[0]["x0"], letters[-1]["x1"]
    middle = (letters[0]["top"] + letters[0]["bottom"]) / 2
    size = letters[0]["size"]
    cuts = set()
    for rule in uprights:
        if left + 1 < rule.x0 < right - 1 and rule.top <= middle <= rule.bottom:
            gaps = [
                (b["x0"] - a["x1"], n)
                for n, (a, b) in enumerate(pairwise(letters), 1)
                if a["x1"] - BESIDE * size <= rule.x0 <= b["x0"] + BESIDE * size
            ]
            if gaps and max(gaps)[0] >= CELL_GAP * size:
                cuts.add(max(gaps)[1])
    bounds = [0, *sorted(cuts), len(letters)]
    return [letters[a:b] for a, b in pairwise(bounds)]


def _in_runs(chars: list[Char]) -> list[Char]:
    """The characters, in the order in which they are printed, each with the number of its run.

    A run is printed in one go on one line, with its spaces as characters; a new cell begins a new one.
    """
    run = 0
    for before, after in pairwise(chars):
        size = before["size"]
        white = after["x0"] - before["x1"]
        room = SPACE_GAP if before["text"].isspace() else WORD_GAP
        level = min(before["bottom"], after["bottom"]) - max(before["top"], after["top"])
        before["run"] = run
        run += not (-WORD_GAP * size <= white <= room * size and 2 * level > min(size, after["size"]))
    if chars:
        chars[-1]["run"] = run
    return chars


def _uprighted(char: Char, turn: Turn) -> Char:
    """The character as it would lie if its line ran from left to right."""
    seen = {**char, "text": seen_as(char["text"], char.get("fontname") or "")}
    if unicodedata.category(char["text"][:1] or " ") == "Cf" and char["text"] != "\u00ad" and _has_width(char, turn):
        seen["text"] = UNKNOWN
    if turn == 0:
        return seen
    x0, top, x1, bottom = char["x0"], char["top"], char["x1"], char["bottom"]
    flat = (-bottom, x0, -top, x1) if turn == 90 else (top, -x1, bottom, -x0)
    return {
        **seen, "x0": flat[0], "top": flat[1], "x1": flat[2], "bottom": flat[3], "doctop": flat[1],
        "size": x1 - x0, "upright": True,
    }  # fmt: skip


def _has_width(char: Char, turn: Turn) -> bool:
    """Whether a character that should be invisible takes up room: its font draws something else."""
    wide = char["bottom"] - char["top"] if turn else char["x1"] - char["x0"]
    return bool(wide > 0.2 * char["size"])


def _turned_back(box: Box, turn: int) -> Box:
    if turn == 90:
        return Box(box.top, -box.x1, box.bottom, -box.x0)
    if turn == 270:
        return Box(-box.bottom, box.x0, -box.top, box.x1)
    return box


def _split_word(letters: list[Char], turn: Turn, doubtful: Mapping[str, str], *, raised: bool) -> Iterator[Word]:
    """A word, with superscript note marks cut off so that they never glue to a figure (tabula-java #323)."""
    start = 0
    for n, (before, after) in enumerate(pairwise(letters), 1):
        smaller = after["size"] <= RAISED_SIZE * before["size"]
        lifted = after["bottom"] < before["bottom"] - 0.1 * before["size"]
        larger_again = raised and before["size"] <= RAISED_SIZE * after["size"]
        if (smaller and lifted and not raised) or larger_again:
            yield _word(letters[start:n], turn, raised, doubtful)
            start, raised = n, not larger_again
    yield _word(letters[start:], turn, raised, doubtful)


def _word(letters: list[Char], turn: Turn, raised: bool, doubtful: Mapping[str, str]) -> Word:
    flat = Box(
        min(c["x0"] for c in letters),
        min(c["top"] for c in letters),
        max(c["x1"] for c in letters),
        max(c["bottom"] for c in letters),
    )
    fonts = [(c.get("fontname") or "").lower() for c in letters]
    bold = sum(any(mark in font for mark in ("bold", "black", "heavy", "semibold", "demi")) for font in fonts)
    doubts = [doubtful[f] for c in letters if c["text"] in DIGITS and (f := str(c.get("fontname"))) in doubtful]
    doubts += [SAYS_NOTHING for c in letters if c["text"] == UNKNOWN]
    return Word(
        text=HYPHEN.sub("-", "".join(c["text"] for c in letters)),
        box=_turned_back(flat, turn),
        size=round(max(c["size"] for c in letters), 1),
        bold=2 * bold > len(letters),
        colour=colour_name(letters[0].get("non_stroking_color")),
        turned=turn,
        raised=raised,
        doubt=f"the font of this text cannot be trusted: {doubts[0]}" if doubts else None,
        run=letters[0]["run"],
    )


def _rules(page: Displayed) -> Iterator[Rule]:
    tinted = [f.box for f in _fills(page)]
    for line in page.lines:
        yield from _straight(_box(line), "stroke")
    for rect in page.rects:
        box = _box(rect)
        drawn: Literal["stroke", "fill"] = "stroke" if rect.get("stroke") and rect.get("linewidth", 1) else "fill"
        if min(box.width, box.height) <= THIN:
            yield from _straight(box, "stroke")
        elif drawn == "stroke" or (rect.get("fill") and not _is_blank(rect, box, tinted)):
            yield from _sides(box, drawn)
    for curve in page.curves:
        yield from _polyline(curve.get("pts") or [])


def _is_blank(rect: Char, box: Box, tinted: Sequence[Box]) -> bool:
    """Whether a filled area is white on white: it has no sides to be seen."""
    if colour_name(rect.get("non_stroking_color")) != "white":
        return False
    return not any(t.x0 < box.x1 and box.x0 < t.x1 and t.top < box.bottom and box.top < t.bottom for t in tinted)


def _straight(box: Box, drawn: Literal["stroke", "fill"]) -> Iterator[Rule]:
    if box.height <= THIN and box.width >= SHORTEST_RULE:
        y = (box.top + box.bottom) / 2
        yield Rule(box=Box(box.x0, y, box.x1, y), drawn=drawn)
    elif box.width <= THIN and box.height >= SHORTEST_RULE:
        x = (box.x0 + box.x1) / 2
        yield Rule(box=Box(x, box.top, x, box.bottom), drawn=drawn)


def _sides(box: Box, drawn: Literal["stroke", "fill"]) -> Iterator[Rule]:
    if box.width < SHORTEST_RULE or box.height < SHORTEST_RULE:
        return
    for side in (
        Box(box.x0, box.top, box.x1, box.top),
        Box(box.x0, box.bottom, box.x1, box.bottom),
        Box(box.x0, box.top, box.x0, box.bottom),
        Box(box.x1, box.top, box.x1, box.bottom),
    ):
        yield Rule(box=side, drawn=drawn)


def _polyline(points: Iterable[tuple[float, float]]) -> Iterator[Rule]:
    """The straight runs of a path: some producers draw a table's frame as one polyline."""
    for (xa, ya), (xb, yb) in pairwise(points):
        box = Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
        if (box.height < 0.5 and box.width > 12) or (box.width < 0.5 and box.height > 12):
            yield from _straight(box, "stroke")


def _fills(page: Displayed) -> Iterator[Fill]:
    for rect in page.rects:
        box = _box(rect)
        if not rect.get("fill") or min(box.width, box.height) <= THIN:
            continue
        colour = colour_name(rect.get("non_stroking_color"))
        if colour is not None and colour != "white":
            yield Fill(box=box, colour=colour)
