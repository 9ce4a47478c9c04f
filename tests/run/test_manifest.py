"""Lines of a manifest: found by bytes or by path, and passed over where they make no sense."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extract.run.manifest import Manifest, read_manifest

DIGEST = "AB" * 32


def manifest(tmp_path: Path, *lines: str) -> Manifest:
    (tmp_path / "manifest.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return read_manifest(tmp_path)


def test_blank_fields_say_nothing(tmp_path: Path) -> None:
    read = manifest(tmp_path, '{"path": "a.pdf", "url": "", "council": " ", "meeting_date": "", "retrieved": null}')
    (line,) = read.about(tmp_path / "a.pdf", "0")
    assert (line.url, line.council, line.meeting_date, line.retrieved) == (None, None, None, None)


def test_the_bytes_count_more_than_the_path(tmp_path: Path) -> None:
    read = manifest(
        tmp_path,
        '{"path": "a.pdf", "sha256": "' + DIGEST + '", "meeting_date": "2023-09-11"}',
        '{"path": "b.pdf", "council": "Dudley"}',
    )
    assert [line.meeting_date for line in read.about(tmp_path / "b.pdf", DIGEST.lower())] == [date(2023, 9, 11)]
    assert [line.council for line in read.about(tmp_path / "b.pdf", "0")] == ["Dudley"]
    assert read.about(tmp_path / "c.pdf", "0") == []


@pytest.mark.parametrize(
    "line", ["no JSON", '{"path": "a.pdf", "meeting_date": "soon"}', '{"path": "a.pdf", "url": {"x": 1}}']
)
def test_a_line_that_makes_no_sense_is_passed_over(line: str, tmp_path: Path) -> None:
    read = manifest(tmp_path, line, '{"path": "b.pdf"}')
    assert (len(read.notes), read.lists(tmp_path / "b.pdf")) == (1, True)
    assert read.notes[0].startswith(f"{tmp_path / 'manifest.jsonl'}, line 1 was passed over: ")


@pytest.mark.parametrize("line", ["[1]", '{"url": "https://x", "status": "404"}', ""])
def test_a_line_without_a_paper_is_none_of_ours(line: str, tmp_path: Path) -> None:
    assert manifest(tmp_path, line).notes == []
