"""Whole commands, as people type them, on a few small papers of the corpus."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from extract.cli import app

CORPUS = Path(__file__).parents[2] / "corpus"
SMALL = (
    "tamebrook-2012-02-08-scrutiny-narrative.pdf",
    "tamebrook-2014-07-09-year-end-measures.pdf",
    "tamebrook-2015-06-18-corporate-scorecard.pdf",
)


class Ended(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed for programs."""
        return json.loads(self.out)


Outturn = Callable[..., Ended]


def command(*words: object) -> list[str]:
    return [str(Path(sys.executable).with_name("outturn")), *map(str, words)]


def environment() -> dict[str, str]:
    return {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}


@pytest.fixture
def typed(tmp_path: Path) -> Outturn:
    """The command as a process of its own, in a folder of its own."""

    def run(*words: object) -> Ended:
        done = subprocess.run(
            command(*words), cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=120, check=False
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def outturn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Outturn:
    """The command within this process, which is quicker; good for all that only looks."""
    monkeypatch.chdir(tmp_path)
    runner = CliRunner(env=environment())

    def run(*words: object) -> Ended:
        done = runner.invoke(app, [str(word) for word in words])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ended(done.exit_code, done.stdout, done.stderr)

    return run


def small_papers(folder: Path) -> Path:
    """Three small papers in a folder."""
    folder.mkdir()
    for name in SMALL:
        shutil.copy(CORPUS / name, folder)
    return folder


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with three small papers."""
    return small_papers(tmp_path / "papers")


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the three small papers, which nobody changes."""
    folder = tmp_path_factory.mktemp("loaded")
    small_papers(folder / "papers")
    subprocess.run(
        command("run", "papers", "--db", "loaded.duckdb"),
        cwd=folder,
        env=environment(),
        capture_output=True,
        check=True,
    )
    return folder / "loaded.duckdb"
