"""A line that is drawn in a picture."""

from __future__ import annotations

from typing import NamedTuple


class Line(NamedTuple):
    """A drawn line in pixels, horizontal where `flat`: its place across and its two ends.

    `edge` says that no line is there: one shading ends at another.
    """

    flat: bool
    at: float
    start: float
    end: float
    edge: bool = False
