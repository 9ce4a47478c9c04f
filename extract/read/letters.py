"""Put the characters of a page into words: turned ones, spaced out ones, with their note marks cut off."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from pdfplumber.utils.text import WordExtractor

from extract.read.colour import colour_name
from extract.read.displayed import Char
from extract.read.fonts import misspelling
from extract.read.glyphs import UNKNOWN, seen_as
from extract.read.seams import changes_in, seams
from schemas.layout import Box, Word

Turn = Literal[0, 90, 180, 270]
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
FAKE_BOLD = 0.6
"""The same character again within this share of its width is the shadow of fake bold; a real repeat ("11") stands a
whole width further on."""
FAKE_BOLD_BELOW = 0.35
"""The same by its height; a real repeat stands a line further down."""
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


def without_shadows(chars: list[Char]) -> list[Char]:
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
        and abs(char["top"] - other["top"]) <= FAKE_BOLD_BELOW * height
        and abs(char["size"] - other["size"]) < 0.2
        and not char["text"].isspace()
    )


def turn_of(char: Char) -> Turn:
    """How far the character is turned: 0 upright, 90 reads upwards, 270 downwards, 180 is on its head."""
    if char.get("upright", True):
        on_its_head = char["matrix"][0] < 0 and char["matrix"][3] < 0
        return 180 if on_its_head else 0
    return 90 if char["matrix"][1] > 0 else 270


def words_on(chars: list[Char], uprights: list[Box], distrusted: Mapping[str, str]) -> Iterator[Word]:
    """The words that characters make; a vertical rule parts two."""
    runs: list[tuple[Turn, list[Char]]] = []
    turns: tuple[Turn, ...] = (0, 90, 180, 270)
    for turn in turns:
        group = [_uprighted(c, turn) for c in chars if turn_of(c) == turn]
        extractor = WordExtractor(x_tolerance_ratio=WORD_GAP, y_tolerance=2.0)
        words = [letters for _, letters in extractor.iter_extract_tuples(group)]
        begin = seams(words) if turn == 0 else set()
        for char in _in_runs(group, begin):
            char["apart"] = id(char) in begin
        for letters in words:
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

    Where the letters around the rule touch each other, one word overlaps it; unless they are of two kinds, as where a
    header that is cut at its border touches the next one: "Q4 2023" and "Q1 2024/25".
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
            white = [gap for gap in gaps if gap[0] >= CELL_GAP * size]
            cuts |= {n for _, n in [max(white)]} if white else {n for _, n in gaps if n in changes_in(letters)}
    cuts |= {n for n, letter in enumerate(letters) if n and letter["apart"]}
    bounds = [0, *sorted(cuts), len(letters)]
    return [letters[a:b] for a, b in pairwise(bounds)]


def _in_runs(chars: list[Char], begin: Set[int]) -> list[Char]:
    """The characters, in the order in which they are printed, each with the number of its run.

    A run is printed in one go on one line, with its spaces as characters; a new cell begins a new one, and those of
    `begin` do so for certain.
    """
    run = 0
    for before, after in pairwise(chars):
        size = before["size"]
        white = after["x0"] - before["x1"]
        room = SPACE_GAP if before["text"].isspace() else WORD_GAP
        level = min(before["bottom"], after["bottom"]) - max(before["top"], after["top"])
        before["run"] = run
        run += id(after) in begin or not (
            -WORD_GAP * size <= white <= room * size and 2 * level > min(size, after["size"])
        )
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
    flat = {90: (-bottom, x0, -top, x1), 180: (-x1, -bottom, -x0, -top), 270: (top, -x1, bottom, -x0)}[turn]
    return {
        **seen, "x0": flat[0], "top": flat[1], "x1": flat[2], "bottom": flat[3], "doctop": flat[1],
        "size": char["size"] if turn == 180 else x1 - x0, "upright": True,
    }  # fmt: skip


def _has_width(char: Char, turn: Turn) -> bool:
    """Whether a character that should be invisible takes up room: its font draws something else."""
    wide = char["bottom"] - char["top"] if turn in (90, 270) else char["x1"] - char["x0"]
    return bool(wide > 0.2 * char["size"])


def _turned_back(box: Box, turn: int) -> Box:
    if turn == 90:
        return Box(box.top, -box.x1, box.bottom, -box.x0)
    if turn == 270:
        return Box(-box.bottom, box.x0, -box.top, box.x1)
    return Box(-box.x1, -box.bottom, -box.x0, -box.top) if turn == 180 else box


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
        apart=letters[0]["apart"],
    )
