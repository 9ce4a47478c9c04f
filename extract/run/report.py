"""What a run came to, for people and for programs."""

from __future__ import annotations

from schemas.layout import Plain


class FileCounts(Plain):
    """Files: `found` is the sum of the others."""

    found: int = 0
    loaded: int = 0
    unchanged: int = 0
    duplicate: int = 0
    failed: int = 0


class SeverityCounts(Plain):
    """Findings by how bad they are."""

    error: int = 0
    warning: int = 0
    info: int = 0


class Failure(Plain):
    """A file that could not be read, and why."""

    name: str
    message: str


class RunReport(Plain):
    """Counts of what this run loaded, not of all that the database holds."""

    files: FileCounts
    pages: int = 0
    observations: int = 0
    commentary: int = 0
    findings: SeverityCounts = SeverityCounts()
    seconds: float = 0.0
    db: str
    failures: tuple[Failure, ...] = ()
    duplicates: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def exit_status(self) -> int:
        """0 everything was read, 1 at least one file could not be."""
        return 1 if self.files.failed else 0

    @property
    def as_json(self) -> dict[str, object]:
        """The object that `--json` prints."""
        return self.model_dump(mode="json", exclude={"failures", "duplicates", "notes"})
