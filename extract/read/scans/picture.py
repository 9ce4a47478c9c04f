"""The picture of a page, made straight: its tilt, its ink, and the lines that are drawn on it.

In: pixels.  Out: pixels that stand upright, and rules in pixels of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.read.pixels import Mask, Pixels
from extract.read.scans.dots import rows_of_dots
from extract.read.scans.line import Line

STEEPEST = 4.0
"""Degrees of tilt that are looked for on either side; a feeder tilts by two at most."""
LOOKED_AT = 2000
"""Pixels of the longer side of the small picture on which the tilt is measured."""
FLAT = 0.03
"""Degrees of tilt that are left alone: over a page they are less than a pixel or two."""

THICK = 2.2
"""Points; a thicker line is a bar or a fill."""
FAINT = 9
"""A rule stands out from the paper on both sides by this much (of 255), noise apart."""
FAINTER = 3.5
"""And by this much on average where it goes on with a line that is seen: black on red, grey on navy."""
SAME = 1.2
"""Points by which two parts of one line may lie apart."""
WIDEST_GAP = 150.0
"""Points of the widest cell in which a line may be as faint as that."""
NEARLY = 0.88
"""Share of a rule's pixels that must be seen; of the densest row of pixels in print it is two thirds."""
SHORTEST_FLAT = 13.0
"""Points; shorter horizontal strokes are parts of letters and dashes."""
SHORTEST_UPRIGHT = 8.5
"""Points; the same for vertical strokes: a row of small print is hardly higher."""
OFTEN = 0.55
"""A long rule stands out on both sides for this share of its length: print may touch it."""
MOSTLY = 0.8
"""And a short one for this share, since rows of print look alike."""
GROUND = 3.5
"""Points around a place whose middle shade is its ground: print covers less than half of them."""
SHADED = 14
"""Grounds differ by this much (of 255) where one of them is shaded."""
BESIDE = 1.5
"""Points on both sides of an edge where its grounds are looked at."""
WIDE = 60.0
"""Points of the shortest edge of a shading that is taken for a rule."""
SHORT = 20.0
"""Points; along a digit or two there may be ink for almost as long."""
FREE = 45.0
"""Points; a rule of this length need not end at others, but must meet one: a flat one that crosses none, twice as long."""
MANY = 4
"""A line that meets so many others belongs to their table, wherever it ends."""
WITHOUT, WHOLLY = 0.6, 0.93
"""A rule is at least so much of the run that it forms with the stem of a letter, and is seen for so much of itself."""
ALONE = 200.0
"""Points; a rule of this length may stand alone: tables are ruled by lines between their rows only.  The edges of a
shading that no rule meets are no rules: a heading, or every other row."""
REACH = 3.0
"""Points that a rule may stop short of another and still meet it."""
TORN = 8.0
"""Points of a gap in a row of dots that a letter left, or a dark place of the picture."""
CROSSED = 2.0
"""Points at the ends of a line where it may run into another."""
GAP = 2.0
"""Points of a gap in a rule that the scanner left."""


def grey_of(pixels: Pixels) -> Pixels:
    """A picture in shades of grey."""
    return cast("Pixels", cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)) if pixels.ndim == 3 else pixels


def is_monochrome(pixels: Pixels) -> bool:
    """Whether a picture has no colour at all, so that nothing can be said about the colour of its symbols."""
    small = pixels[::4, ::4].astype(np.int16)
    return bool(((small.max(axis=2) - small.min(axis=2)) > 40).mean() < 2e-4)


def tilt_of(grey: Pixels) -> float:
    """Degrees by which the lines of a page rise to the right; 0 where nothing tells.

    Turned by the right angle, the ink of text and rules falls into the fewest rows of pixels.
    """
    factor = LOOKED_AT / max(grey.shape)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = np.clip(cv2.medianBlur(small, 61).astype(np.int16) - small, 0, 255).astype(np.float32)
    ink[ink < 20] = 0
    if not ink.any():
        return 0.0
    coarse = _sharpest(ink, np.arange(-STEEPEST, STEEPEST + 0.01, 0.25))
    found = _sharpest(ink, np.arange(coarse - 0.3, coarse + 0.31, 0.03))
    return found if abs(found) >= FLAT else 0.0


def _sharpest(ink: NDArray[np.float32], angles: Sequence[float] | NDArray[np.float64]) -> float:
    return float(max(angles, key=lambda angle: _sharpness(ink, float(angle))))


def _sharpness(ink: NDArray[np.float32], angle: float) -> float:
    """How uneven the ink lies over the rows when they are tilted: shears stand for small turns."""
    high, wide = ink.shape
    shear = math.tan(math.radians(angle))
    matrix = np.asarray([[1, 0, 0], [shear, 1, -shear * wide / 2]], np.float32)
    rows = cv2.warpAffine(ink, matrix, (wide, high), flags=cv2.INTER_LINEAR).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def turned(pixels: Pixels, angle: float) -> Pixels:
    """The picture turned clockwise by an angle about its middle, on a ground of its own paper."""
    if not angle:
        return pixels
    high, wide = pixels.shape[:2]
    paper = tuple(
        float(v) for v in np.median(pixels[:: max(1, high // 200), :: max(1, wide // 200)], axis=(0, 1)).ravel()
    )
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), -angle, 1.0)
    return cast("Pixels", cv2.warpAffine(pixels, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=paper))


# --- Rules ------------------------------------------------------------------------------------------------------------


def rules_of(grey: Pixels, scale: float, *, one_bit: bool = False) -> list[Line]:
    """The straight lines that tables are drawn with, dark on light or light on dark; `scale` is pixels a point."""
    upright = _both(np.ascontiguousarray(grey.T), scale, SHORTEST_UPRIGHT, one_bit=one_bit)
    lines = [*_both(grey, scale, SHORTEST_FLAT, one_bit=one_bit), *(line._replace(flat=False) for line in upright)]
    framed = _anchored(_joined(lines, scale) if one_bit else lines, scale)
    return [_ended(line, framed, scale) for line in framed]


def _both(grey: Pixels, scale: float, shortest: float, *, one_bit: bool) -> list[Line]:
    """Horizontal lines, and edges of shadings where no line is: long ones, and what goes on with a line or an edge."""
    lines = rows_of_dots(grey, scale) if one_bit else _lines(grey, scale, shortest)
    reach = REACH * scale
    edges = [edge for edge in _edges(grey, scale, shortest) if not _is_along(edge, lines, reach)]
    lines += [_widened(edge, scale) for edge in edges if edge.end - edge.start >= WIDE * scale]
    left = [edge for edge in edges if edge.end - edge.start < WIDE * scale]
    while more := [edge for edge in left if _went_on(edge, lines, scale) is not None]:
        left = [edge for edge in left if edge not in more]
        lines += [edge._replace(at=_went_on(edge, lines, scale) or edge.at) for edge in more]
    return _bridged(lines, grey, scale)


def _is_along(edge: Line, lines: Sequence[Line], reach: float) -> bool:
    """Whether an edge is the side of a line that was seen."""
    near = (n for n in lines if abs(n.at - edge.at) <= reach)
    return any(n.start - reach <= edge.start and edge.end <= n.end + reach for n in near)


def _went_on(edge: Line, lines: Sequence[Line], scale: float) -> float | None:
    """Where the line lies that goes on with an edge, if any does."""
    edge = _widened(edge, scale)
    near = (n for n in lines if abs(n.at - edge.at) <= REACH * scale)
    return next((n.at for n in near if max(n.start - edge.end, edge.start - n.end) <= 2 * REACH * scale), None)


def _widened(edge: Line, scale: float) -> Line:
    """An edge as far as the lines that it ends at, next to which the middle shade is not that of the ground."""
    return edge._replace(start=edge.start - GROUND * scale, end=edge.end + GROUND * scale)


def _lines(grey: Pixels, scale: float, shortest: float) -> list[Line]:
    """Horizontal lines of a picture."""
    drawn = _long_runs(_thin_strokes(grey, scale), round(shortest * scale), max(3, round(GAP * scale) | 1))
    raw = cv2.blur(grey, (2, 1)).astype(np.int16)
    lines = []
    for left, right, rows in _runs(drawn, scale):
        for first, last in _without_letters(left, right, shortest * scale):
            at = float(np.median(rows[first - left : last - left]))
            least = _least(last - first, scale) if (first, last) == (left, right) else WHOLLY
            if _stands_out(raw, drawn, at, first, last, scale) >= least:
                lines.append(Line(True, at, first, last))
                break
    return lines


def _least(length: float, scale: float) -> float:
    """The share of its length for which a run must stand out to be a line."""
    long = length / scale
    return OFTEN if long >= FREE else MOSTLY if long >= SHORT else NEARLY


def _without_letters(left: int, right: int, shortest: float) -> Iterator[tuple[int, int]]:
    """A run as it is, and without more and more of its start or end: the stem of a letter may stand in line with it."""
    yield left, right
    step, least = max(1, round(shortest / 4)), max(2 * shortest, WITHOUT * (right - left))
    for cut in range(step, int(right - left - least) + 1, step):
        yield left + cut, right
        yield left, right - cut


def _stands_out(raw: NDArray[np.int16], drawn: Pixels, at: float, left: int, right: int, scale: float) -> float:
    """The share of a run that stands out on both sides, and at both ends where it is short."""
    middle = round(at)
    thick = max(1, round(float(np.median(drawn[max(0, middle - 12) : middle + 13, left:right].sum(axis=0)))) - 3)
    inner = min(round(CROSSED * scale), (right - left) // 4)
    seen = _seen(raw[:, left + inner : right - inner], middle, thick)
    long = (right - left) / scale
    if long < SHORT:
        quarter = max(2, (right - left) // 4)
        ends = raw[:, left + 1 : left + quarter], raw[:, right - quarter : right - 1]
        seen = min(seen, *(_seen(end, middle, thick) + NEARLY - OFTEN for end in ends))
    return seen


def _runs(drawn: Pixels, scale: float) -> Iterator[tuple[int, int, NDArray[np.float64]]]:
    """Left and right end of each thin connected run, and its middle row at every step."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(drawn, connectivity=8)
    for n in range(1, count):
        left, top, wide, high = (int(v) for v in stats[n][:4])
        part = labels[top : top + high, left : left + wide] == n
        if high > 0.02 * wide + THICK * scale + 6 or float(np.median(part.sum(axis=0))) > THICK * scale + 3:
            yield from _freed(part, left, top, scale)
        else:
            yield left, left + wide, top + np.arange(high) @ part / np.maximum(part.sum(axis=0), 1)


def _freed(part: Mask, left: int, top: int, scale: float) -> Iterator[tuple[int, int, NDArray[np.float64]]]:
    """The runs of a body of them that print holds together: the rows of pixels that are drawn nearly all along."""
    full = np.concatenate([[False], part.mean(axis=1) >= MOSTLY, [False]]).astype(np.int8)
    for start, end in np.flatnonzero(np.diff(full)).reshape(-1, 2).tolist():
        if end - start <= THICK * scale + 3:
            across = np.flatnonzero(part[start:end].any(axis=0))
            middle = np.full(len(across), top + (start + end - 1) / 2)
            yield left + int(across[0]), left + int(across[-1]) + 1, middle


def _seen(band: NDArray[np.int16], middle: int, thick: int) -> float:
    """Share of a line's length where it is darker than what lies above and below it, or lighter than both.

    Along a row of pixels through print there are gaps between letters, and strokes go on above or below.
    """
    away = thick // 2 + 3
    if middle - away - 1 < 0 or middle + away + 1 >= len(band):
        return 0.0
    sides = np.stack([*band[middle - away - 1 : middle - away + 1], *band[middle + away : middle + away + 2]])
    own = band[max(0, middle - 1) : middle + 2]
    shares = []
    for away_from_ground in (sides.min(axis=0) - own.min(axis=0), own.max(axis=0) - sides.max(axis=0)):
        usual = float(np.median(away_from_ground))
        shares.append(float((away_from_ground > max(FAINT, usual / 2)).mean()))
    return max(shares)


def _edges(grey: Pixels, scale: float, shortest: float) -> list[Line]:
    """Horizontal edges where two grounds meet: a shaded header has no line around it in some papers."""
    ground = cv2.medianBlur(grey, 2 * round(GROUND * scale) + 1)
    step = _steps(cast("Pixels", ground), scale)
    sharpest = step >= NEARLY * cv2.dilate(step, np.ones((2 * math.ceil(scale) + 1, 1), np.uint8))
    drawn = _long_runs((step > SHADED) & sharpest, round(shortest * scale), 3)
    found = [Line(True, float(np.median(rows)), left, right, edge=True) for left, right, rows in _runs(drawn, scale)]
    return [edge for edge in found if _is_step(grey, edge, scale)]


def _is_step(grey: Pixels, edge: Line, scale: float) -> bool:
    """Whether two grounds meet all along an edge: along a column of symbols there is white between them."""
    away, middle = round(BESIDE * scale), round(edge.at)
    sides = (grey[max(0, at - 1) : at + 2, int(edge.start) : int(edge.end)] for at in (middle - away, middle + away))
    above, below = (np.median(side, axis=0) if len(side) else np.zeros(1) for side in sides)
    change = below.astype(np.float32) - above
    return bool((np.sign(np.median(change)) * change > SHADED).mean() >= NEARLY)


def _steps(ground: Pixels, scale: float) -> NDArray[np.float32]:
    """How much a ground changes from above each pixel to below it, most of all right at the change."""
    smooth = cv2.blur(ground.astype(np.float32), (9, 1))
    total = np.zeros_like(smooth)
    reach = max(2, round(scale))
    for away in range(1, reach + 1):
        total[away:-away] += np.abs(smooth[: -2 * away] - smooth[2 * away :])
    return cast("NDArray[np.float32]", total / reach)


def _bridged(lines: Sequence[Line], grey: Pixels, scale: float) -> list[Line]:
    """The lines, with those that go on behind a gap joined to it where a fainter line is in the gap."""
    joined: list[Line] = []
    for line in sorted(lines, key=lambda n: (n.start, n.end)):
        near = [n for n, other in enumerate(joined) if abs(other.at - line.at) <= SAME * scale]
        for n in near:
            gap = line.start - joined[n].end
            if gap <= WIDEST_GAP * scale and (gap <= REACH * scale or _faint(grey, joined[n], line, scale)):
                edge = max(joined[n], line, key=lambda one: one.end - one.start).edge
                joined[n] = joined[n]._replace(end=max(joined[n].end, line.end), edge=edge)
                break
        else:
            joined.append(line)
    return joined


def _joined(lines: Sequence[Line], scale: float) -> list[Line]:
    """The rows of dots, with those that go on behind a gap joined to it: none ends in the open within a cell."""
    joined: list[Line] = []
    for line in sorted(lines, key=lambda n: (n.start, n.end)):
        before = [n for n, other in enumerate(joined) if _goes_on(other, line, scale)]
        home = max(before, key=lambda n: joined[n].end, default=None)
        if home is None:
            joined.append(line)
            continue
        other = joined[home]
        end, start = other.end, line.start
        if start - end > TORN * scale:
            end, start = _run_on(other, line, lines, REACH * scale)
        if start - end <= TORN * scale:
            joined[home] = other._replace(end=max(other.end, line.end))
        else:
            joined[home] = other._replace(end=end)
            joined.append(line._replace(start=start))
    return [_ended(line, joined, scale, TORN) for line in joined]


def _goes_on(line: Line, other: Line, scale: float) -> bool:
    """Whether a line may go on in another behind it."""
    level = line.flat == other.flat and abs(line.at - other.at) <= SAME * scale
    return level and other.start - line.end <= WIDEST_GAP * scale


def _run_on(line: Line, other: Line, lines: Sequence[Line], reach: float) -> tuple[float, float]:
    """The facing ends of two lines, each on the first line across that it meets between them, or at the other."""
    across = [n.at for n in lines if n.flat != line.flat and n.start - reach <= line.at <= n.end + reach]
    between = [at for at in across if line.end - reach <= at <= other.start + reach]
    return min(between, default=other.start), max(between, default=line.end)


def _faint(grey: Pixels, before: Line, after: Line, scale: float) -> bool:
    """Whether the rows of pixels between two lines stand out a little from those above and below, taken together,
    and at both ends of the gap, where a letter in it does not reach.

    Only where the gap is shaded: on bare paper the line itself would have been seen.
    """
    reach = round(2 * scale)
    middle = round((before.at + after.at) / 2)
    band = grey[max(0, middle - reach) : middle + reach + 1, round(before.end) + 2 : round(after.start) - 2]
    if band.shape[0] < 2 * reach + 1 or band.shape[1] < 4:
        return False
    paper = float(np.percentile(grey[::9, ::9], 80))
    if float((np.abs(np.median(band, axis=0) - paper) > SHADED).mean()) < 0.9:
        return False
    shown = band.astype(np.float32)
    ends = round(2 * scale)
    return (
        min(_standing_out(np.median(part, axis=1), reach) for part in (shown, shown[:, :ends], shown[:, -ends:]))
        > FAINTER
    )


def _standing_out(rows: NDArray[np.float32], middle: int) -> float:
    """By how much the rows of pixels in the middle are darker or lighter than those on both sides."""
    own, sides = rows[middle - 2 : middle + 3], (rows[: middle - 3], rows[middle + 4 :])
    darker = min(float(np.median(side)) for side in sides) - float(own.min())
    return max(darker, float(own.max()) - max(float(np.median(side)) for side in sides))


def _thin_strokes(grey: Pixels, scale: float) -> Mask:
    """Where something thinner than a thick rule stands out above and below; the scanner's noise is averaged first."""
    smooth = cv2.blur(grey, (5, 1))
    column = np.ones((math.ceil(THICK * scale) // 2 * 2 + 3, 1), np.uint8)
    stands_out = np.maximum(
        cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, column), cv2.morphologyEx(smooth, cv2.MORPH_TOPHAT, column)
    )
    usual = float(np.median(stands_out[::5, ::5]))
    return cast("Mask", stands_out > usual + FAINT)


def _long_runs(strokes: Mask, long: int, gap: int) -> Pixels:
    """What lies in runs of at least `long` pixels that are nearly all drawn; a letter's row of pixels is not.

    Print that touches a rule is left aside: its rows are drawn less than those of the rule.
    """
    thick = cv2.dilate(strokes.astype(np.uint8), np.ones((2, 1), np.uint8))
    share = cv2.boxFilter(thick.astype(np.float32), -1, (long, 1), borderType=cv2.BORDER_CONSTANT)
    ridge = share >= cv2.dilate(share, np.ones((2 * gap + 1, 1), np.uint8)) - 0.02
    runs = cv2.dilate(((share >= NEARLY) & ridge).astype(np.uint8), np.ones((1, long), np.uint8))
    inside = runs & cv2.dilate(thick, np.ones((1, gap), np.uint8))
    return cast("Pixels", cv2.dilate(inside, np.ones((3, 1), np.uint8)))


def _anchored(lines: Sequence[Line], scale: float) -> list[Line]:
    """Without the strokes that belong to no frame: bars of letters, ticks of charts, underlines, rows of print."""
    kept = list(lines)
    while True:
        good = [n for n in kept if _is_framed(n, kept, scale)]
        if len(good) == len(kept):
            return good
        kept = good


def _ended(line: Line, lines: Sequence[Line], scale: float, reach: float = REACH) -> Line:
    """The line with its ends on the lines that it meets there; an edge was widened, beyond some of them."""
    reach *= scale
    across = [n.at for n in lines if n.flat != line.flat and n.start - reach <= line.at <= n.end + reach]

    def nearest(end: float) -> float:
        at = min(across, key=lambda at: abs(at - end), default=end)
        beyond = GROUND * scale if line.edge and line.start <= at <= line.end else 0
        return at if abs(at - end) <= reach + beyond else end

    return line._replace(start=nearest(line.start), end=nearest(line.end))


def _is_framed(line: Line, lines: Sequence[Line], scale: float) -> bool:
    """Whether a line ends at others on both sides; one that meets a line may end in the open where others do."""
    reach, long = REACH * scale, line.end - line.start
    across = [
        n.at
        for n in lines
        if n.flat != line.flat
        and n.start - reach <= line.at <= n.end + reach
        and line.start - reach <= n.at <= line.end + reach
    ]
    start, end = (any(abs(at - edge) <= reach for at in across) for edge in (line.start, line.end))
    if (start and end) or len(across) >= MANY:
        return True
    inside = any(line.start + reach < at < line.end - reach for at in across)
    if across and long >= (2 * FREE if line.flat and not inside else FREE) * scale:
        beside = [n for n in lines if n is not line and n.flat == line.flat and abs(n.at - line.at) > reach]
        return (start or any(abs(n.start - line.start) <= reach for n in beside)) and (
            end or any(abs(n.end - line.end) <= reach for n in beside)
        )
    return long >= ALONE * scale and (not line.edge or bool(across))
