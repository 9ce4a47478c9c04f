"""Where the files of loaded papers lie."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from extract.read import fingerprint
from extract.warehouse import FindingDetail


def at_hand(found: Iterable[FindingDetail], folder: Path) -> tuple[dict[str, Path], list[str]]:
    """The file of each paper that findings are about, by document id, and the paths that are not there.

    Paths were kept as they lay below the folder that was read, or as they were named. Only the same bytes will do: a
    picture of another version of the paper would mislead.
    """
    there: dict[str, Path] = {}
    missing: list[str] = []
    for document_id, path in sorted({(f.document_id, f.path) for f in found if f.document_id and f.path}):
        same = (p for p in (folder / path, Path(path)) if p.is_file() and fingerprint(p) == document_id)
        file = next(same, None)
        if file is not None:
            there[document_id] = file
        else:
            missing.append(path)
    return there, missing
