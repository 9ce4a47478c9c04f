"""The manifest on disk: whole lines, versions in order, nothing of others lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.fetch.manifest import Line, Manifest
from extract.fetch.plain import Listed

A = "https://a.gov.uk/documents/s1/x.pdf"
B = "https://a.gov.uk/documents/s2/y.pdf"


def had(url: str, sha256: str, **more: str) -> Line:
    return Line(url=url, path=f"{sha256}.pdf", sha256=sha256, retrieved="2026-02-20T03:00:00Z", **more)


def failed(url: str, status: str = "gone") -> Line:
    return Line(url=url, status=status)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "manifest.jsonl"


def test_every_field_of_the_contract_is_printed(path: Path) -> None:
    Manifest(path).add(had(A, "aa"))
    Manifest(path).add(failed(B))
    first, second = (json.loads(line) for line in path.read_text().splitlines())
    assert {"url", "path", "sha256", "council", "committee", "meeting_date", "title", "retrieved"} <= set(first)
    assert first["status"] == "ok"
    assert "path" not in second
    assert second["status"] == "gone"


@pytest.mark.parametrize(
    ("described", "added", "left"),
    [
        ("one", [had(A, "aa")], [("aa", "ok")]),
        ("the same twice", [had(A, "aa"), had(A, "aa")], [("aa", "ok")]),
        ("two versions", [had(A, "aa"), had(A, "bb")], [("aa", "ok"), ("bb", "ok")]),
        ("there and back", [had(A, "aa"), had(A, "bb"), had(A, "aa")], [("bb", "ok"), ("aa", "ok")]),
        ("failed, then had", [failed(A), had(A, "aa")], [("aa", "ok")]),
        ("had, then failed", [had(A, "aa"), failed(A)], [("aa", "ok"), (None, "gone")]),
        ("had, failed, had again", [had(A, "aa"), failed(A), had(A, "aa")], [("aa", "ok")]),
        ("failed twice", [failed(A), failed(A, "worse")], [(None, "worse")]),
        ("another spelling", [had(A, "aa"), had(A.replace("https", "http"), "aa", title="new")], [("aa", "ok")]),
    ],
)
@pytest.mark.parametrize("reopened", [False, True])
def test_the_last_word_about_an_address_counts(
    described: str, added: list[Line], left: list[tuple[str | None, str]], reopened: bool, path: Path
) -> None:
    manifest = Manifest(path)
    for line in added:
        manifest.add(line)
        if reopened:
            manifest = Manifest(path)
    assert [(line.sha256, line.status) for line in manifest.lines()] == left
    manifest.tidy()
    assert [(line.sha256, line.status) for line in Manifest(path).lines()] == left
    assert len(path.read_text().splitlines()) == len(left)


@pytest.mark.parametrize("cut", range(1, 200, 13))
def test_a_line_cut_off_by_a_kill_is_taken_off(cut: int, path: Path) -> None:
    manifest = Manifest(path)
    manifest.add(had(A, "aa"))
    whole = path.read_bytes()
    manifest.add(had(B, "bb", title="ü" * 40))
    rest = path.read_bytes()[len(whole) :]
    path.write_bytes(whole + rest[: min(cut, len(rest) - 2)])
    again = Manifest(path)
    assert [line.url for line in again.lines()] == [A]
    assert path.read_bytes() == whole
    again.add(had(B, "bb"))
    assert [line.url for line in Manifest(path).lines()] == [A, B]


def test_a_line_without_its_newline_is_a_line(path: Path) -> None:
    path.write_text(had(A, "aa").printed())
    manifest = Manifest(path)
    manifest.add(had(B, "bb"))
    assert [line.url for line in Manifest(path).lines()] == [A, B]


def test_damaged_lines_are_set_aside(path: Path) -> None:
    path.write_text(f"{had(A, 'aa').printed()}\n{{broken\n\x00\x00\n{had(B, 'bb').printed()}\n")
    manifest = Manifest(path)
    assert [line.url for line in manifest.lines()] == [A, B]
    assert len(manifest.damaged) == 2


def test_lines_that_are_not_ours_stay_in_front(path: Path) -> None:
    other = '{"path": "by-hand.pdf", "council": "Dudley"}'
    path.write_text(f"{other}\n")
    manifest = Manifest(path)
    manifest.add(had(A, "aa"))
    manifest.tidy()
    assert path.read_text().splitlines()[0] == other


def test_a_moved_meeting_keeps_the_order_of_versions(path: Path) -> None:
    manifest = Manifest(path)
    manifest.add(had(A, "aa", meeting_date="2026-03-01"))
    manifest.add(had(A, "bb", meeting_date="2026-02-01"))
    manifest.tidy()
    latest = Manifest(path).latest(A)
    assert latest is not None
    assert latest.sha256 == "bb"


def test_what_only_one_listing_says_is_no_change() -> None:
    whole = Listed(date="02/02/2026", title="x", size="1 KB")
    assert not Listed(title="x").differs_from(whole)
    assert not whole.differs_from(Listed())
    assert Listed(size="2 KB").differs_from(whole)
    assert Listed(title="y").completed_by(whole) == Listed(date="02/02/2026", title="y", size="1 KB")


def test_what_somebody_else_wrote_stays_as_it_was_written(path: Path) -> None:
    text = f'{{"sha256":"aa",  "url":"{A}","path":"a.pdf","council":"Tamebrook"}}'
    path.write_text(f"{text}\n")
    manifest = Manifest(path)
    manifest.add(had(B, "bb"))
    manifest.tidy()
    assert text in path.read_text().splitlines()
