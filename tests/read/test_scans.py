"""Pages that are pictures: a small table is printed, damaged, packed into a PDF and read.

Whatever the damage, a figure comes out as printed or with a doubt.
"""

from __future__ import annotations

import ast
import importlib.util
import math
import tempfile
from collections.abc import Sequence
from functools import cache as remembered
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.facts import Hints
from extract.pipeline import extract_paper, leaves_of
from extract.read import read_pages
from extract.read.scans import cache, engine, scanned
from extract.tables import leaf_of
from schemas.layout import Box, Cell, Grid, Page, Word
from tests.read.damage import Level, damaged

needs_ocr = pytest.mark.skipif(
    importlib.util.find_spec("rapidocr") is None or importlib.util.find_spec("onnxruntime") is None,
    reason="reads pictures: pip install 'outturn[ocr]'",
)
DPI = 200
SCALE = DPI / 72
TABLE = (
    ("Indicator", "Q1 2023-24", "Q2 2023-24", "Target"),
    ("PI.101 Visits to libraries", "1,377", "1,904", "1,650"),
    ("PI.118 Invoices paid in 30 days", "91.1%", "93.8%", "95%"),
    ("PI.211 Days lost to sickness", "2.21", "2.49", "2.5"),
)
WIDTHS = (190, 80, 80, 70)
ROW = 24


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def printed(rows: Sequence[Sequence[str]] = TABLE, *, ruled: str = "black") -> Image.Image:
    """A page of 480 by 200 points with a ruled table on it."""
    image = Image.new("RGB", (round(480 * SCALE), round(200 * SCALE)), "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=round(9.5 * SCALE))
    pen.text((30 * SCALE, 18 * SCALE), "Performance of the Council in 2023-24", fill="black", font=font)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            left, top = 30 + sum(WIDTHS[:c]), 50 + r * ROW
            pen.rectangle(
                [v * SCALE for v in (left, top, left + WIDTHS[c], top + ROW)],
                outline=ruled,
                width=1 if ruled != "black" else 2,
            )
            pen.text(((left + 6) * SCALE, (top + 6) * SCALE), text, fill="black", font=font)
    return image


def scan(image: Image.Image, folder: Path) -> Path:
    path = folder / "scan.pdf"
    image.convert("RGB").save(path, resolution=DPI, quality=90)
    return path


def grid_of(path: Path) -> Grid:
    grids = [e for leaf in leaves_of(path) for e in leaf.elements if isinstance(e, Grid)]
    assert len(grids) == 1
    return grids[0]


def differences(grid: Grid) -> list[str]:
    """Figures that are not as printed and say nothing."""
    read = {(c.row, c.column): c for c in grid.cells}
    return [
        f"{text} read as {read[r, c].text}"
        for r, row in enumerate(TABLE)
        for c, text in enumerate(row)
        if c and r and (r, c) in read and read[r, c].text != text and not read[r, c].doubts
    ]


def cells_as_printed(grid: Grid) -> int:
    wanted = {(r, c): text for r, row in enumerate(TABLE) for c, text in enumerate(row)}
    return sum(wanted.get((c.row, c.column)) == c.text for c in grid.cells)


LEVELS = {
    "as it comes": (Level("", noise=3), 16),
    "tilted by two degrees": (Level("", tilt=2.0), 15),
    "a fax": (Level("", bits=1, noise=6), 15),
    "soft and noisy": (Level("", noise=12, blur=1.0), 13),
}


@needs_ocr
@pytest.mark.parametrize("why", LEVELS)
def test_a_table_is_read_from_its_picture(why: str, tmp_path: Path) -> None:
    level, least = LEVELS[why]
    grid = grid_of(scan(damaged(np.asarray(printed()), level, seed=1), tmp_path))
    assert differences(grid) == []
    assert cells_as_printed(grid) >= least


@needs_ocr
def test_a_table_is_read_whose_grey_rules_a_fax_left_as_dots(tmp_path: Path) -> None:
    level = Level("", bits=1, noise=9, blur=0.3)
    grid = grid_of(scan(damaged(np.asarray(printed(ruled="#787878")), level, seed=1), tmp_path))
    assert grid.engine == "ruled"
    assert differences(grid) == []
    assert cells_as_printed(grid) >= 15


@remembered
def places(quarters: int = 0, tilt: float = 0.0) -> dict[tuple[str | None, str], tuple[float, float]]:
    """Where the middle of each figure is said to be on a picture that was turned, and the code and print of it."""
    image = printed().rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor="white")
    image = Image.fromarray(np.ascontiguousarray(np.rot90(np.asarray(image), quarters)))
    with tempfile.TemporaryDirectory() as folder:
        facts = extract_paper(scan(image, Path(folder)), "scan.pdf", Hints())
    boxes = {(o.indicator_code, o.raw): (o.x0, o.top, o.x1, o.bottom) for o in facts.observations}
    return {
        key: ((x0 + x1) / 2, (top + bottom) / 2)
        for key, (x0, top, x1, bottom) in boxes.items()
        if x0 is not None and x1 is not None and top is not None and bottom is not None
    }


@needs_ocr
@pytest.mark.parametrize("quarters", [1, 2, 3], ids=["on its side", "on its head", "on the other side"])
def test_a_page_that_lies_on_its_side_is_read_and_its_figures_have_their_places(quarters: int) -> None:
    found = places(quarters)
    assert set(found) >= {("PI.118", "93.8%"), ("PI.101", "1,904")}
    wide, high = (v / SCALE for v in printed().size)
    for key, (x, y) in places().items():
        expected = {1: (y, wide - x), 2: (wide - x, high - y), 3: (high - y, x)}[quarters]
        assert found[key] == pytest.approx(expected, abs=2.5)


@needs_ocr
@pytest.mark.parametrize("tilt", [2.0, -1.5])
def test_figures_of_a_tilted_page_have_the_places_where_it_shows_them(tilt: float) -> None:
    """Boxes were measured on the page made straight: up to 15 points off at the edges of a page tilted by 2 degrees."""
    found, (wide, high) = places(tilt=tilt), (v / SCALE for v in printed().size)
    sine, cosine = math.sin(math.radians(tilt)), math.cos(math.radians(tilt))
    for key, (x, y) in places().items():
        across, down = x - wide / 2, y - high / 2
        expected = (wide / 2 + cosine * across + sine * down, high / 2 + cosine * down - sine * across)
        assert found[key] == pytest.approx(expected, abs=2.5)


@needs_ocr
def test_what_a_pen_struck_out_is_neither_missing_nor_guessed(tmp_path: Path) -> None:
    image = printed()
    pen = ImageDraw.Draw(image)
    left, top = (30 + WIDTHS[0]) * SCALE, (50 + 2 * ROW) * SCALE
    for n in range(6):
        pen.line([(left - 9, top + 9 * n + 5), (left + 210, top + 60 - 9 * n)], fill=(20, 30, 120), width=6)
    facts = extract_paper(scan(image, tmp_path), "scan.pdf", Hints())
    struck = [o for o in facts.observations if o.indicator_code == "PI.118" and o.period == "2023-24 Q1"]
    doubted = {f.observation_id for f in facts.findings if f.severity == "warning"}
    assert struck
    assert all(o.observation_id in doubted for o in struck)


def pasted(path: Path) -> Path:
    """A page of text with the table as a picture on it."""
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.drawString(50, 790, "Report of the Chief Executive: performance in 2023-24 Quarter 2")
    canvas.drawImage(ImageReader(printed()), 50, 480, 480, 200)
    canvas.drawString(50, 450, "Members are asked to note the figures above, which are final.")
    canvas.showPage()
    canvas.save()
    return path


@needs_ocr
def test_a_table_pasted_as_a_picture_into_a_digital_page_is_read(tmp_path: Path) -> None:
    path = pasted(tmp_path / "pasted.pdf")
    facts = extract_paper(path, path.name, Hints())
    figure = next(o for o in facts.observations if (o.indicator_code, o.period) == ("PI.118", "2023-24 Q2"))
    assert (figure.raw, figure.page) == ("93.8%", 1)
    assert figure.x0 is not None
    assert figure.top is not None
    assert 300 < figure.x0 < 400
    assert 200 < figure.top < 280


@needs_ocr
def test_a_scan_with_a_digital_page_number_is_still_a_scan(tmp_path: Path) -> None:
    path = tmp_path / "bound.pdf"
    canvas = Canvas(str(path), pagesize=(480, 200))
    canvas.drawImage(ImageReader(printed()), 0, 0, 480, 200)
    canvas.setFont("Helvetica", 6)
    canvas.drawString(150, 6, "Page 17, Appendix A: performance of the Council")
    canvas.showPage()
    canvas.save()
    page = next(iter(read_pages(path)))
    assert page.reader == "ocr"
    assert "93.8%" in [w.text for w in page.words]


@needs_ocr
def test_the_same_picture_is_read_once(tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = scan(printed(), tmp_path)
    first = next(iter(read_pages(path)))
    assert len(list(own_cache.rglob("*.json"))) == 1

    def fail(*_: object, **_named: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(scanned, "read_picture", fail)
    assert next(iter(read_pages(path))) == first
    monkeypatch.setattr(cache, "_program", lambda: "another reader")
    with pytest.raises(AssertionError, match="read again"):
        next(iter(read_pages(path)))


def modules_behind(module: str) -> set[str]:
    """The modules of ours that one of them imports, and those that they import."""
    found: set[str] = set()
    queue = [module]
    while queue:
        module = queue.pop()
        found.add(module)
        source = Path(str(files(module.rpartition(".")[0]))) / f"{module.rpartition('.')[2]}.py"
        named = [
            n.module or ""
            for n in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
            if isinstance(n, ast.ImportFrom)
        ]
        queue += {n for n in named if n.startswith(("extract.", "schemas."))} - found
    return found


def test_a_kept_reading_depends_on_every_module_that_reads_pictures() -> None:
    """Except on the one that draws the picture, whose pixels count."""
    beside = {f"{package}.{name.removesuffix('.py')}" for package, names in cache.BESIDE.items() for name in names}
    reads = {m for m in modules_behind(scanned.__name__) if not m.startswith("extract.read.scans.")}
    assert reads - {"extract.read.render"} == beside


def test_without_the_engine_the_page_says_what_to_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise engine.MissingEngineError("onnxruntime")

    monkeypatch.setattr(scanned, "require_engine", missing)
    for path in (scan(printed(), tmp_path), pasted(tmp_path / "pasted.pdf")):
        facts = extract_paper(path, path.name, Hints())
        assert facts.observations == []
        told = [(f.check_name, f.severity) for f in facts.findings]
        assert told == [("page_unread", "warning")]
        assert "onnxruntime is not installed" in facts.findings[0].message
        assert "pip install 'outturn[ocr]'" in facts.findings[0].message


def word(text: str, x: float, y: float, sure: float) -> Word:
    return Word(text=text, box=Box(x, y, x + 8 * len(text), y + 10), size=10, confidence=sure)


def test_a_doubt_in_a_paragraph_stays_with_it() -> None:
    words = [word("In", 50, 50, 1.0), word("Q1", 70, 50, 0.99), word("it", 90, 50, 1.0), word("was", 110, 50, 1.0)]
    page = Page(number=1, width=500, height=500, words=(*words, word("9l.8%", 140, 50, 0.4)), reader="ocr")
    (block,) = leaf_of(page).elements
    assert not isinstance(block, Grid | Cell)
    assert getattr(block, "doubts", ()) == ('"9l.8%" is not clear in the picture of the page',)


@needs_ocr
@pytest.mark.parametrize(
    ("left", "foot", "why"), [(-460, 480, "all but its edge"), (50, 830, "its head"), (-700, 900, "all of it")]
)
def test_a_picture_that_hangs_over_the_edge_of_the_page_does_no_harm(
    left: float, foot: float, why: str, tmp_path: Path
) -> None:
    path = tmp_path / "over.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.drawString(50, 790, "Report of the Chief Executive: performance in 2023-24 Quarter 2")
    canvas.drawImage(ImageReader(printed()), left, foot, 480, 200)
    canvas.showPage()
    canvas.save()
    (page,) = read_pages(path)
    assert page.reader == "vector", why
    assert "Executive:" in [w.text for w in page.words]
