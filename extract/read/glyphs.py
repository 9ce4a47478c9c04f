"""Give the characters of symbol fonts the Unicode character of what they look like.

Wingdings and its kin print ● under the code of "l"; a PDF then says "l", or U+F06C, in a font of that name.
The table is `glyphs.toml`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

PRIVATE = range(0xF000, 0xF100)
"""Where producers put a symbol font's bytes (Microsoft's symbol encoding)."""

SWAPPED = re.compile(f"[{''.join(chr(code << 8) for code in (*range(0x41, 0x5B), *range(0x61, 0x7B)))}]+")

NUMBERED = re.compile(r"\(cid:(\d+)\)")
"""What pdfminer writes for a code that its encoding does not hold: in a symbol font the code still says the picture."""
UNKNOWN = "\ufffd"
"""What stands for a glyph of which the file does not say what it is."""

UNUSED = (0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D)
"""Codes that Windows does not use: the PDF standard draws a bullet for them, and some producers rely on it."""

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


@cache
def _tables() -> list[tuple[str, dict[int, str]]]:
    read = tomllib.loads((files(__package__) / "glyphs.toml").read_text(encoding="utf-8"))
    named = [(_bare(font), {int(code, 16): seen for code, seen in codes.items()}) for font, codes in read.items()]
    return sorted(named, key=lambda item: -len(item[0]))


def _bare(font: str) -> str:
    return re.sub(r"[^a-z0-9]", "", font.rsplit("+", 1)[-1].lower())


@cache
def _codes(font: str) -> dict[int, str] | None:
    bare = _bare(font)
    return next((codes for name, codes in _tables() if bare.startswith(name)), None)


def _windows_byte(text: str) -> int:
    """The byte under which Windows has a character: a symbol font's ˜ is its picture number 98."""
    coded = text.encode("cp1252", "ignore")
    return coded[0] if coded else -1


def _unswapped(text: str) -> str:
    """The letters of a ligature whose codes were written with their bytes exchanged, as Ghostscript did: 昀椀 is "fi"."""
    return "".join(chr(ord(c) >> 8) for c in text) if SWAPPED.fullmatch(text) else text


def seen_as(text: str, font: str) -> str:
    r"""What a character of a font looks like; ligatures are spelled out, what the file does not say is \ufffd, all else stays.

    >>> seen_as("l", "ABCDEF+Wingdings")
    '●'
    """
    numbered = NUMBERED.fullmatch(text)
    if numbered:
        number = int(numbered[1])
        return (_codes(font) or {}).get(number, "•" if number in UNUSED else UNKNOWN)
    if len(text) != 1:
        return _unswapped(text)
    code = ord(text)
    private = code in PRIVATE
    byte = code - PRIVATE.start if private else code
    codes = _codes(font) or {}
    seen = codes.get(byte) or codes.get(_windows_byte(text))
    if seen is None and unicodedata.category(text) in ("Cc", "Cn", "Cs") and not text.isspace():
        return UNKNOWN
    return seen or LIGATURES.get(text, text)
