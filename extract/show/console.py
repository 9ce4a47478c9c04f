"""Where screens are written: as wide as the terminal, in colour only where one shows it."""

from __future__ import annotations

import sys

from rich.console import Console


def console(*, to_stderr: bool = False) -> Console:
    """A console on what standard output, or standard error, is just now."""
    return Console(stderr=to_stderr, highlight=False, soft_wrap=False)


def is_watched() -> bool:
    """Whether a person sees standard error."""
    return sys.stderr.isatty()
