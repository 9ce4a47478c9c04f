"""Print papers, damage them as printers, scanners and fax machines do, and measure what is still read right.

    python -m tests.read.damage PAPER.pdf ... [--truth DIR] [--level NAME ...] [--words] [--whole]

Every page becomes a picture: rendered, tilted, soiled, packed.  Of a paper of more than three pages its first page and
three of its pages with figures are taken, unless it is asked for whole: the first, the fullest and the emptiest.  The
result is read and compared twice: figure by figure with what the undamaged page prints at the same place (with
`--words` each difference is listed), and, where there is a truth file of the same name, record by record with that.
For each level a line of a Markdown table says what share of the figures was read right (recall), how many were wrong
without a doubt (silent: must be 0), and what share of the right ones carries a doubt (alarms).  It takes minutes, so
it is no test of the suite.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz import fuzz

from extract.facts import Hints
from extract.pipeline import extract_paper
from extract.read import read_pages
from extract.read.render import render_page
from extract.tables.doubt import doubts_of
from schemas.layout import Page, Word
from schemas.records import Facts

Pixels = NDArray[np.uint8]


class Level(NamedTuple):
    """How a page is damaged."""

    name: str
    dpi: int = 200
    tilt: float = 0.0
    noise: float = 4.0
    quality: int = 80
    grey: bool = True
    bits: int = 8
    threshold: int | None = 150
    """Lighter pixels are white where there is one bit; without a threshold greys become dots."""
    specks: float = 0.0
    stamp: bool = False
    blur: float = 0.4


LEVELS = (
    Level("as printed", dpi=0),
    Level("300 dpi, colour", dpi=300, grey=False, noise=2),
    Level("300 dpi", dpi=300),
    Level("200 dpi, colour", grey=False),
    Level("200 dpi, JPEG 80"),
    Level("150 dpi", dpi=150),
    Level("200 dpi, tilted +2°", tilt=2.0),
    Level("200 dpi, tilted −2°", tilt=-2.0),
    Level("200 dpi, noisy", noise=14, specks=2e-4),
    Level("200 dpi, soft", blur=1.1),
    Level("200 dpi, JPEG 50", quality=50),
    Level("200 dpi, JPEG 30", quality=30),
    Level("200 dpi, stamped", stamp=True, grey=False),
    Level("200 dpi, 1 bit (fax)", bits=1, noise=8),
    Level("200 dpi, 1 bit, pale", bits=1, threshold=115),
    Level("200 dpi, 1 bit, tilted +0.7°, specks", bits=1, noise=6, tilt=0.7, specks=2e-4),
    Level("200 dpi, 1 bit, dithered", bits=1, threshold=None, noise=2),
    Level("300 dpi, 1 bit", dpi=300, bits=1),
    Level("150 dpi, tilted +1°, JPEG 40, noisy", dpi=150, tilt=1.0, quality=40, noise=9, specks=1e-4),
)


def damaged(page: Pixels, level: Level, seed: int) -> Image.Image:
    """The picture of a page as it comes out of a bad scanner."""
    chance = np.random.default_rng(seed)
    image = Image.fromarray(page)
    if level.stamp:
        image = _stamped(image, seed)
    pixels = np.asarray(image)
    if level.tilt:
        high, wide = pixels.shape[:2]
        matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), level.tilt, 1.0)
        pixels = cv2.warpAffine(pixels, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    seen = cv2.GaussianBlur(pixels, (0, 0), level.blur).astype(np.float32) * 0.93 + 10
    if level.grey:
        seen = np.repeat(seen.mean(axis=2, keepdims=True), 3, axis=2)
    seen += chance.normal(0, level.noise, seen.shape[:2])[:, :, None]
    if level.specks:
        spots = cv2.dilate((chance.random(seen.shape[:2]) < level.specks).astype(np.uint8), np.ones((2, 2), np.uint8))
        seen[spots > 0] = 60
    result = Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8))
    if level.bits == 1:
        least = level.threshold
        shades = [255 * (n >= least) for n in range(256)] if least else [min(255, n * 255 // 240) for n in range(256)]
        return result.convert("L").point(shades).convert("1")
    return result.convert("L") if level.grey else result


def _stamped(image: Image.Image, seed: int) -> Image.Image:
    """The page with a date stamp across its middle."""
    stamp = Image.new("RGBA", (image.width // 3, image.width // 12), (0, 0, 0, 0))
    pen = ImageDraw.Draw(stamp)
    font = ImageFont.load_default(size=image.width // 26)
    pen.rectangle((2, 2, stamp.width - 3, stamp.height - 3), outline=(170, 30, 60, 190), width=4)
    pen.text((14, 8), "RECEIVED 14 NOV", fill=(170, 30, 60, 190), font=font)
    turned = stamp.rotate(11, expand=True)
    chance = np.random.default_rng(seed)
    place = (int(image.width * chance.uniform(0.2, 0.55)), int(image.height * chance.uniform(0.2, 0.5)))
    whole = image.convert("RGBA")
    whole.alpha_composite(turned, place)
    return whole.convert("RGB")


def damaged_paper(path: Path, level: Level, folder: Path) -> Path:
    """A PDF of pictures of the paper's pages; the paper itself where nothing is damaged."""
    if not level.dpi:
        return path
    pages = []
    with pypdfium2.PdfDocument(path) as document:
        count = len(document)
    for number in range(1, count + 1):
        image = damaged(render_page(path, number, level.dpi / 72), level, seed=number)
        if level.bits > 1:
            packed = io.BytesIO()
            image.save(packed, "JPEG", quality=level.quality)
            image = Image.open(packed)
        pages.append(image)
    result = folder / f"{path.stem}-damaged.pdf"
    packing: dict[str, Any] = {"quality": level.quality} if level.bits > 1 else {}
    pages[0].save(result, save_all=True, append_images=pages[1:], resolution=level.dpi, **packing)
    return result


def measured_pages(truth: dict[str, Any], count: int) -> list[int]:
    """The pages of a paper on which damage is measured, by their numbers."""
    figures = Counter(int(o["page"]) for o in truth["observations"] if not o.get("optional"))
    if count <= SHORT or not figures:
        return list(range(1, count + 1))
    fullest, emptiest = max(figures, key=lambda p: figures[p]), min(figures, key=lambda p: figures[p])
    return sorted({1, min(figures), fullest, emptiest})


SHORT = 3
"""Papers of so many pages are measured whole."""


def cut(path: Path, pages: Sequence[int], folder: Path) -> Path:
    """Some pages of a paper as a paper of its own."""
    result = folder / f"{path.stem}-cut.pdf"
    with pypdfium2.PdfDocument(path) as document, pypdfium2.PdfDocument.new() as part:
        part.import_pages(document, [number - 1 for number in pages])
        part.save(result)
    return result


def truth_of(truth: dict[str, Any], pages: Sequence[int]) -> dict[str, Any]:
    """What a truth file says about some pages, which are numbered anew."""
    own = [o for o in truth["observations"] if int(o["page"]) in pages]
    return {"observations": [{**o, "page": pages.index(int(o["page"])) + 1} for o in own]}


# --- Figure by figure -------------------------------------------------------------------------------------------------


class Tally(Counter[str]):
    """What was counted on one level."""

    def share(self, part: str, whole: str) -> str:
        """A share in percent, with one decimal."""
        return f"{100 * self[part] / self[whole]:.1f}%" if self[whole] else "–"


def compare_figures(printed: Page, read: Page, tally: Tally) -> Iterator[str]:
    """Count the figures of a page that were read right, wrong, or not at all; name the differences.

    A tilted page is read as if it lay straight, so that its words stand where they are printed.  What is compared is
    all that stands at one place of a line: "Qtr 1" is not wrong where it is one word, "1 2" is where it should be "12".
    """
    for word in printed.words:
        if not re.search(r"\d", word.text) or word.turned:
            continue
        tally["figures"] += 1
        prints, says = _at_one_place(word, printed.words, read.words)
        if not says:
            tally["missing"] += 1
            yield f"p{printed.number} {word.text!r} is not there"
            continue
        shown, said = _joined(prints), _joined(says)
        doubt = bool(doubts_of(says))
        right = _plain(said) == _plain(shown)
        tally["right"] += right
        silent = not right and not doubt and _figure(said) != _figure(shown)
        tally["silent"] += silent
        tally["alarms"] += right and doubt
        if not right or doubt:
            sure = min(w.confidence or 0.0 for w in says)
            yield f"p{printed.number} {shown!r} read as {said!r} ({sure}){' SILENT' if silent else ''}"


def _at_one_place(word: Word, printed: Sequence[Word], read: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """What is printed and what is read where a word stands, with the words that only one of both joins to it."""
    prints, says = [word], [r for r in read if _is_at(r, word)]
    while more := [p for p in printed if p not in prints and any(_is_at(p, r) for r in says)]:
        prints += more
        says = [r for r in read if any(_is_at(r, p) for p in prints)]
    return prints, says


def _is_at(one: Word, other: Word) -> bool:
    """Whether two words stand on one line at one place: they share half of the lower one and of the shorter one."""
    a, b = one.box, other.box
    beside = min(a.x1, b.x1) - max(a.x0, b.x0) >= 0.5 * min(a.width, b.width)
    return beside and min(a.bottom, b.bottom) - max(a.top, b.top) >= 0.5 * min(a.height, b.height)


def _joined(words: Sequence[Word]) -> str:
    """Words of a line as one text; only between digits a blank tells figures apart."""
    line = " ".join(w.text for w in sorted(words, key=lambda w: w.box.x0))
    return re.sub(r"(?<!\d) | (?!\d)", "", line)


def _plain(text: str) -> str:
    return text.translate(str.maketrans("–—’‘“”", "--''\"\"")).strip(".,;:")


def _figure(text: str) -> str:
    """What of a word matters for its value."""
    return re.sub(r"[^0-9.,%/ -]", "", _plain(text))


# --- Record by record ---------------------------------------------------------------------------------------------------


def compare_records(facts: Facts, truth: dict[str, Any], tally: Tally) -> Iterator[str]:
    """Count the records of a truth file that were extracted with the right value, and what no truth knows.

    A figure under another indicator, measure, period or page than its own is as wrong as a misread one.
    """
    flagged = {f.observation_id for f in facts.findings if f.severity in ("error", "warning")}
    have = [(o, o.model_dump()) for o in facts.observations]
    known: set[str] = set()
    for want in truth["observations"]:
        found = [o for o, row in have if _place(row) in _places(want) and _same_name(row, want)]
        known |= {o.observation_id for o in found}
        if want.get("optional"):
            continue
        tally["records"] += 1
        right = [
            o
            for o in found
            if _number(o.value) == _number(want["value"]) and (o.value is not None or o.status == want["status"])
        ]
        tally["extracted"] += bool(right)
        if right:
            tally["record alarms"] += all(o.observation_id in flagged for o in right)
        elif found:
            silent = [o for o in found if o.observation_id not in flagged]
            tally["record silent"] += bool(silent)
            have_it = [(str(o.value), o.raw) for o in found]
            yield f"{'SILENT ' if silent else ''}{_named(want)} want {want['value']} have {have_it}"
        else:
            yield f"lost {_named(want)} {want['raw']!r}"
    for o, row in have:
        if o.observation_id not in known | flagged and o.value is not None:
            tally["record silent"] += 1
            yield f"SILENT {_named(row)} {o.value} ({o.source}) is not printed"


_Place = tuple[str, str, str]


def _place(row: dict[str, Any]) -> _Place:
    return str(row["measure"]), str(row["period"]), str(row["page"])


def _places(want: dict[str, Any]) -> set[_Place]:
    return {_place(want), _place({**want, "period": want.get("period_alt", want["period"])})}


def _named(row: dict[str, Any]) -> tuple[str, ...]:
    return str(row["indicator_code"]), str(row["indicator_label"])[:30], *_place(row)


def _same_name(row: dict[str, Any], want: dict[str, Any]) -> bool:
    """Whether two records are of one indicator: by their codes, or by nearly the same name."""
    codes = {_folded(want["indicator_code"]), _folded(want.get("code_alt"))} - {""}
    if _folded(row["indicator_code"]) in codes:
        return True
    return fuzz.ratio(_folded(row["indicator_label"]), _folded(want["indicator_label"])) >= ONE_NAME


ONE_NAME = 85
"""Names that agree by this much (of 100) differ by what was misread only."""


def _folded(text: object) -> str:
    return re.sub(r"[^a-z0-9]", "", str(text or "").casefold())


def _number(value: object) -> Decimal | None:
    try:
        return None if value in (None, "") else Decimal(str(value).replace(",", "")).normalize()
    except InvalidOperation:
        return None


# --- The command ------------------------------------------------------------------------------------------------------


def measure(papers: Sequence[Path], level: Level, truths: Path, *, words: bool, whole: bool = False) -> Tally:
    """Damage, read and compare some papers on one level."""
    tally = Tally()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for source in papers:
            known = truths / f"{source.stem}.json"
            truth = json.loads(known.read_text(encoding="utf-8")) if known.exists() else None
            paper = source
            if truth is not None and not whole:
                with pypdfium2.PdfDocument(source) as document:
                    pages = measured_pages(truth, len(document))
                paper, truth = cut(source, pages, Path(folder)), truth_of(truth, pages)
            copy = damaged_paper(paper, level, Path(folder))
            notes: list[str] = []
            for printed, read in zip(read_pages(paper), read_pages(copy), strict=True):
                notes += compare_figures(printed, read, tally)
            if truth is not None:
                facts = extract_paper(copy, source.name, Hints())
                notes += compare_records(facts, truth, tally)
            if words:
                sys.stdout.write("".join(f"    {source.stem[:24]} {note}\n" for note in notes))
    tally["seconds"] = round(time.monotonic() - start)
    return tally


HEADER = (
    "| damage | figures | read right | silent | alarms | records | extracted | silent | alarms | seconds |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n"
)


def line_of(level: Level, t: Tally) -> str:
    """A level's line of the table."""
    return (
        f"| {level.name} | {t['figures']} | {t.share('right', 'figures')} | {t['silent']} | {t.share('alarms', 'right')} "
        f"| {t['records']} | {t.share('extracted', 'records')} | {t['record silent']} "
        f"| {t.share('record alarms', 'extracted')} | {t['seconds']} |\n"
    )


def main() -> None:
    """Read the command line, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("papers", nargs="+", type=Path)
    parser.add_argument("--truth", type=Path, default=Path("corpus/truth"))
    parser.add_argument("--level", action="append", help="part of a level's name; may be repeated")
    parser.add_argument("--words", action="store_true", help="list every difference")
    parser.add_argument("--whole", action="store_true", help="all pages of every paper")
    asked = parser.parse_args()
    sys.stdout.write(HEADER)
    for level in LEVELS:
        if not asked.level or any(name in level.name for name in asked.level):
            tally = measure(asked.papers, level, asked.truth, words=asked.words, whole=asked.whole)
            sys.stdout.write(line_of(level, tally))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
