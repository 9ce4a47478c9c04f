"""Make headings, paragraphs and bullets out of the words that no table took."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from extract.read import marks_in
from extract.tables.doubt import doubts_of
from extract.tables.lines import join_lines, line_text, lines_of
from schemas.layout import Block, Box, Colour, Word, around

COLUMN_GAP = 2.0
"""A gap of this many character heights within a line separates two columns of text."""
NEXT_RUN = 0.3
"""So much white, as a share of the type size, parts two columns of text where no space is printed in it."""
SAME_PARAGRAPH = 0.72
"""Lines further apart than this share of their height are two paragraphs, where the page shows no usual leading."""
LEADING_SLACK = 0.22
"""Lines further apart than the usual leading of their size by this share of it are two paragraphs."""
INDENT = 2.5
"""A line that starts this many character heights beside the one above belongs to another column or a centred block."""
LARGER = 1.12
"""Text set this much larger than the body is a heading."""
LONGEST_HEADING = 240
"""Characters; longer bold text is a paragraph."""

LABEL = re.compile(r"(?:[•●▪■◦o*–-]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)])$")
BULLET = re.compile(r"[•▪◦·]\s*")
STARTS_ITEM = re.compile(r"(?:[•▪◦·]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)])\s")

Segment = list[Word]


def blocks_of(words: Sequence[Word], page: int) -> list[Block]:
    """The running text of a page in blocks; upright words only, in no particular order."""
    upright = [w for w in words if not w.turned]
    body = _body_size(upright)
    return [_block(lines, page, body) for lines in paragraphs_of(upright)]


def paragraphs_of(words: Sequence[Word]) -> list[list[Segment]]:
    """Words as paragraphs of lines, by leading, size, weight, colour and indent."""
    segments = [s for line in lines_of(words) for s in _segments(line)]
    usual = _usual_gaps(segments)
    paragraphs: list[list[Segment]] = []
    for segment in segments:
        home = next((p for p in reversed(paragraphs) if _continues(p[-1], segment, usual)), None)
        if home is None:
            paragraphs.append([segment])
        else:
            home.append(segment)
    return paragraphs


def _body_size(words: Iterable[Word]) -> float:
    weight: Counter[float] = Counter()
    for word in words:
        if not word.bold:
            weight[round(word.size * 2) / 2] += len(word.text)
    return weight.most_common(1)[0][0] if weight else 0.0


def _segments(line: Segment) -> list[Segment]:
    segments: list[Segment] = []
    for word in line:
        if segments:
            last = segments[-1]
            gap = word.box.x0 - last[-1].box.x1
            label_only = len(last) == 1 and LABEL.match(last[0].text)
            size = max(word.size, last[-1].size)
            if _printed_apart(last[-1], word, gap) and not label_only:
                segments.append([word])
                continue
            if gap <= COLUMN_GAP * size or (label_only and gap < 80):
                last.append(word)
                continue
        segments.append([word])
    return segments


def _printed_apart(before: Word, word: Word, gap: float) -> bool:
    """Whether a file that prints its spaces prints none here, where there is room for one."""
    known = before.run is not None and word.run is not None
    return known and before.run != word.run and not word.raised and gap > NEXT_RUN * word.size


def _usual_gaps(segments: Sequence[Segment]) -> dict[int, float]:
    """Size in whole points → the white between two lines of a paragraph: the smallest that is common."""
    gaps: dict[int, list[float]] = {}
    for n, upper in enumerate(segments):
        above = _extent(upper)
        for lower in segments[n + 1 : n + 6]:
            below = _extent(lower)
            size = max(w.size for w in upper)
            gap = below.top - above.bottom
            if abs(above.x0 - below.x0) < size and -0.5 * size < gap < size:
                gaps.setdefault(round(size), []).append(gap)
                break
    return {size: sorted(found)[len(found) // 4] for size, found in gaps.items() if len(found) >= 4}


def _extent(segment: Segment) -> Box:
    return around([w.box for w in segment])


class _Style(NamedTuple):
    size: float
    bold: bool
    colour: Colour | None


def _style(segment: Segment) -> _Style:
    weights: Counter[_Style] = Counter()
    for word in segment:
        weights[_Style(word.size, word.bold, word.colour)] += len(word.text)
    return weights.most_common(1)[0][0]


def _continues(above: Segment, segment: Segment, usual: dict[int, float]) -> bool:
    last, new = _extent(above), _extent(segment)
    style, new_style = _style(above), _style(segment)
    size = style.size
    leading = usual.get(round(max(w.size for w in above)))
    allowed = SAME_PARAGRAPH * size if leading is None else leading + LEADING_SLACK * size
    aligned = abs(last.x0 - new.x0) <= INDENT * size or abs(last.middle[0] - new.middle[0]) <= INDENT * size
    return (
        -0.5 * size < new.top - last.bottom <= allowed
        and aligned
        and min(last.x1, new.x1) > max(last.x0, new.x0)
        and abs(size - new_style.size) <= 0.4
        and style[1:] == new_style[1:]
        and not STARTS_ITEM.match(line_text(segment) + " ")
    )


def _block(lines: list[Segment], page: int, body: float) -> Block:
    words = [w for line in lines for w in line]
    text = join_lines(line_text(line) for line in lines)
    styles = [_style(line) for line in lines]
    size, bold = max(s.size for s in styles), all(s.bold for s in styles)
    kind: Literal["heading", "bullet", "paragraph"] = "paragraph"
    if BULLET.match(text):
        kind = "bullet"
    elif _is_heading(text, size, bold, body):
        kind = "heading"
    return Block(
        kind=kind, page=page, box=around([w.box for w in words]), text=text, size=size, bold=bold,
        marks=tuple(marks_in(words)), doubts=tuple(doubts_of(words)),
    )  # fmt: skip


def _is_heading(text: str, size: float, bold: bool, body: float) -> bool:
    if len(text) > LONGEST_HEADING or not re.search(r"[A-Za-z]", text):
        return False
    return bold or (body > 0 and size >= LARGER * body)
