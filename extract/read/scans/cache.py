"""Keep what OCR read of a picture, so that the same picture is never read twice.

In: a picture and a name of all that reads it.  Out: the page that was kept, or nothing.  Files are written whole or not
at all; a cache that cannot be written or read is no error, only slower.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from extract.read.pixels import Pixels
from schemas.layout import Page

VARIABLE = "OUTTURN_CACHE"
"""Environment variable that names another directory; empty for no cache."""


def cache_directory() -> Path | None:
    """Where readings are kept: `OUTTURN_CACHE`, or the user's cache directory; None where it is switched off."""
    chosen = os.environ.get(VARIABLE)
    if chosen is not None:
        return Path(chosen).expanduser() if chosen else None
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "outturn"


def key_of(pixels: Pixels, *names: object) -> str:
    """The key of a picture's reading: its pixels, the engine, and the program that reads."""
    digest = hashlib.sha256(repr((pixels.shape, _program(), *names)).encode())
    digest.update(np.ascontiguousarray(pixels).data)
    return digest.hexdigest()


@cache
def _program() -> str:
    """A fingerprint of this package and of what it reads by: a changed reader reads again."""
    digest = hashlib.sha256()
    for package in (__package__, *BESIDE):
        for source in sorted(files(package).iterdir(), key=lambda f: f.name):
            if source.name.endswith(".py") and source.name in BESIDE.get(package, {source.name}):
                digest.update(source.read_bytes())
    return digest.hexdigest()


BESIDE = {
    "extract.read": {"colour.py", "likeness.py", "pixels.py", "shape.py", "symbol_models.py"},
    "schemas": {"layout.py"},
}
"""The files of other packages on which a reading depends."""


def kept(key: str) -> Page | None:
    """The page that was kept under a key."""
    place = _place(key)
    if place is None:
        return None
    try:
        return Page.model_validate_json(place.read_bytes())
    except (OSError, ValidationError):
        return None


def keep(key: str, page: Page) -> None:
    """Keep a page; a reader beside this one sees all of it or nothing."""
    place = _place(key)
    if place is None:
        return
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(page.model_dump_json().encode())
            Path(name).replace(place)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _place(key: str) -> Path | None:
    directory = cache_directory()
    return None if directory is None else directory / "ocr" / key[:2] / f"{key}.json"
