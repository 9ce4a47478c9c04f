"""`outturn show`: pictures of pages."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.cli.conftest import CORPUS, SMALL, Outturn

SCORECARD = CORPUS / SMALL[2]


def test_pages_with_tables_are_drawn(outturn: Outturn, loaded: Path, tmp_path: Path) -> None:
    ended = outturn("show", SCORECARD, "--db", loaded, "--output", "pictures")
    assert ended.status == 0, ended.err
    paths = [tmp_path / line for line in ended.out.splitlines()]
    assert paths
    assert sorted((tmp_path / "pictures").iterdir()) == sorted(paths)
    for path in paths:
        with Image.open(path) as picture:
            assert picture.format == "PNG"
            assert picture.width > 1000


def test_a_paper_that_is_not_loaded_is_read_for_the_occasion(outturn: Outturn, loaded: Path, tmp_path: Path) -> None:
    assert outturn("show", SCORECARD, "--page", 1, "--db", "nowhere.duckdb", "--output", "a").status == 0
    assert outturn("show", SCORECARD, "--page", 1, "--db", loaded, "--output", "b").status == 0
    (fresh,), (kept,) = (tmp_path / "a").iterdir(), (tmp_path / "b").iterdir()
    assert fresh.read_bytes() == kept.read_bytes()


def test_how_it_ends(outturn: Outturn, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"not a pdf")
    (tmp_path / "paper.txt").write_text("A text.")
    assert outturn("show", "nowhere.pdf").status == 2
    assert outturn("show", "broken.pdf").status == 1
    assert outturn("show", "paper.txt").status == 2
    assert outturn("show", SCORECARD, "--page", 99).status == 2
