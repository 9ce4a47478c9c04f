"""The notebook about a decade runs from a clean checkout: without a database, and without outputs of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]
NOTEBOOK = REPOSITORY / "notebooks" / "decade.ipynb"
EXECUTE = """
import sys
import nbformat
from nbclient import NotebookClient

book = nbformat.read(sys.argv[1], 4)
NotebookClient(book, timeout=120, resources={"metadata": {"path": sys.argv[2]}}).execute()
nbformat.write(book, sys.argv[3])
"""


def test_it_is_committed_without_outputs_and_paths() -> None:
    book = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert all(not cell.get("outputs") for cell in book["cells"])
    assert not re.search(r"(?<![\w.])/(home|work|tmp|Users)/", NOTEBOOK.read_text(encoding="utf-8"))


def test_it_runs_from_a_clean_checkout(tmp_path: Path) -> None:
    (tmp_path / "corpus").symlink_to(REPOSITORY / "corpus")
    (tmp_path / "notebooks").mkdir()
    done = tmp_path / "done.ipynb"
    command = [sys.executable, "-c", EXECUTE, str(NOTEBOOK), str(tmp_path / "notebooks"), str(done)]
    subprocess.run(command, check=True, capture_output=True)
    names, picture, pieces, between, within = _outputs(json.loads(done.read_text(encoding="utf-8")))
    assert _text(names).count("PI.118") == 5
    assert _text(names).count("CS/LI 12") == 2
    assert "image/png" in picture
    assert "image/png" in pieces
    assert re.search(r"PI\.118.*outturn.*2022-23 Q2.*90\.9.*23 Nov 2022.*91\.4.*13 Jul 2023", _text(between))
    assert re.search(r"PI\.104.*2\.6%.*PI\.104.*2\.8%", _text(within))


def _outputs(book: dict[str, Any]) -> list[dict[str, Any]]:
    """What the cells show, each as its kinds of content; warnings would be one more."""
    return [output.get("data", output) for cell in book["cells"] for output in cell.get("outputs", [])]


def _text(shown: dict[str, Any]) -> str:
    return re.sub(r"<style.*?</style>|<[^>]+>|\s+", " ", "".join(shown["text/html"]), flags=re.DOTALL)
