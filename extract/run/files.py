"""Find the papers in the files and folders that somebody named."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from extract.read import SUFFIXES
from extract.run.errors import NothingThere
from extract.run.manifest import FILE, Manifest, read_manifest

ABOUT_A_FOLDER = ("readme", "changelog", "license", "licence", "contributing", "copying", "notice")
"""Texts of these names tell about a folder and are no papers."""
OFFICE = {
    ".doc": "a Word document", ".docx": "a Word document", ".rtf": "a Word document", ".odt": "a text document",
    ".xls": "a spreadsheet", ".xlsx": "a spreadsheet", ".xlsm": "a spreadsheet", ".ods": "a spreadsheet",
    ".ppt": "a presentation", ".pptx": "a presentation", ".odp": "a presentation",
}  # fmt: skip
"""Kinds of file in which councils publish papers too, and which are not read."""
WEB = {".html": "a web page", ".htm": "a web page", ".mhtml": "a web page"}
"""Web pages are papers only where somebody names them or a manifest lists them."""


class Found(NamedTuple):
    """A file that is to be read: where it is, and what the database calls it."""

    path: Path
    name: str
    manifest: Manifest | None

    @property
    def refusal(self) -> str | None:
        """Why a file of this kind is not read and what to do, or None."""
        kind = (OFFICE | WEB).get(self.path.suffix.lower())
        return kind and f"is {kind}, which is not read; open it, print it to a PDF and give that"


class Shelf(NamedTuple):
    """All that was found."""

    files: list[Found]
    unlisted: dict[Path, str]
    """Folders that could not be looked into → why."""
    notes: list[str]


class _Named(NamedTuple):
    """A file as it was come upon: by its path, below the folder that was named."""

    path: Path
    root: Path


def find_papers(named: Sequence[Path]) -> Shelf:
    """Every paper in the files and folders, in the order of their names; raises `NothingThere`."""
    unlisted: dict[Path, str] = {}
    passed_over: list[Path] = []
    manifests = _Manifests()
    come_upon: dict[Path, _Named] = {}
    for path in named:
        if not path.exists():
            raise NothingThere(path)
        inside = _below(path, unlisted) if path.is_dir() else [_Named(path, path.parent)]
        for one in inside:
            if path.is_dir() and not _is_paper(one, manifests):
                passed_over += [one.path] if _worth_a_word(one.path) else []
            else:
                come_upon.setdefault(one.path.resolve(), one)
    files = _with_names([(one, manifests.of(one)) for one in come_upon.values()])
    return Shelf(files, unlisted, [*manifests.notes(), *_said(passed_over)])


def _below(folder: Path, unlisted: dict[Path, str]) -> Iterator[_Named]:
    """Every file in a folder and its folders, in a stable order; hidden ones are none of ours."""

    def cannot_list(error: OSError) -> None:
        unlisted[Path(error.filename)] = error.strerror or str(error)

    for where, folders, files in os.walk(folder, onerror=cannot_list):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (_Named(Path(where, file), folder) for file in sorted(files) if not file.startswith("."))


class _Manifests:
    """The manifests that were met, each read once."""

    def __init__(self) -> None:
        self._read: dict[Path, Manifest | None] = {}

    def of(self, one: _Named) -> Manifest | None:
        """The nearest manifest above a file; one above the named folder counts only if it lists the file."""
        path, root = one.path.absolute(), one.root.absolute()
        for folder in path.parents:
            manifest = self._in(folder)
            if manifest is not None and (folder.is_relative_to(root) or manifest.lists(path)):
                return manifest
        return None

    def notes(self) -> list[str]:
        """What could not be read of them."""
        return [note for manifest in self._read.values() if manifest for note in manifest.notes]

    def _in(self, folder: Path) -> Manifest | None:
        if folder not in self._read:
            self._read[folder] = read_manifest(folder) if (folder / FILE).is_file() else None
        return self._read[folder]


def _is_paper(one: _Named, manifests: _Manifests) -> bool:
    """Whether a file that was met in a folder is a paper, or what a council published in place of one."""
    suffix = one.path.suffix.lower()
    if suffix == ".pdf" or suffix in OFFICE:
        return True
    manifest = manifests.of(one) if suffix in SUFFIXES or suffix in WEB else None
    if manifest is not None and manifest.lists(one.path.absolute()):
        return True
    return suffix in SUFFIXES and one.path.stem.lower() not in ABOUT_A_FOLDER


def _worth_a_word(path: Path) -> bool:
    return path.suffix.lower() in (*SUFFIXES, *WEB)


def _said(passed_over: Sequence[Path]) -> list[str]:
    """One sentence for what is passed over, however much it is."""
    if not passed_over:
        return []
    first = ", ".join(path.name for path in passed_over[:3])
    more = f" and {len(passed_over) - 3} more" if len(passed_over) > 3 else ""
    return [f"Passed over, as no papers: {first}{more}. Name one as a PATH of its own to have it read."]


def _with_names(found: Sequence[tuple[_Named, Manifest | None]]) -> list[Found]:
    """Each file with its name: relative to its manifest's folder, else to the named one; sorted by it.

    Two files that would have the same name keep the path by which they were named.
    """
    short = [
        (
            one,
            manifest,
            one.path.absolute().relative_to(manifest.folder if manifest else one.root.absolute()).as_posix(),
        )
        for one, manifest in found
    ]
    times = Counter(name for _, _, name in short)
    files = [
        Found(one.path, name if times[name] == 1 else one.path.as_posix(), manifest) for one, manifest, name in short
    ]
    return sorted(files, key=lambda file: (file.name, str(file.path)))
