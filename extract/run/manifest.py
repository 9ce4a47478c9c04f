"""What `manifest.jsonl` says of papers: council, committee, date and address, as fetch writes them."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

FILE = "manifest.jsonl"


def _blank_is_none(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


Text = Annotated[str | None, BeforeValidator(_blank_is_none)]


class Line(BaseModel):
    """One address and the paper that was had from it; whatever else the line says is not ours to read."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    path: str
    url: Text = None
    sha256: Text = None
    council: Text = None
    committee: Text = None
    meeting_date: Annotated[date | None, BeforeValidator(_blank_is_none)] = None
    title: Text = None
    retrieved: Annotated[datetime | None, BeforeValidator(_blank_is_none)] = None


class Manifest:
    """The lines of one folder's manifest, found by path and by bytes."""

    def __init__(self, folder: Path, lines: list[Line], notes: list[str]) -> None:
        self.folder = folder
        self.notes = notes
        self._by_path: dict[Path, list[Line]] = {}
        self._by_digest: dict[str, list[Line]] = {}
        for line in lines:
            self._by_path.setdefault(folder / line.path, []).append(line)
            if line.sha256:
                self._by_digest.setdefault(line.sha256.lower(), []).append(line)

    def lists(self, path: Path) -> bool:
        """Whether a line is about the file at an absolute path."""
        return path in self._by_path

    def about(self, path: Path, digest: str) -> list[Line]:
        """What is known of these bytes; without a line of theirs, what is known of the path."""
        return self._by_digest.get(digest) or self._by_path.get(path, [])


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder; a line that cannot be read is passed over with a note."""
    lines: list[Line] = []
    notes: list[str] = []
    path = folder / FILE
    try:
        content = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        return Manifest(
            folder, [], [f"{path} cannot be read: {error.strerror or error}; the papers are read without it."]
        )
    for number, text in enumerate(content.split("\n"), 1):
        if not text.strip():
            continue
        try:
            fields = json.loads(text)
            if isinstance(fields, dict) and fields.get("path"):
                lines.append(Line.model_validate(fields))
        except (json.JSONDecodeError, ValidationError) as error:
            notes.append(f"{path}, line {number} was passed over: {_first_line(error)}")
    return Manifest(folder, lines, notes)


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
    return str(error)
