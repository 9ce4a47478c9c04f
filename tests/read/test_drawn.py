"""Symbols that a born-digital page draws: marks for what is a symbol, nothing for bullets, charts and patches."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from extract.read import read_pages
from schemas.layout import Mark

HEIGHT = 400
GREEN, RED, AMBER, BLACK = "0 .6 .2", ".85 .1 .1", "1 .7 0", "0 0 0"
Point = tuple[float, float]


def pt(x: float, y: float) -> str:
    return f"{x:.2f} {HEIGHT - y:.2f}"


def polygon(points: list[Point], colour: str) -> str:
    return f"{colour} rg {pt(*points[0])} m " + " ".join(f"{pt(*p)} l" for p in points[1:]) + " h f\n"


def disc(x: float, y: float, r: float, colour: str, *, hollow: bool = False) -> str:
    k = 0.5523 * r
    quarters = ((0, 1, 1, 0), (-1, 0, 0, 1), (0, -1, -1, 0), (1, 0, 0, -1))
    path = f"{pt(x + r, y)} m "
    for ex, ey, sx, sy in quarters:
        start, end = (x + sx * r, y + sy * r), (x + ex * r, y + ey * r)
        path += f"{pt(start[0] + ex * k, start[1] + ey * k)} {pt(end[0] + sx * k, end[1] + sy * k)} {pt(*end)} c "
    return f"{colour} {'RG 1.2 w' if hollow else 'rg'} {path} h {'S' if hollow else 'f'}\n"


def star(x: float, y: float, r: float, colour: str) -> str:
    radii = (r, 0.4 * r)
    turns = [(radii[n % 2], math.radians(36 * n - 90)) for n in range(10)]
    return polygon([(x + s * math.cos(a), y + s * math.sin(a)) for s, a in turns], colour)


def arrow(x: float, y: float, long: float, turn: float, colour: str) -> str:
    cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))

    def at(u: float, v: float) -> Point:
        return x + u * cosine - v * sine, y + u * sine + v * cosine

    shaft = f"{colour} RG {long / 8} w {pt(*at(-long / 2, 0))} m {pt(*at(long / 4, 0))} l S\n"
    return shaft + polygon([at(long / 2, 0), at(long / 8, -long / 4), at(long / 8, long / 4)], colour)


def grid() -> str:
    flat = [f"{pt(50, 50 + 25 * n)} m {pt(350, 50 + 25 * n)} l S" for n in range(9)]
    upright = [f"{pt(50 + 50 * n, 50)} m {pt(50 + 50 * n, 250)} l S" for n in range(7)]
    return "0 0 0 RG 0.5 w " + "\n".join([*flat, *upright]) + "\n"


def write_pdf(path: Path, content: str, pictures: list[Image.Image] | None = None, resources: str = "") -> Path:
    """A one-page file with a content stream, Helvetica as /F1 and pictures as /I0, /I1 …"""
    names = "".join(f"/I{n} {6 + n} 0 R " for n in range(len(pictures or [])))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 {HEIGHT}]/Contents 4 0 R"
        f"/Resources<</Font<</F1 5 0 R>>/XObject<<{names}>>{resources}>>>>".encode(),
        f"<</Length {len(content)}>>stream\n".encode() + content.encode() + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for picture in pictures or []:
        packed = io.BytesIO()
        picture.save(packed, "JPEG", quality=85)
        head = (
            f"<</Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}/ColorSpace/DeviceRGB"
            f"/BitsPerComponent 8/Filter/DCTDecode/Length {len(packed.getvalue())}>>stream\n"
        )
        objects.append(head.encode() + packed.getvalue() + b"\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n"
    path.write_bytes(out + tail.encode() + f"startxref\n{len(out)}\n%%EOF".encode())
    return path


def text(x: float, y: float, said: str) -> str:
    return f"BT /F1 9 Tf 0 0 0 rg {pt(x, y)} Td ({said}) Tj ET\n"


CASES = [
    ("star", "green", star(75, 62, 6, GREEN)),
    ("star", "black", star(75, 62, 4, BLACK)),
    ("circle", "amber", disc(75, 62, 5, AMBER)),
    ("circle", "green", disc(75, 62, 8, GREEN)),
    ("ring", "black", disc(75, 62, 5, BLACK, hollow=True)),
    ("triangle", "red", polygon([(75, 57), (80, 66), (70, 66)], RED)),
    ("triangle_down", "red", polygon([(75, 67), (80, 58), (70, 58)], RED)),
    ("diamond", "blue", polygon([(75, 57), (80, 62), (75, 67), (70, 62)], "0 0 .8")),
    ("right", "green", arrow(75, 62, 12, 0, GREEN)),
    ("down_right", "red", arrow(75, 62, 12, 45, RED)),
    ("up", "green", arrow(75, 62, 14, 270, GREEN)),
    ("up_right", "green", arrow(75, 62, 12, 315, GREEN)),
    ("tick", "green", f"{GREEN} RG 2 w {pt(70, 62)} m {pt(74, 66)} l {pt(81, 57)} l S\n"),
    ("cross", "red", f"{RED} RG 2 w {pt(71, 58)} m {pt(79, 66)} l S {pt(71, 66)} m {pt(79, 58)} l S\n"),
]


def marks(path: Path) -> list[Mark]:
    return [m for page in read_pages(path) for m in page.marks]


FIGURES = text(110, 65, "85.2%") + text(160, 65, "1,638")


@pytest.mark.parametrize(("shape", "colour", "content"), CASES, ids=[f"{s}-{c}" for s, c, _ in CASES])
def test_a_drawn_symbol_in_a_table_is_a_mark(tmp_path: Path, shape: str, colour: str, content: str) -> None:
    found = marks(write_pdf(tmp_path / "a.pdf", grid() + FIGURES + content))
    assert [(m.shape, m.colour, m.drawn) for m in found] == [(shape, colour, "vector")]
    assert found[0].box is not None
    assert found[0].box.holds(75, 62)


def clipped(path: str, paint: str) -> str:
    return f"q {path.split(' rg ')[1].rsplit('h', 1)[0]} h W n {paint} Q\n"


@pytest.mark.parametrize(
    "paint", [f"{GREEN} rg {pt(60, 75)} 30 26 re f", "/light sh"], ids=["a rectangle", "a shading"]
)
def test_a_disc_that_is_cut_out_of_its_colour_is_a_light(tmp_path: Path, paint: str) -> None:
    """Slides and icon sets paint a square, or a shade, through a round hole: no score was seen."""
    shade = "/Shading<</light<</ShadingType 2/ColorSpace/DeviceRGB/Coords[60 0 90 0]/Extend[true true]" \
            f"/Function<</FunctionType 2/Domain[0 1]/N 1/C0[{GREEN}]/C1[0 .5 .2]>>>>>>"  # fmt: skip
    content = grid() + FIGURES + clipped(disc(75, 62, 5, GREEN), paint)
    found = marks(write_pdf(tmp_path / "a.pdf", content, resources=shade))
    assert [(m.shape, m.colour) for m in found] == [("circle", "green")]


WHITE = "1 1 1"
ON_PLATES = [
    ("tick", "green", disc(75, 62, 6, GREEN) + f"{WHITE} RG 1.6 w {pt(72, 62)} m {pt(74, 65)} l {pt(79, 59)} l S\n"),
    ("cross", "red",
     disc(75, 62, 6, RED) + f"{WHITE} RG 1.6 w {pt(72, 59)} m {pt(78, 65)} l S {pt(72, 65)} m {pt(78, 59)} l S\n"),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "colour", "content"), ON_PLATES, ids=["tick", "cross"])
def test_white_on_a_disc_is_the_symbol_and_the_disc_its_colour(
    tmp_path: Path, shape: str, colour: str, content: str
) -> None:
    found = marks(write_pdf(tmp_path / "a.pdf", grid() + FIGURES + content))
    assert [(m.shape, m.colour) for m in found] == [(shape, colour)]


def test_a_light_that_touches_the_border_of_its_cell_is_seen(tmp_path: Path) -> None:
    """Word sets icons on the line below them: every light of a table was missing."""
    image = Image.new("RGB", (48, 48), "white")
    ImageDraw.Draw(image).ellipse((2, 2, 46, 46), fill=(0, 150, 60))
    placed = f"q 10 0 0 10 {pt(69, 75.4)} cm /I0 Do Q\n"
    found = marks(write_pdf(tmp_path / "a.pdf", placed + grid() + FIGURES, [image]))
    assert [(m.shape, m.colour) for m in found] == [("circle", "green")]


def pictures() -> Iterator[tuple[str, str, Image.Image]]:
    for shape, colour, outline in (
        ("up", "green", [(24, 4), (42, 24), (31, 24), (31, 44), (17, 44), (17, 24), (6, 24)]),
        ("triangle_right", "amber", [(8, 4), (42, 24), (8, 44)]),
    ):
        image = Image.new("RGB", (48, 48), "white")
        ImageDraw.Draw(image).polygon(outline, fill=(0, 150, 60) if colour == "green" else (240, 170, 0))
        yield shape, colour, image


@pytest.mark.parametrize(("shape", "colour", "image"), list(pictures()))
def test_a_small_picture_of_a_symbol_is_a_mark(tmp_path: Path, shape: str, colour: str, image: Image.Image) -> None:
    placed = f"q 12 0 0 12 {pt(69, 68)} cm /I0 Do Q\n"
    found = marks(write_pdf(tmp_path / "a.pdf", grid() + FIGURES + placed, [image]))
    assert [(m.shape, m.colour, m.drawn) for m in found] == [(shape, colour, "picture")]


def line_chart() -> str:
    places = [(50, 380), (100, 330), (150, 360), (200, 300)]
    line = f"0 0 1 RG 1 w {pt(*places[0])} m " + " ".join(f"{pt(*p)} l" for p in places[1:]) + " S\n"
    return line + "".join(disc(x, y, 3, "0 0 1") for x, y in places)


NOTHING = {
    "line chart with markers": line_chart(),
    "pie": disc(280, 330, 40, GREEN),
    "bullets": "".join(disc(62, y, 1.6, BLACK) + text(68, y + 3, "as planned") for y in (110, 121, 132)),
    "patch": f"{GREEN} rg 60 {HEIGHT - 70} 10 10 re f\n",
    "logo": "".join(disc(300 + 9 * n, 20, 7, RED) for n in range(8)),
    "word drawn as curves": "".join(
        polygon([(60 + 7 * n, 120), (65 + 7 * n, 120), (62 + 7 * n, 112)], BLACK) for n in range(9)
    ),
}


@pytest.mark.parametrize("content", NOTHING.values(), ids=NOTHING.keys())
def test_what_is_no_symbol_is_no_mark(tmp_path: Path, content: str) -> None:
    assert marks(write_pdf(tmp_path / "a.pdf", grid() + FIGURES + content)) == []
