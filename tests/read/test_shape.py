"""Symbols from their pixels: shapes drawn here at several sizes, in several colours, on several grounds."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.read.pixels import Pixels
from extract.read.shape import colour_of, drawn_pixels, look_at, marks_on
from schemas.layout import Box

COLOURS = {
    "green": (0, 150, 60),
    "red": (200, 20, 30),
    "amber": (240, 160, 0),
    "blue": (30, 60, 200),
    "black": (10, 10, 10),
}


def draw(shape: str, size: int, colour: tuple[int, int, int], ground: tuple[int, int, int] = (255, 255, 255)) -> Pixels:
    """One symbol of `size` pixels in the middle of a picture, edges smoothed as a renderer does."""
    big = 8
    side = 2 * size * big
    image = Image.new("RGB", (side, side), ground)
    pen = ImageDraw.Draw(image)
    middle, half = side / 2, size * big / 2

    def at(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(middle + x * half, middle + y * half) for x, y in points]

    wide = max(1, round(0.28 * half))
    arrows = {
        "right": 0,
        "down_right": 45,
        "down": 90,
        "down_left": 135,
        "left": 180,
        "up_left": 225,
        "up": 270,
        "up_right": 315,
    }
    if shape == "star":
        pen.polygon(
            at(
                *(
                    (r * math.cos(a), r * math.sin(a))
                    for n in range(10)
                    for r, a in [((1, 0.4)[n % 2], math.radians(36 * n - 90))]
                )
            ),
            fill=colour,
        )
    elif shape == "circle":
        pen.ellipse([*at((-1, -1), (1, 1))], fill=colour)
    elif shape == "ring":
        pen.ellipse([*at((-1, -1), (1, 1))], outline=colour, width=wide)
    elif shape == "square":
        pen.rectangle([*at((-0.9, -0.9), (0.9, 0.9))], fill=colour)
    elif shape == "diamond":
        pen.polygon(at((0, -1), (1, 0), (0, 1), (-1, 0)), fill=colour)
    elif shape == "triangle":
        pen.polygon(at((0, -0.9), (1, 0.9), (-1, 0.9)), fill=colour)
    elif shape == "triangle_down":
        pen.polygon(at((0, 0.9), (1, -0.9), (-1, -0.9)), fill=colour)
    elif shape == "tick":
        pen.line(at((-0.9, 0.1), (-0.3, 0.7), (0.9, -0.8)), fill=colour, width=wide, joint="curve")
    elif shape == "cross":
        pen.line(at((-0.8, -0.8), (0.8, 0.8)), fill=colour, width=wide)
        pen.line(at((-0.8, 0.8), (0.8, -0.8)), fill=colour, width=wide)
    else:
        turn = math.radians(arrows[shape])
        outline = [(-1, -0.15), (0.1, -0.15), (0.1, -0.6), (1, 0), (0.1, 0.6), (0.1, 0.15), (-1, 0.15)]
        pen.polygon(
            at(
                *(
                    (x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn))
                    for x, y in outline
                )
            ),
            fill=colour,
        )
    return np.asarray(image.resize((2 * size, 2 * size), Image.Resampling.BOX))


SHAPES = [
    "star", "circle", "ring", "square", "diamond", "triangle", "triangle_down", "tick", "cross",
    "up", "down", "left", "right", "up_right", "down_right", "up_left", "down_left",
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", [14, 22, 45])
def test_a_shape_is_named_at_every_size(shape: str, size: int) -> None:
    picture = draw(shape, size, COLOURS["black"])
    look = look_at(picture, drawn_pixels(picture))
    assert look is not None
    assert look.shape == shape


@pytest.mark.parametrize("name", COLOURS)
@pytest.mark.parametrize("shape", ["circle", "star", "up_right", "tick"])
def test_the_colour_is_that_of_the_paint_not_of_its_smoothed_edges(name: str, shape: str) -> None:
    picture = draw(shape, 20, COLOURS[name], ground=(232, 238, 245))
    assert colour_of(picture, drawn_pixels(picture)) == name


@pytest.mark.parametrize("shape", ["star", "circle", "triangle", "up_right", "right", "down_right"])
@pytest.mark.parametrize("quality", [30, 60])
def test_jpeg_noise_and_a_slight_tilt_do_not_change_a_shape(shape: str, quality: int) -> None:
    picture = draw(shape, 24, (60, 60, 60), ground=(240, 240, 240))
    tilted = cv2.warpAffine(picture, cv2.getRotationMatrix2D((24, 24), 2.0, 1.0), (48, 48), borderValue=(240, 240, 240))
    noisy = np.clip(tilted + np.random.default_rng(1).normal(0, 8, tilted.shape), 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, quality])
    seen = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)
    look = look_at(seen, drawn_pixels(seen))
    assert look is not None
    assert look.shape == shape


@pytest.mark.parametrize("size", [16, 28])
def test_letters_and_digits_are_no_symbols(size: int) -> None:
    font = ImageFont.load_default(size=size)
    taken = {}
    for char in "ABCDEFGHJKLMNPQRSTUVWYZabdefghijkmnpqrstuvwyz0123456789%£&?":
        image = Image.new("RGB", (3 * size, 3 * size), "white")
        ImageDraw.Draw(image).text((size, size), char, fill="black", font=font)
        look = look_at(np.asarray(image), drawn_pixels(np.asarray(image)))
        if look is not None:
            taken[char] = look.shape
    assert taken == {}


def test_a_white_tick_on_a_green_disc_is_a_green_tick() -> None:
    image = Image.new("RGB", (96, 96), "white")
    pen = ImageDraw.Draw(image)
    pen.ellipse((8, 8, 88, 88), fill=COLOURS["green"])
    pen.line([(28, 50), (42, 66), (68, 32)], fill="white", width=10, joint="curve")
    picture = np.asarray(image.resize((32, 32), Image.Resampling.BOX))
    marks = marks_on(picture, [Box(1, 1, 31, 31)], "picture", 1.0)
    assert [(m.shape, m.colour) for m in marks] == [("tick", "green")]


def test_a_scribble_is_nothing() -> None:
    dots = np.random.default_rng(7).integers(0, 2, (40, 40)).astype(np.uint8) * 255
    scribble = np.repeat(np.pad(dots, 8, constant_values=255)[:, :, None], 3, axis=2)
    assert look_at(scribble, drawn_pixels(scribble)) is None


def test_a_symbol_is_seen_alone_though_others_touch_it_from_above_and_below() -> None:
    """Lights that filled the height of their rows: one in a dozen had no score."""
    light = draw("triangle", 44, COLOURS["amber"])[20:68, 20:68]
    picture = np.concatenate([light, light, light])
    boxes = [Box(0, 8.0 * n, 8, 8.0 * (n + 1)) for n in range(3)]
    assert [(m.shape, m.colour) for m in marks_on(picture, boxes, "picture", 6.0)] == [("triangle", "amber")] * 3
