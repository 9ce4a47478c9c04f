"""Charts as small pictures: bars with a target line, and rings."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FOLDER = Path("/usr/share/fonts/truetype")
REGULAR = FOLDER / "liberation/LiberationSans-Regular.ttf"
BOLD = FOLDER / "liberation/LiberationSans-Bold.ttf"


def font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    """A font of this size in pixels."""
    return ImageFont.truetype(str(BOLD if bold else REGULAR), size)


def png(image: Image.Image) -> bytes:
    """The picture with few colours, as PNG."""
    out = io.BytesIO()
    image.quantize(48).save(out, "PNG", optimize=True)
    return out.getvalue()


def bars(title: str, values: Sequence[tuple[str, float, str]], target: float | None, colour: str = "#1b6770") -> bytes:
    """A bar a quarter with its figure above it, and the target as a line."""
    image = Image.new("RGB", (620, 330), "white")
    draw = ImageDraw.Draw(image)
    draw.text((310, 18), title, font=font(20, bold=True), fill="#333", anchor="mm")
    top = max([v for _, v, _ in values] + ([target] if target else [])) * 1.15 or 1
    left, base, height = 40, 290, 240
    step = (600 - left) / max(len(values), 1)
    draw.line((left, base, 600, base), fill="#888")
    for n, (label, value, text) in enumerate(values):
        x = left + step * n + step * 0.25
        y = base - height * value / top
        draw.rectangle((x, y, x + step * 0.5, base), fill=colour)
        draw.text((x + step * 0.25, y - 12), text, font=font(17), fill="#222", anchor="mm")
        draw.text((x + step * 0.25, base + 16), label, font=font(17), fill="#444", anchor="mm")
    if target:
        y = base - height * target / top
        draw.line((left, y, 600, y), fill="#d9822b", width=3)
    return png(image)


def rings(parts: Sequence[tuple[str, Sequence[tuple[int, str]]]]) -> bytes:
    """A ring a subject, with the sum in the middle."""
    image = Image.new("RGB", (300 * len(parts), 260), "white")
    draw = ImageDraw.Draw(image)
    for n, (title, shares) in enumerate(parts):
        x = 300 * n + 150
        draw.text((x, 20), title, font=font(18), fill="#333", anchor="mm")
        total = sum(s for s, _ in shares)
        start = -90.0
        for share, colour in shares:
            end = start + 360 * share / (total or 1)
            if share:
                draw.pieslice((x - 85, 45, x + 85, 215), start, end, fill=colour)
            start = end
        draw.ellipse((x - 45, 85, x + 45, 175), fill="white")
        draw.text((x, 130), str(total), font=font(26), fill="#333", anchor="mm")
        draw.text((x, 238), "   ".join(str(s) for s, _ in shares), font=font(15), fill="#555", anchor="mm")
    return png(image)


def crest(text: str) -> bytes:
    """The council's mark: a shield with two waves."""
    image = Image.new("RGB", (260, 120), "white")
    draw = ImageDraw.Draw(image)
    draw.polygon([(20, 12), (100, 12), (100, 70), (60, 110), (20, 70)], fill="#1b6770")
    for y in (38, 58):
        draw.line([(28, y), (44, y - 8), (60, y), (76, y - 8), (92, y)], fill="white", width=5)
    draw.text((116, 46), text, font=font(25, bold=True), fill="#1b6770", anchor="lm")
    draw.text((116, 76), "Metropolitan Borough", font=font(13), fill="#555", anchor="lm")
    return png(image)
