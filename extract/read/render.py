"""Draw a page of a PDF as a picture, with pypdfium2."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np
import pypdfium2
from numpy.typing import NDArray


def render_page(path: Path, number: int, scale: float) -> NDArray[np.uint8]:
    """The page (counted from 1) as displayed, height × width × 3 in red, green, blue; `scale` is pixels a point."""
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[number - 1]
        try:
            bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
            pixels = np.array(bitmap.to_numpy()[:, :, :3])
            bitmap.close()
        finally:
            page.close()
    finally:
        document.close()
    return cast("NDArray[np.uint8]", pixels)


def page_count(path: Path) -> int:
    """How many pages a file has."""
    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()
