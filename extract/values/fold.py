"""The folding of printed text into the plain characters that the grammars are written in."""

from __future__ import annotations

import unicodedata

_PLAIN = {
    **{ord(k): v for k, v in {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}.items()},
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), None),
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-"),
    **dict.fromkeys(map(ord, "‘’‛ʼ"), "'"),
    **dict.fromkeys(map(ord, "“”‟"), '"'),
    **dict.fromkeys(map(ord, "⁄∕"), "/"),
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
}


def fold_text(text: str) -> str:
    """The same text in plain characters with single spaces.

    Ligatures are spelled out, soft hyphens and zero-width characters dropped, every dash and the Unicode minus
    become `-`, fullwidth characters ASCII, any white space one space.  Superscript digits stay as they are: they
    are note marks, and 250⁹ is not 2509.  Folding twice changes nothing.
    """
    plain = unicodedata.normalize("NFC", text.translate(_PLAIN)).translate(_PLAIN)
    return " ".join(plain.split())
