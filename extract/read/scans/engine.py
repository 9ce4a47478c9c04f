"""The OCR engine: RapidOCR's networks find lines of text in a picture and say what they print.

In: pictures.  Out: boxes in pixels; texts with the probability and place of every character.  The models lie inside
the package and are named by their path, so that nothing is ever fetched.  Recognition is decoded here, since the
alphabet of a UK paper is known: among the 18,000 characters that the network can tell apart, most are never printed.
"""

from __future__ import annotations

import logging
import math
import os
import re
import string
import warnings
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.read.pixels import Pixels

ALPHABET = frozenset(
    string.ascii_letters + string.digits + string.punctuation + " £€–—‘’“”•…éèáàâêëïîôöüçÉ½¼¾²³°±×÷≤≥§©®"
)
"""What the words and figures of a UK paper are printed in; symbols are read from their pixels instead."""
ALIKE = ("-–—", "'‘’", '"“”', "Il|")
"""Characters between which a print need not decide."""
HEIGHT = 48
"""Pixels of a line as the recognition network wants it."""
NARROWEST = 96
"""Pixels; shorter lines are filled up to this width."""
STEP = 32
"""Lines are read together with others of about their width, in steps of so many pixels."""
TOGETHER = 12
"""Lines in one call: enough to keep two cores busy, little enough to stay in their cache."""
LONGEST_SIDE = 2000
"""Pixels to which a page is scaled down before lines are searched in it."""
INSTALL = "pip install 'outturn[ocr]'"
"""What to type where the engine is missing."""


class MissingEngineError(Exception):
    """The packages that read pictures are not installed; the message says what to type."""

    def __init__(self, package: str) -> None:
        super().__init__(f"{package} is not installed, which reads pictures of text: {INSTALL}")


class Letter(NamedTuple):
    """One recognised character: how sure, and where its middle lies as a share of the picture's width."""

    char: str
    sure: float
    place: float


class Reading(NamedTuple):
    """What a line prints."""

    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        """The line as text."""
        return "".join(letter.char for letter in self.letters)

    @property
    def sure(self) -> float:
        """The probability of its least sure character; spaces do not count."""
        return min((letter.sure for letter in self.letters if letter.char != " "), default=0.0)


class Quad(NamedTuple):
    """A line of text that was found, in pixels."""

    x0: float
    top: float
    x1: float
    bottom: float


def engine_name() -> str:
    """The name of the engine with all that its results depend on."""
    return f"rapidocr {version('rapidocr')} onnxruntime {version('onnxruntime')}"


def require_engine() -> None:
    """Raise `MissingEngineError` where something is not installed."""
    _parts()


def find_lines(picture: Pixels) -> list[Quad]:
    """Boxes of lines of text, found by the detection network."""
    found = _detector()(picture, use_det=True, use_cls=False, use_rec=False)
    boxes = getattr(found, "boxes", None)
    if boxes is None:
        return []
    return [Quad(*(float(v) for v in (*box.min(axis=0), *box.max(axis=0)))) for box in np.asarray(boxes)]


def read_lines(lines: Sequence[Pixels]) -> list[Reading]:
    """What each picture of one line prints."""
    order = sorted(range(len(lines)), key=lambda n: _width(lines[n]))
    readings: dict[int, Reading] = {}
    start = 0
    while start < len(order):
        width = _rounded(_width(lines[order[start]]))
        batch = [n for n in order[start : start + TOGETHER] if _rounded(_width(lines[n])) <= width + STEP]
        width = _rounded(_width(lines[batch[-1]]))
        readings.update(zip(batch, _read([lines[n] for n in batch], width), strict=True))
        start += len(batch)
    return [readings[n] for n in range(len(lines))]


def _width(line: Pixels) -> int:
    high, wide = int(line.shape[0]), int(line.shape[1])
    return max(1, math.ceil(HEIGHT * wide / high))


def _rounded(width: int) -> int:
    return max(NARROWEST, STEP * math.ceil(width / STEP))


def _read(lines: Sequence[Pixels], width: int) -> list[Reading]:
    _, recogniser = _parts()
    batch = np.zeros((len(lines), 3, HEIGHT, width), np.float32)
    for n, line in enumerate(lines):
        scaled = cv2.resize(line, (_width(line), HEIGHT)).astype(np.float32)
        if scaled.ndim == 2:
            scaled = np.repeat(scaled[:, :, None], 3, axis=2)
        batch[n, :, :, : scaled.shape[1]] = (scaled.transpose(2, 0, 1) / 255 - 0.5) / 0.5
    (answers,) = recogniser.session.run(None, {recogniser.source: batch})
    return [_decode(answer, recogniser, _width(line) / width) for answer, line in zip(answers, lines, strict=True)]


def _decode(answer: NDArray[np.float32], recogniser: _Recogniser, used: float) -> Reading:
    """The best path through the network's answer, over the alphabet of our papers; a pause parts equal letters."""
    chances = answer[:, recogniser.kept]
    for group in recogniser.alike:
        chances[:, group] = np.where(
            chances[:, group] == chances[:, group].max(axis=1, keepdims=True),
            chances[:, group].sum(axis=1, keepdims=True),
            0,
        )
    best = chances.argmax(axis=1)
    letters: list[Letter] = []
    previous = 0
    for step, choice in enumerate(best.tolist()):
        chance = float(chances[step, choice])
        place = (step + 0.5) / len(best) / used
        if choice and choice == previous:
            last = letters[-1]
            letters[-1] = last._replace(sure=max(last.sure, chance))
        elif choice:
            letters.append(Letter(recogniser.letters[choice], chance, min(1.0, place)))
        previous = choice
    return Reading(_capital_i(letters))


def _capital_i(letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """An l between a capital and anything but a small letter is an I: "Pl.1447", "KPl's"."""
    text = "".join(letter.char for letter in letters)
    wrong = {match.start() for match in re.finditer(r"(?<=[A-Z])l(?![a-z])", text)}
    return tuple(letter._replace(char="I") if n in wrong else letter for n, letter in enumerate(letters))


class _Recogniser(NamedTuple):
    session: Any
    source: str
    kept: NDArray[np.int64]
    letters: tuple[str, ...]
    alike: tuple[list[int], ...]


@cache
def _parts() -> tuple[Path, _Recogniser]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            onnxruntime: Any = import_module("onnxruntime")
            rapidocr: Any = import_module("rapidocr")
    except ImportError as error:
        raise MissingEngineError(error.name or "rapidocr") from error
    models = Path(rapidocr.__file__).parent / "models"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _threads()
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(str(_model(models, "rec")), options, providers=["CPUExecutionProvider"])
    known = ["", *session.get_modelmeta().custom_metadata_map["character"].splitlines(), " "]
    kept = [n for n, char in enumerate(known) if n == 0 or char in ALPHABET]
    letters = tuple(known[n] for n in kept)
    alike = tuple([letters.index(char) for char in group if char in letters] for group in ALIKE)
    return models, _Recogniser(session, session.get_inputs()[0].name, np.asarray(kept), letters, alike)


@cache
def _detector() -> Any:
    models, _ = _parts()
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return import_module("rapidocr").RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.max_side_len": LONGEST_SIDE,
            "Det.model_path": str(_model(models, "det")),
            "EngineConfig.onnxruntime.intra_op_num_threads": _threads(),
        }
    )


def _model(models: Path, kind: str) -> Path:
    found = sorted(models.glob(f"*_{kind}_*.onnx"))
    if not found:
        raise MissingEngineError(f"the {kind} model of rapidocr")
    return found[-1]


def _threads() -> int:
    """Threads of one engine; workers of a pool set OMP_NUM_THREADS to their share."""
    asked = os.environ.get("OMP_NUM_THREADS", "")
    return int(asked) if asked.isdigit() and int(asked) > 0 else min(4, len(os.sched_getaffinity(0)))
