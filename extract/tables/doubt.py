"""Say which words of a page may be others than they seem."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.layout import NOT_CLEAR, Word

SURE = 0.7
"""A figure that OCR read with less confidence than this is in doubt (`docs/scans.md` says how this was measured)."""
FIGURE = re.compile(r"[\d\N{REPLACEMENT CHARACTER}]")
"""A digit, or ink that nobody can read."""


def doubts_of(words: Sequence[Word]) -> list[str]:
    """What OCR was not sure of among the figures, or a font is not to be trusted with; other words change no value."""
    unsure = [w.text for w in words if w.confidence is not None and w.confidence < SURE and FIGURE.search(w.text)]
    distrusted = dict.fromkeys(w.doubt for w in words if w.doubt)
    return [*(f'"{text}" {NOT_CLEAR}' for text in unsure), *distrusted]
