"""What a run has to say to people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


def _silent(_: str) -> None:
    return


@dataclass
class Log:
    """Sentences: problems are what could not be had, notes are what is only worth knowing; each is said once."""

    tell: Callable[[str], None] = _silent
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def problem(self, sentence: str) -> None:
        """Something could not be had; the exit status will be 1."""
        if sentence not in self.problems:
            self.problems.append(sentence)
            self.tell(sentence)

    def note(self, sentence: str) -> None:
        """Something is worth knowing."""
        if sentence not in self.notes:
            self.notes.append(sentence)
            self.tell(sentence)
