"""Find the rules and fills that part the rows of an unruled table."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.layout import Box, Page, around

SEPARATES = 0.6
"""A rule or fill that is this share of the table's width parts its rows."""


def separators_of(page: Page, box: Box) -> list[float]:
    """The heights at which a rule, or the edge of a fill, runs through most of the table."""
    strips: dict[int, list[tuple[float, float]]] = {}
    for rule in page.rules:
        if rule.box.width > rule.box.height:
            strips.setdefault(round(rule.box.top), []).append((rule.box.x0, rule.box.x1))
    for fill in page.fills:
        for y in (fill.box.top, fill.box.bottom):
            strips.setdefault(round(y), []).append((fill.box.x0, fill.box.x1))
    return sorted(
        float(y)
        for y, spans in strips.items()
        if box.top < y < box.bottom and _length([*spans, *strips.get(y + 1, [])], box) >= SEPARATES * box.width
    )


def underlines_of(page: Page, box: Box) -> list[Box]:
    """Horizontal rules too short to part rows; those that touch end to end at one height are one."""
    flat = (r.box for r in page.rules if r.box.width > r.box.height)
    result: list[Box] = []
    for rule in sorted(flat, key=lambda b: (round(b.top), b.x0)):
        if result and abs(result[-1].top - rule.top) < 1 and rule.x0 <= result[-1].x1 + 1:
            result[-1] = around([result[-1], rule])
        else:
            result.append(rule)
    return [b for b in result if b.width < SEPARATES * box.width]


def _length(spans: Sequence[tuple[float, float]], box: Box) -> float:
    """How much of the box's width the spans cover together."""
    total, reach = 0.0, box.x0
    for x0, x1 in sorted(spans):
        left, right = max(reach, x0), min(box.x1, x1)
        if right > left:
            total += right - left
            reach = right
    return total
