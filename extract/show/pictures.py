"""Pictures in a terminal that can show them: by Kitty's protocol, or by Sixel."""

from __future__ import annotations

import sys

from PIL import Image
from rich.console import RenderableType


def shows_pictures() -> bool:
    """Whether standard output is a terminal that shows pictures; the terminal itself is asked, once."""
    if not sys.stdout.isatty():
        return False
    from textual_image import renderable  # noqa: PLC0415  importing it asks the terminal

    return renderable.Image in (renderable.SixelImage, renderable.TGPImage)


def terminal_picture(picture: Image.Image) -> RenderableType:
    """What a console prints to show a picture."""
    from textual_image import renderable  # noqa: PLC0415  importing it asks the terminal

    return renderable.Image(picture)
