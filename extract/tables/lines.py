"""Put words into lines, and lines into running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from schemas.layout import Box, Word, around

SAME_LINE = 0.5
"""Words are on one line where they share this much of the lower one's height."""


BRACKETED = re.compile(r"\([\d,]*\d\.?\d*$")
"""A narrow cell broke a bracketed number: "(7,204.6" over "6)"."""
YEARS = re.compile(r"(?:19|20)(\d\d)[/–-](?:(?:19|20)?(\d\d))")
GROUPED = re.compile(r"£?\d{1,3}(?:,\d{3})+(?:\.\d+)?%?")
DECIMAL = re.compile(r"£?\d+\.\d+%?")
CODE = re.compile(r"[A-Z]{2,5}[.-]\d{1,3}")
"""What a narrow cell breaks: "2022/2" over "3", "46,88" over "1", "12." over "5%", "PI.10" over "9"."""


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words in reading order, line by line: top to bottom and left to right; turned text along its own direction."""
    result: list[list[Word]] = []
    for turn, group in groupby(sorted(words, key=lambda w: w.turned), key=lambda w: w.turned):
        result += _lines([(_flat(w.box, turn), w) for w in group])
    return result


def _flat(box: Box, turn: int) -> Box:
    if turn == 90:
        return Box(-box.bottom, box.x0, -box.top, box.x1)
    if turn == 270:
        return Box(box.top, -box.x1, box.bottom, -box.x0)
    return Box(-box.x1, -box.bottom, -box.x0, -box.top) if turn == 180 else box


def _lines(placed: list[tuple[Box, Word]]) -> list[list[Word]]:
    lines: list[tuple[Box, list[tuple[Box, Word]]]] = []
    for box, word in sorted(placed, key=lambda p: (p[0].top + p[0].bottom, p[0].x0)):
        for n in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
            extent, members = lines[n]
            shared = min(extent.bottom, box.bottom) - max(extent.top, box.top)
            if shared >= SAME_LINE * min(extent.height, box.height):
                grown = extent if word.raised else around([extent, box])
                lines[n] = (
                    grown if grown.height < 1.6 * max(extent.height, box.height) else extent,
                    [*members, (box, word)],
                )
                break
        else:
            lines.append((box, [(box, word)]))
    return [
        [w for _, w in sorted(members, key=lambda m: m[0].x0)]
        for _, members in sorted(lines, key=lambda item: item[0].top)
    ]


def line_text(words: Sequence[Word]) -> str:
    """The words of a line with single spaces between them; raised note marks are left out."""
    return " ".join(w.text for w in words if not w.raised)


def join_lines(texts: Iterable[str]) -> str:
    """Lines as one running text: a word broken at its own hyphen grows together, a soft hyphen disappears.

    "that are re-" + "referrals" is "that are re-referrals"; "16- " + "to 18" keeps its space.
    """
    whole = last = ""
    for text in texts:
        if not text:
            continue
        if whole.endswith("\u00ad"):
            whole = whole[:-1] + text
        elif is_broken(last, text) or (
            re.search(r"\w[-‐]$", whole) and re.match(r"(?!(?:to|and|or|und)\b)[a-z]", text)
        ):
            whole += text
        else:
            whole = f"{whole} {text}" if whole else text
        last = text
    return whole.replace("\u00ad", "")


def is_broken(line: str, below: str) -> bool:
    """Whether a cell that is too narrow broke a number, a year or a code between two of its lines."""
    if BRACKETED.search(line) and re.match(r"\d+\)", below):
        return True
    start = below.split(" ", 1)[0]
    if " " in line or not start or not re.search(r"\d|%", start):
        return False
    both = line + start
    years = YEARS.fullmatch(both)
    if years is not None and not YEARS.fullmatch(line):
        return (int(years[1]) + 1) % 100 == int(years[2])
    if GROUPED.fullmatch(both):
        return "," in line and not GROUPED.fullmatch(line)
    if start == "%":
        return line[-1:].isdigit()
    if DECIMAL.fullmatch(both):
        return line.endswith(".") or start.startswith(".")
    return bool(CODE.fullmatch(line)) and below.isdigit()
