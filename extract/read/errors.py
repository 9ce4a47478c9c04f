"""What can go wrong with a file.

CannotRead        any of the below: this file gives nothing, the others go on
├── BrokenPdf     not a PDF, or damaged beyond what the engines mend
├── LockedPdf     needs a password
└── UnknownKind   neither .pdf nor text
"""

from __future__ import annotations

from pathlib import Path


class CannotRead(Exception):
    """A file that cannot be read; the message names it and says what to do."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path}: {what}")
        self.path = path


class BrokenPdf(CannotRead):
    """The bytes are no PDF, or one that no engine can open."""

    def __init__(self, path: Path, detail: str = "") -> None:
        said = f" ({detail})" if detail else ""
        super().__init__(path, f"cannot be opened as a PDF{said}; download it again, or print it to a new PDF")


class LockedPdf(CannotRead):
    """The PDF asks for a password."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "asks for a password; save a copy without one")


class UnknownKind(CannotRead):
    """The file is neither a PDF nor a text of one."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "is neither a .pdf nor the .txt or .md text of one")
