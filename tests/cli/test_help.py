"""Every command explains itself to somebody who has read nothing."""

from __future__ import annotations

import re
from importlib.metadata import version

import pytest

from tests.cli.conftest import Outturn

COMMANDS = ("run", "overview", "series", "history", "coverage", "findings", "show", "tables", "match", "export")


def test_the_list_of_commands(outturn: Outturn) -> None:
    said = outturn("--help").out
    assert [name for name in COMMANDS if not re.search(rf"^│ {name} ", said, re.MULTILINE)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_each_says_how_it_ends(name: str, outturn: Outturn) -> None:
    ended = outturn(name, "--help")
    assert (ended.status, "Exit status: 0" in ended.out) == (0, True)
    assert name == "overview" or f"outturn {name}" in ended.out.split("Example")[1]


def test_the_version(outturn: Outturn) -> None:
    assert outturn("--version").out == f"outturn {version('outturn')}\n"


def test_an_unknown_command(outturn: Outturn) -> None:
    assert outturn("ruin").status == 2
