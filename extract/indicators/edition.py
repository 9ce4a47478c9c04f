"""The matcher as it is: what identities depend on beside the papers."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from extract.indicators.register import Register


@cache
def _own_text() -> bytes:
    """The rules and the words, as they stand in this folder."""
    own = sorted(files(__package__).iterdir(), key=lambda file: file.name)
    return b"\0".join(file.read_bytes() for file in own if file.name.endswith((".py", ".toml")))


def edition(register: Register) -> str:
    """A word that changes whenever the same names might be matched otherwise: by rules, words or decisions."""
    return hashlib.sha256(_own_text() + register.model_dump_json().encode()).hexdigest()
