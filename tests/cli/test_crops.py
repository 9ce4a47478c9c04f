"""`outturn findings --crops`: the printed cell that a finding is about, as a picture."""

from __future__ import annotations

import base64
import fcntl
import io
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from pathlib import Path

import duckdb
import pytest
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
from rich.console import Console
from textual_image.renderable import SixelImage

from extract.show.findings import show_findings
from extract.show.page import SEVERITIES
from extract.show.pictures import shows_pictures
from extract.warehouse import findings
from tests.cli.conftest import Ended, Outturn

ROWS = [
    ["Indicator", "2022-23 Q3", "2022-23 Q4", "Target"],
    ["PI.1 % of calls answered", "91.0%", "2.2% (112 / 6,912)", "90%"],
    ["PI.2 % of bins collected", "97.1%", "97.4%", "98%"],
]


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with a scorecard one of whose fractions does not give its headline."""
    folder = tmp_path / "papers"
    folder.mkdir()
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    story = [
        Paragraph("Corporate scorecard, Quarter 4 2022-23", getSampleStyleSheet()["Heading1"]),
        Table(ROWS, style=style),
    ]
    SimpleDocTemplate(str(folder / "scorecard.pdf"), pagesize=landscape(A4), invariant=1).build(story)
    return folder


@pytest.fixture
def listed(outturn: Outturn, papers: Path) -> Ended:
    """The findings of that folder, with crops."""
    assert outturn("run", "papers", "--db", "a.duckdb", "--jobs", 1).status == 0
    return outturn("findings", "--db", "a.duckdb", "--papers", "papers", "--crops", "crops", "--severity", "warning")


def test_each_doubtful_cell_is_a_picture_with_a_frame(listed: Ended, tmp_path: Path) -> None:
    paths = [line.strip() for line in listed.out.splitlines() if line.strip().endswith(".png")]
    assert paths, listed.out
    for path in paths:
        picture = Image.open(tmp_path / path).convert("RGB")
        colours = {colour for _, colour in picture.getcolors(picture.width * picture.height) or []}
        assert SEVERITIES["warning"] in colours
        assert picture.width < 800, "a cell, not a page"


def test_programs_get_the_path_of_the_picture(listed: Ended, outturn: Outturn, papers: Path) -> None:
    asked = ("findings", "--db", "a.duckdb", "--papers", papers, "--severity", "warning", "--json")
    with_pictures = outturn(*asked, "--crops", "crops").json
    assert all(Path(one["crop"]).is_file() for one in with_pictures if one["x0"] is not None)
    assert {one["crop"] for one in outturn(*asked).json} == {None}


def test_another_version_of_the_paper_is_no_picture_of_it(listed: Ended, outturn: Outturn, papers: Path) -> None:
    paper = papers / "scorecard.pdf"
    paper.write_bytes(paper.read_bytes() + b"\n% printed anew\n")
    ended = outturn("findings", "--db", "a.duckdb", "--papers", papers, "--crops", "again")
    assert ".png" not in ended.out
    assert "No pictures of scorecard.pdf" in ended.err
    assert "--papers DIR" in ended.err


def test_a_terminal_with_sixel_gets_the_picture_below_its_finding(listed: Ended, tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "a.duckdb"), read_only=True) as con:
        one = findings(con, severity="warning")[0]
    screen = Console(force_terminal=True, width=80)
    with screen.capture() as printed:
        show_findings(screen, [one], 1, {one.finding_id: SixelImage(Image.new("RGB", (40, 20), "red"), 4, 1)})
    finding, _, picture = printed.get().partition("\x1bP")
    assert one.check_name.replace("_", " ") in finding
    assert picture


def test_nobody_is_asked_for_pictures_where_standard_output_is_a_file() -> None:
    assert not shows_pictures()


COMMAND = "import sys; from extract.cli import main; sys.argv[0] = 'outturn'; sys.exit(main())"
KITTY = {rb"\x1b_G[^\x1b]*a=q[^\x1b]*\x1b\\": b"\x1b_Gi=%s;OK\x1b\\", rb"\x1b\[c": b"\x1b[?62;22c"}
SIXEL = {rb"\x1b\[c": b"\x1b[?62;4;22c"}


def on_terminal(answers: dict[bytes, bytes], *arguments: str) -> bytes:
    """What the command writes to a terminal of 80 columns that answers what it is asked so."""
    ours, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 80 * 9, 24 * 18))
    command = [sys.executable, "-c", COMMAND, *arguments]
    running = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal)
    os.close(terminal)
    written, answered = b"", 0
    while select.select([ours], [], [], 60)[0]:
        try:
            written += os.read(ours, 65536)
        except OSError:
            break  # the command has ended
        for asked, answer in answers.items():
            found = re.search(asked, written[answered:])
            if found:
                number = re.search(rb"i=(\d+)", found[0])
                os.write(ours, answer % number[1] if number else answer)
                answered += found.end()
    running.wait()
    os.close(ours)
    return written


def test_terminals_that_can_show_the_picture_of_the_cell(listed: Ended, tmp_path: Path) -> None:
    """Kitty is sent a PNG, iTerm, WezTerm and others Sixel."""
    asked = ("findings", "--db", f"{tmp_path}/a.duckdb", "--papers", f"{tmp_path}/papers", "--check", "fraction")
    parts = re.findall(rb"\x1b_G[^;\x1b]*;([A-Za-z0-9+/=]{5,})\x1b", on_terminal(KITTY, *asked))
    sent = Image.open(io.BytesIO(base64.b64decode(b"".join(parts)))).convert("L")
    assert any(sent.histogram()[:50]), "its print"
    assert 50 < sent.width < 800, "a cell, not a page"

    size = re.search(rb'\x1bP[0-9;]*q"1;1;(\d+);(\d+)', on_terminal(SIXEL, *asked))
    assert size is not None
    assert (int(size[1]), int(size[2])) == sent.size


def test_other_terminals_are_told_how_to_get_the_pictures(listed: Ended, tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "a.duckdb"), read_only=True) as con:
        found = findings(con, severity="warning")
    screen = Console(force_terminal=True, width=80)
    with screen.capture() as printed:
        show_findings(screen, found, len(found), {})
    assert "--crops DIR writes a picture of each printed cell" in " ".join(printed.get().split())
