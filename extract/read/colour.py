"""Say which colour a reader would call a painted value."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from typing import cast

from schemas.layout import Colour

Rgb = tuple[float, float, float]

PALE = 0.22
"""Saturation below which a colour is a shade of grey."""
PASTEL, BRIGHT = 0.155, 0.85
"""A colour as bright as this is one from this saturation on: Excel's own pastels for good and bad."""
DARK = 0.25
"""Brightness below which everything is black."""


def colour_name(painted: Sequence[float] | float | None) -> Colour | None:
    """Name a colour given as PDF components: one for grey, three for RGB, four for CMYK, each 0 to 1.

    >>> colour_name((0.0, 0.57, 0.25))
    'green'
    """
    rgb = rgb_of(painted)
    if rgb is None:
        return None
    hue, saturation, brightness = colorsys.rgb_to_hsv(*rgb)
    return _name(hue * 360, saturation, brightness)


def rgb_of(painted: object) -> Rgb | None:
    """Red, green and blue of PDF components; None for what is no plain colour (a pattern, a tint).

    >>> rgb_of((0.0, 1.0, 1.0, 0.0))
    (1.0, 0.0, 0.0)
    """
    parts = list(painted) if isinstance(painted, Sequence) else [painted]
    if not all(isinstance(p, int | float) and 0 <= p <= 1 for p in parts):
        return None
    match [float(cast("float", p)) for p in parts]:
        case [grey]:
            return grey, grey, grey
        case [red, green, blue]:
            return red, green, blue
        case [cyan, magenta, yellow, black]:
            return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return None


def _name(hue: float, saturation: float, brightness: float) -> Colour:
    if brightness < DARK:
        return "black"
    if saturation < (PASTEL if brightness >= BRIGHT else PALE):
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
