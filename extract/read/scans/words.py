"""Make words of the lines that OCR read, each as sure as its two readings and its ink agree."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import numpy as np

from extract.read.scans.engine import Letter, Reading, read_lines
from extract.read.scans.textline import Text
from schemas.layout import OVERLAID, Box, Word

CAPITALS = 0.72
"""The height of capitals as a share of the size of a font."""
DESCENT = 0.21
"""How far a font reaches below the line on which its letters stand, as a share of its size."""
DASH = 0.35
"""Lower ink is no letter that stands on the line."""
OF_CAPITALS = (("acemnorsuvwxz", 0.725), ("bdfhkl", 1.03), ("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 1.0))
"""Heights of letters as shares of that of capitals, which differ little between fonts."""
ONE_SIZE = 0.13
"""Capitals that differ in height by no more than this are of one font size."""
BOLD = 1.4
"""Bold strokes are thicker than usual ones by this factor; in common fonts by 1.45 to 1.7."""
STRANGE_POINT = re.compile(
    r"(?<![\dA-Za-z])\.\d|[A-Za-z]{4}\.\d|(?<!\d)[,:;]\d|\d[:;]\d(?!\d)"
    r"|(?<!\d)(?=[.,\d]{5}[/-]\d\d(?!\d))(?:1[.,]?9|2[.,]?0)[.,\d]+[/-]"
)
"""A speck may have been read as a point, or with one: ".400", "Pages.4", "PI,405", "90:2", "20.13/14"; "PI.405", "Qtr.1"
and 10:30 are fine."""
HYPHEN = 0.25
"""The length of the shortest hyphen as a share of the height of capitals; specks are shorter."""
A_DASH = Reading((Letter("-", 1.0, 0.5),))
THICK_AS_DASH, LEAST_DASH = 2.2, 1.7
"""Points of the thickest and the shortest dash, which is …"""
LONG_AS_DASH = (1.4, 14.0)
"""… so many times as long as it is thick."""
LOOSE = 0.35
"""A point that stands further from its letter, as a share of the height of capitals, is a speck between two words."""
THINNEST = 0.01
"""Share of the height of capitals of the thinnest stroke."""
UNSURE = 0.3
"""The confidence of a word that was read in two ways, or has ink that no letter explains."""
LIKE = 0.7
"""Readings that have less in common than this share of their letters are not of one line."""
CERTAIN = 0.9
"""A digit or point with a lower probability is in doubt: beside a speck 2.1 was read as 2.4 with one of 0.77, twice."""
CLEAR = 0.7
"""A line without digits whose least sure letter has this probability is read once."""
UNREAD = "\N{REPLACEMENT CHARACTER}"
"""Stands where ink is that nobody can read."""
OWN = 0.3
"""A letter explains ink that lies within this share of the height of capitals …"""
WIDE = 0.7
"""… and one of several pieces, small ink within this share."""
STAINED = 1.5
"""A coloured stroke so near to a letter, as a share of the height of capitals, may have changed it."""
OF_PIECES = "%½¼¾"
"""Characters whose pieces do not touch; each is smaller than a digit."""
WHITE = (0.36, 0.62)
"""White between two letters that is a space, as shares of the height of capitals: usually, and beside 1 and points."""
POINTS = ".,:;"
"""A speck after a word may be read as one of them, which changes no figure."""
NARROW = "1.,:;'|!iIl"
"""Characters with much white on both sides."""


def blot(box: Box, scale: float) -> Word:
    """Stands for ink that nobody can read."""
    return Word(text=UNREAD, box=box, size=round(box.height / scale, 1), confidence=0.0)


def words_of(texts: Sequence[Text], scale: float) -> Iterator[Word]:
    """The words of all lines, each with the confidence that two readings and its ink give it."""
    readings = _readings(texts, scale)
    firsts = [taken for taken, _ in readings]
    sizes = _sizes(texts, firsts)
    bold = _bold(texts)
    for n, (text, (reading, other)) in enumerate(zip(texts, readings, strict=True)):
        words = _split(reading.letters, text)
        if not words and text.cap >= 0.5 * sizes[n] * CAPITALS:
            yield blot(text.box, scale)
        unread = letters_beside_strange_ink(words, text)
        for letters in words:
            sure = _confidence(letters, reading, other)
            said = "".join(letter.char for letter in letters)
            overlaid = text.doubtful or is_stained(letters, text)
            if overlaid or any(letter in unread for letter in letters) or STRANGE_POINT.search(said):
                sure = min(sure, UNSURE)
            hidden = overlaid and not any(char.isdigit() for char in said)
            yield Word(
                text=said,
                box=_word_box(letters, reading, text, sizes[n]),
                size=round(sizes[n] / scale, 1),
                bold=bold[n],
                turned=text.turn,
                confidence=round(sure, 3),
                doubt=f'"{said}" {OVERLAID}' if hidden else None,
            )


def is_stained(letters: Sequence[Letter], text: Text) -> bool:
    """Whether a coloured stroke ran over a word or right beside it: where a letter stands is known to within one."""
    first, last = text.place(letters[0]) - STAINED * text.cap, text.place(letters[-1]) + STAINED * text.cap
    return any(start < last and end > first for start, end in text.stains)


def _readings(texts: Sequence[Text], scale: float) -> list[tuple[Reading, Reading | None]]:
    """How each line is read, and how else it was read, where it holds a digit or is not clear.

    Where the two differ a third reading decides which of them is taken; the doubt stays.  It stands for the second
    where that could not make out the line at all.
    """
    firsts = read_lines([t.first for t in texts])
    firsts = [A_DASH if is_dash(text, scale) else reading for text, reading in zip(texts, firsts, strict=True)]
    again = [n for n, reading in enumerate(firsts) if reading.sure < CLEAR or any(c.isdigit() for c in reading.text)]
    seconds = dict(zip(again, read_lines([texts[n].second for n in again]), strict=True))
    differ = [n for n in again if _solid(firsts[n]) != _solid(seconds[n])]
    thirds = dict(zip(differ, read_lines([texts[n].third for n in differ]), strict=True))
    result: list[tuple[Reading, Reading | None]] = []
    for n, first in enumerate(firsts):
        second = seconds.get(n)
        if second is not None and n in thirds and _solid(second) == _solid(thirds[n]):
            result.append((texts[n].as_in_first(second), first))
        elif second is not None and n in thirds and not _is_like(first, second):
            result.append((first, thirds[n]))
        else:
            result.append((first, second))
    return result


def is_dash(text: Text, scale: float) -> bool:
    """Whether all the ink of a line is one flat stroke: magnified to the height of a line, it was read as an 8."""
    if len(text.ink) != 1 or text.turn:
        return False
    (stroke,) = text.ink
    low, high = (times * stroke.height for times in LONG_AS_DASH)
    return stroke.height <= THICK_AS_DASH * scale and max(low, LEAST_DASH * scale) <= stroke.width <= high


def _is_like(one: Reading, other: Reading) -> bool:
    """Whether two readings are of one line, but for some letters."""
    return SequenceMatcher(None, _solid(one), _solid(other), autojunk=False).ratio() >= LIKE


def _solid(reading: Reading) -> str:
    return reading.text.replace(" ", "")


def _split(letters: Sequence[Letter], text: Text) -> list[tuple[Letter, ...]]:
    """The letters of a line word by word; a space that was not read shows as white between two letters."""
    words: list[list[Letter]] = [[]]
    for letter in letters:
        if letter.char == " " or (words[-1] and _is_apart(words[-1][-1], letter, text)):
            words.append([])
        if letter.char != " ":
            words[-1].append(letter)
    return [without_speck_before(word) for word in words if word]


def without_speck_before(word: Sequence[Letter]) -> tuple[Letter, ...]:
    """A word without the speck before it that was read as a point: ".Jan-17", ".46.9"; of ".5" nobody knows."""
    chars = "".join(letter.char for letter in word)
    speck = re.match(r"\.+(?=[^\W\d]|\d+[.,]\d)", chars)
    return tuple(word[speck.end() :] if speck else word)


def _is_apart(one: Letter, other: Letter, text: Text) -> bool:
    """Whether so much white lies between two letters that they belong to two words."""
    left, right = text.place(one), text.place(other)
    own = [b for b in text.ink if b.x0 <= left <= b.x1], [b for b in text.ink if b.x0 <= right <= b.x1]
    if not all(own):
        return False
    usual, beside_narrow = WHITE
    least = beside_narrow if one.char in NARROW or other.char in NARROW else usual
    start, end = max(b.x1 for b in own[0]), min(b.x0 for b in own[1])
    between = sorted(b for b in text.ink if b.x1 > start and b.x0 < end)
    whites = zip([start, *(b.x1 for b in between)], [*(b.x0 for b in between), end], strict=True)
    return max(after - before for before, after in whites) >= least * text.cap


def letters_beside_strange_ink(words: Sequence[Sequence[Letter]], text: Text) -> set[Letter]:
    """The letters next to ink that no letter explains: where two 1 were read as one, or a digit was cut off."""
    letters = [letter for word in words for letter in word]
    if not letters:
        return set()

    def is_of(ink: Box, letter: Letter) -> bool:
        """Whether ink lies where a letter was read: the rings of a percent sign lie beside its middle."""
        near = (WIDE if letter.char in OF_PIECES and ink.height <= 0.65 * text.cap else OWN) * text.cap
        return ink.x0 - near <= text.place(letter) <= ink.x1 + near

    strange = [
        b.middle[0]
        for b in text.ink
        if b.height >= 0.5 * text.cap and b.width >= 0.1 * text.cap and not any(is_of(b, letter) for letter in letters)
    ]
    small = list(_small_ink(text))
    strange += [b.middle[0] for b in small if not any(_is_small(b, letter, text) for letter in letters)]
    strange += [b.middle[0] for b in small if _is_loose(b, text)]
    return {min(letters, key=lambda letter: abs(text.place(letter) - x)) for x in strange}


def _small_ink(text: Text) -> Iterator[Box]:
    """The dashes of a line, and the points and commas between its letters: small ink with no letter above or below."""
    large = [b for b in text.ink if b.height >= 0.5 * text.cap]
    for ink in text.ink:
        if ink in large or ink.width < 0.1 * text.cap or any(ink.x0 < b.x1 and b.x0 < ink.x1 for b in large):
            continue
        gap = 0.6 * text.cap
        after = any(0 <= ink.x0 - b.x1 <= gap for b in large)
        if ink.width >= max(1.5 * ink.height, HYPHEN * text.cap) or (
            after and any(0 <= b.x0 - ink.x1 <= gap for b in large)
        ):
            yield ink


def _is_loose(ink: Box, text: Text) -> bool:
    """Whether a point stands between two words, as in "per. 10,000", rather than at the end of one."""
    before = max((b.x1 for b in text.ink if b.x1 <= ink.x0 + 1), default=ink.x0)
    return ink.width < 1.5 * ink.height and ink.x0 - before > LOOSE * text.cap


def _is_small(ink: Box, letter: Letter, text: Text) -> bool:
    """Whether a letter that was read is small ink, so that a point is not lost in "42.0", nor a minus sign in "-5.2"."""
    near = WIDE * text.cap
    return not letter.char.isalnum() and ink.x0 - near <= text.place(letter) <= ink.x1 + near


def _confidence(word: Sequence[Letter], whole: Reading, second: Reading | None) -> float:
    """How sure a word is: that of its least sure letter, or little where the second reading has another word there."""
    sure = _least(word)
    if second is None:
        return sure
    mine = [letter for letter in whole.letters if letter.char != " "]
    theirs = [letter for letter in second.letters if letter.char != " "]
    start = next(n for n, letter in enumerate(mine) if letter is word[0])
    end = start + len(word)
    matcher = SequenceMatcher(None, [m.char for m in mine], [t.char for t in theirs], autojunk=False)
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal":
            both = range(max(a0, start), min(a1, end))
            sure = min(sure, _least([theirs[b0 + n - a0] for n in both]))
        elif (a0 < end and a1 > start) or (a0 == a1 and start <= a0 <= end and b1 > b0):
            differ = [*mine[a0:a1], *theirs[b0:b1]]
            if not (a1 == end and start < a0 and all(n.char in POINTS for n in differ)):
                sure = min(sure, UNSURE)
    return sure


def _least(letters: Sequence[Letter]) -> float:
    """How sure the least sure letter is; a digit or a point must be surer than a letter, since no spelling holds it."""
    return min((n.sure if n.char.isalpha() or n.sure >= CERTAIN else min(n.sure, UNSURE) for n in letters), default=1.0)


def _word_box(letters: Sequence[Letter], reading: Reading, text: Text, size: float) -> Box:
    """Where a word lies: along the line as far as its ink, across it as high as its font, like those of digital pages."""
    along, half = text.length, 0.27 * text.height
    first, last = text.place(letters[0]), text.place(letters[-1])
    start = min((b.x0 for b in text.ink if b.x0 <= first <= b.x1), default=max(0.0, first - half))
    end = max((b.x1 for b in text.ink if b.x0 <= last <= b.x1), default=min(along, last + half))
    whole = [letter for letter in reading.letters if letter.char != " "]
    if letters[0] is whole[0]:
        start = 0.0
    if letters[-1] is whole[-1]:
        end = along
    end = max(end, start + 1)
    if text.turn == 90:
        return Box(text.box.x0, text.box.bottom - end, text.box.x1, text.box.bottom - start)
    if text.turn == 270:
        return Box(text.box.x0, text.box.top + start, text.box.x1, text.box.top + end)
    foot = text.box.top + _foot(text, size)
    return Box(text.box.x0 + start, foot - size, text.box.x0 + end, foot)


def _foot(text: Text, size: float) -> float:
    """The foot of the font of a line: below the line on which most letters stand, or around a dash."""
    letters = [b.bottom for b in text.ink if b.height >= 0.4 * text.height]
    if not letters or text.height < DASH * size:
        return (text.height + size) / 2
    return float(np.median(letters)) + DESCENT * size


def _sizes(texts: Sequence[Text], readings: Sequence[Reading]) -> list[float]:
    """Font sizes in pixels: heights that are nearly the same come from one size, the most usual among them."""
    caps = [_cap_read(text, reading) for text, reading in zip(texts, readings, strict=True)]
    weight: Counter[float] = Counter()
    for cap, text in zip(caps, texts, strict=True):
        weight[round(cap, 1)] += round(text.length)
    size: dict[float, float] = {}
    for cap, _ in weight.most_common():
        alike = [cap, *(other for other in weight if abs(other - cap) <= max(ONE_SIZE * cap, 1.0))]
        if cap not in size:
            size |= {other: cap / CAPITALS for other in alike if other not in size}
    return [size[round(cap, 1)] for cap in caps]


def _cap_read(text: Text, reading: Reading) -> float:
    """The height of a line's capitals, by the letters that were read in it; small ones have a known share of it."""
    heights = []
    for letter in reading.letters:
        x = text.place(letter)
        own = [b for b in text.ink if b.x0 <= x <= b.x1 and b.width <= 1.4 * text.cap]
        share = next((share for chars, share in OF_CAPITALS if letter.char in chars), None)
        if share is not None and len(own) == 1:
            heights.append(own[0].height / share)
    return float(np.median(heights)) if heights else text.cap


def _bold(texts: Sequence[Text]) -> list[bool]:
    """Which lines are bold: where their strokes are of two kinds, the thicker ones."""
    strokes = np.log([max(t.stroke, THINNEST) for t in texts])
    lengths = np.asarray([t.first.shape[1] / t.first.shape[0] for t in texts])
    best, limit = 0.0, np.inf
    for middle in (np.unique(strokes)[1:] + np.unique(strokes)[:-1]) / 2:
        thick = strokes > middle
        apart = np.average(strokes[thick], weights=lengths[thick]) - np.average(
            strokes[~thick], weights=lengths[~thick]
        )
        told = lengths[thick].sum() * lengths[~thick].sum() * apart**2
        if told > best:
            best, limit = told, middle if apart > math.log(BOLD) else np.inf
    return [bool(stroke > limit) for stroke in strokes]
