"""What makes a run impossible from the start.

RunError             catch it to end the command with its sentence; nothing was read
├── NothingThere     a path that was named does not exist
└── NoCluster        the cluster cannot be had
"""

from __future__ import annotations

from pathlib import Path


class RunError(Exception):
    """The run cannot begin; the message is a whole sentence."""


class NothingThere(RunError):
    """A path that was named does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is nothing at {path}; name a folder of papers or a .pdf, .txt or .md file.")


class NoCluster(RunError):
    """The cluster cannot be had."""
