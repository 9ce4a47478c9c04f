"""The manifest: what is known of every address, one JSON object a line.

Lines are appended while a fetch runs, each in one write that is forced to the disk, so that a kill at any moment
costs at most the line being written.  The last line about an address and its bytes counts.  An orderly end writes
the file anew, sorted and without what has been overtaken, and puts it in place in one step.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from extract.fetch.download import in_storage_words
from extract.fetch.links import identity
from extract.fetch.plain import Listed

FILE = "manifest.jsonl"
HAD = "ok"
ALWAYS_PRINTED = frozenset({"url", "council", "committee", "meeting_date", "title", "retrieved", "status"})


class Line(BaseModel):
    """What is known of one address: the bytes it gave, or what went wrong."""

    model_config = ConfigDict(frozen=True, extra="allow")

    url: str
    path: str | None = None
    sha256: str | None = None
    council: str | None = None
    committee: str | None = None
    meeting_date: date | None = None
    title: str | None = None
    retrieved: str | None = None
    tried: str | None = None
    status: str = HAD
    kind: str | None = None
    item: str | None = None
    item_title: str | None = None
    meeting: str | None = None
    meeting_url: str | None = None
    size: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    system: str | None = None
    site: str | None = None
    listed: Listed = Listed()

    @property
    def had(self) -> bool:
        """Whether the paper was had."""
        return self.path is not None and self.sha256 is not None

    def printed(self) -> str:
        """The line as it stands in the file, without its newline."""
        fields = self.model_dump(mode="json")
        fields["listed"] = {name: value for name, value in fields["listed"].items() if value is not None}
        kept = {n: v for n, v in fields.items() if n in ALWAYS_PRINTED or v not in (None, {})}
        return json.dumps(kept, ensure_ascii=False)


class Entry(NamedTuple):
    """A line, and the text that stands for it in the file: as it was read, if somebody else wrote it."""

    line: Line
    text: str


class Manifest:
    """The lines in memory and on disk, always saying the same."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.damaged: list[str] = []
        self._others: list[str] = []
        self._had: dict[str, dict[str, Entry]] = {}
        self._failed: dict[str, Entry] = {}
        self._paths: dict[str, str] = {}
        self._read()

    def latest(self, url: str) -> Line | None:
        """The line of the newest bytes that an address gave."""
        versions = self._had.get(identity(url))
        return next(reversed(versions.values())).line if versions else None

    def failed(self, url: str) -> bool:
        """Whether the last request to an address went wrong."""
        return identity(url) in self._failed

    def path_of(self, sha256: str) -> str | None:
        """Where the same bytes were last put."""
        return self._paths.get(sha256)

    def lines(self) -> list[Line]:
        """Every line, in the order of the tidy file: an address's versions stand together, the newest last."""
        return [entry.line for entry in self._entries()]

    def add(self, line: Line) -> None:
        """Write a line down, then know it; one that says nothing new is not written again."""
        if line.had and self.latest(line.url) == line and not self.failed(line.url):
            return
        text = line.printed()
        self._append(f"{text}\n")
        self._know(line, text)

    def tidy(self) -> None:
        """Put the sorted file in place of the grown one; nothing happens if they are the same."""
        text = "".join(f"{line}\n" for line in [*self._others, *(entry.text for entry in self._entries())])
        try:
            if self.path.exists() and self.path.read_text(encoding="utf-8") == text:
                return
            replace_file(self.path, text)
        except OSError as error:
            raise in_storage_words(error, self.path) from error

    def _entries(self) -> list[Entry]:
        groups = []
        for key in self._had | self._failed:
            group = list(self._had.get(key, {}).values())
            groups.append([*group, self._failed[key]] if key in self._failed else group)
        return [entry for group in sorted(groups, key=lambda entries: _order(entries[-1].line)) for entry in group]

    def _know(self, line: Line, text: str) -> None:
        key = identity(line.url)
        self._failed.pop(key, None)
        if not line.had:
            self._failed[key] = Entry(line, text)
            return
        versions = self._had.setdefault(key, {})
        versions.pop(line.sha256 or "", None)
        versions[line.sha256 or ""] = Entry(line, text)
        self._paths[line.sha256 or ""] = line.path or ""

    def _append(self, text: str) -> None:
        """One write, forced to the disk; half a line that a full disk left is taken back."""
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
            try:
                before = os.fstat(handle).st_size
                data = text.encode()
                try:
                    if os.write(handle, data) != len(data):
                        raise OSError(28, "No space left on device")
                    os.fsync(handle)
                except OSError:
                    os.ftruncate(handle, before)
                    raise
            finally:
                os.close(handle)
        except OSError as error:
            raise in_storage_words(error, self.path) from error

    def _read(self) -> None:
        """Read what is there; a half line at the end is what a kill left, and is taken off."""
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            raise in_storage_words(error, self.path) from error
        whole, _, rest = content.rpartition(b"\n")
        if rest.strip() and _json_object(rest) is None:
            os.truncate(self.path, len(whole) + 1 if whole or content.startswith(b"\n") else 0)
            rest = b""
        elif rest:
            self._append("\n")
        for text in [*whole.split(b"\n"), rest]:
            if text.strip():
                self._read_line(text)

    def _read_line(self, text: bytes) -> None:
        fields = _json_object(text)
        if fields is None:
            self.damaged.append(text.decode("utf-8", errors="replace"))
            return
        try:
            self._know(Line.model_validate(fields), text.decode().strip())
        except ValidationError:
            self._others.append(text.decode().strip())


def replace_file(path: Path, text: str) -> None:
    """Put a text in place in one step: readers see the old file or the new one, never half of it."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _json_object(text: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _order(line: Line) -> tuple[str, str, str, str, str]:
    day = line.meeting_date.isoformat() if line.meeting_date else ""
    return (line.council or line.site or "", day, line.committee or "", line.meeting or "", line.url)
