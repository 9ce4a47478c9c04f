"""Say which colour a reader would call a painted value."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence

from schemas.layout import Colour

PALE = 0.22
"""Saturation below which a colour is a shade of grey."""
DARK = 0.25
"""Brightness below which everything is black."""


def colour_name(painted: Sequence[float] | float | None) -> Colour | None:
    """Name a colour given as PDF components: one for grey, three for RGB, four for CMYK, each 0 to 1.

    >>> colour_name((0.0, 0.57, 0.25))
    'green'
    """
    if painted is None:
        return None
    parts = [float(p) for p in painted] if isinstance(painted, Sequence) else [float(painted)]
    if any(not 0 <= p <= 1 for p in parts):
        return None
    match parts:
        case [grey]:
            red = green = blue = grey
        case [red, green, blue]:
            pass
        case [cyan, magenta, yellow, black]:
            red, green, blue = ((1 - ink) * (1 - black) for ink in (cyan, magenta, yellow))
        case _:
            return None
    hue, saturation, brightness = colorsys.rgb_to_hsv(red, green, blue)
    return _name(hue * 360, saturation, brightness)


def _name(hue: float, saturation: float, brightness: float) -> Colour:
    if brightness < DARK:
        return "black"
    if saturation < PALE:
        return "white" if brightness > 0.93 else "grey"
    if hue < 20 or hue >= 335:
        return "red"
    if hue < 68:
        return "amber"
    if hue < 172:
        return "green"
    if hue < 262:
        return "blue"
    return "other"
