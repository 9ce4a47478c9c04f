"""Whoever wants to see a run go on."""

from __future__ import annotations

from typing import Protocol


class Watcher(Protocol):
    """Is told what happens, in the process that writes."""

    def begin(self, papers: int, size: int) -> None:
        """So many papers are to be read, of so many bytes together."""

    def done(self, name: str, size: int, pages: int) -> None:
        """One paper of that many bytes and pages is through, loaded or failed."""

    def matching(self) -> None:
        """All are read; their names are being matched."""


class Nobody:
    """A watcher that looks away."""

    def begin(self, papers: int, size: int) -> None:
        """Nothing."""

    def done(self, name: str, size: int, pages: int) -> None:
        """Nothing."""

    def matching(self) -> None:
        """Nothing."""
