"""Which files are papers, what the database calls them, and what a manifest says of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.run.errors import NothingThere
from extract.run.files import find_papers


def made(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return folder


def names(*paths: Path) -> list[str]:
    return [file.name for file in find_papers(paths).files]


@pytest.mark.parametrize(
    ("name", "is_paper", "why"),
    [
        ("pack.pdf", True, ""),
        ("PACK.PDF", True, "endings in capitals"),
        ("pack.txt", True, "the text of a paper"),
        ("2023/q1/pack.md", True, "folders below"),
        ("pack.docx", True, "not read, but said to be: a council published it"),
        ("README.md", False, "about the folder"),
        ("Licence.txt", False, "about the folder"),
        ("manifest.jsonl", False, "no paper"),
        ("truth.json", False, "no paper"),
        ("table.csv", False, "no paper"),
        ("saved.html", False, "a web page is one only where it is named or listed"),
        (".hidden.pdf", False, "hidden"),
        (".part/pack.pdf", False, "in a hidden folder"),
    ],
)
def test_which_files_of_a_folder_are_papers(name: str, is_paper: bool, why: str, tmp_path: Path) -> None:
    assert names(made(tmp_path, name)) == ([name] if is_paper else []), why


def test_what_is_named_is_taken_at_its_word(tmp_path: Path) -> None:
    made(tmp_path, "README.md", "saved.html", ".hidden.pdf")
    named = [tmp_path / name for name in ("README.md", "saved.html", ".hidden.pdf")]
    assert names(*named) == [".hidden.pdf", "README.md", "saved.html"]


def test_what_is_passed_over_is_said(tmp_path: Path) -> None:
    (note,) = find_papers([made(tmp_path, "README.md", "a/README.txt", "a/b.html", "c.pdf", "d.json")]).notes
    assert note.startswith("Passed over, as no papers: README.md, README.txt, b.html.")


def test_names_are_relative_to_the_folder_that_is_named(tmp_path: Path) -> None:
    made(tmp_path, "corpus/2023/a.pdf", "corpus/b.pdf")
    assert names(tmp_path / "corpus") == ["2023/a.pdf", "b.pdf"]
    assert names(tmp_path / "corpus" / "2023") == ["a.pdf"]
    assert names(tmp_path / "corpus" / "2023" / "a.pdf") == ["a.pdf"]


def test_names_are_relative_to_a_manifest_that_lists_the_paper(tmp_path: Path) -> None:
    made(tmp_path, "corpus/2023/a.pdf", "corpus/2023/b.pdf")
    (tmp_path / "corpus" / "manifest.jsonl").write_text(json.dumps({"path": "2023/a.pdf", "url": "https://x"}) + "\n")
    assert names(tmp_path / "corpus" / "2023" / "a.pdf") == ["2023/a.pdf"]
    assert names(tmp_path / "corpus" / "2023" / "b.pdf") == ["b.pdf"]
    assert names(tmp_path / "corpus") == ["2023/a.pdf", "2023/b.pdf"]


def test_two_files_never_share_a_name(tmp_path: Path) -> None:
    made(tmp_path, "a/pack.pdf", "b/pack.pdf")
    found = names(tmp_path / "a", tmp_path / "b")
    assert found == [(tmp_path / "a" / "pack.pdf").as_posix(), (tmp_path / "b" / "pack.pdf").as_posix()]


def test_a_file_that_is_named_twice_counts_once(tmp_path: Path) -> None:
    made(tmp_path, "a/pack.pdf")
    assert names(tmp_path / "a", tmp_path / "a" / "pack.pdf", tmp_path) == ["pack.pdf"]


def test_the_order_in_which_paths_are_named_does_not_matter(tmp_path: Path) -> None:
    made(tmp_path, "a.pdf", "b.pdf", "c.pdf")
    paths = [tmp_path / name for name in ("c.pdf", "a.pdf", "b.pdf")]
    assert find_papers(paths).files == find_papers(paths[::-1]).files


def test_a_path_with_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(NothingThere, match="There is nothing at"):
        find_papers([tmp_path / "nowhere"])


def test_web_pages_that_a_manifest_lists_are_papers(tmp_path: Path) -> None:
    made(tmp_path, "paper.html", "other.html")
    (tmp_path / "manifest.jsonl").write_text('{"path": "paper.html", "url": "https://x"}\n')
    (found,) = find_papers([tmp_path]).files
    assert found.refusal == "is a web page, which is not read; open it, print it to a PDF and give that"
