"""Ten years of a council: complete, once, and as good after kills as without."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract.fetch import FetchReport

from .conftest import lines, papers, public, unfinished
from .server import Site, stalled
from .world import World, large_world

Bring = Callable[..., FetchReport]
Serve = Callable[..., Site]
PROGRAM = "import typer; from extract.fetch.commands import register; a = typer.Typer(); register(a); a()"
SEED = 20260220


@pytest.mark.parametrize("system", ["moderngov", pytest.param("cmis", marks=pytest.mark.long)])
def test_five_hundred_meetings_come_in_completely_and_once(
    system: str, serve: Serve, bring: Bring, tmp_path: Path
) -> None:
    world = large_world(500, 10, SEED)
    site = serve(world, system=system, prefix="/cmis5" if system == "cmis" else "")
    first = bring(site, since=world.meetings[0].day)
    assert first.exit_status == 0, first.problems
    assert first.meetings == 500
    assert first.documents.found == first.documents.downloaded == len(lines(tmp_path))
    assert set(papers(tmp_path).values()) == public(world)
    assert len(papers(tmp_path)) == len(public(world))
    asked = site.documents_asked()
    assert len(asked) == len(set(asked)) == len(world.docs())
    second = bring(site, since=world.meetings[0].day)
    assert second.documents.unchanged == first.documents.found
    assert site.documents_asked() == asked
    assert site.most_at_once == 1


def start(site: Site, corpus: Path, *options: str) -> subprocess.Popen[bytes]:
    """The command in a process of its own."""
    command = [sys.executable, "-c", PROGRAM, "fetch", "--url", site.url, "--system", site.system]
    command += ["--corpus", str(corpus), "--pause", "0", "--since", "2020-01-01", "--until", "2027-01-01"]
    environment = {**os.environ, "OUTTURN_CONTACT": "tests@example.org"}
    return subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)


def finish(process: subprocess.Popen[bytes]) -> tuple[int, str, str]:
    out, said = process.communicate(timeout=120)
    return process.returncode, out.decode(), said.decode()


def wait_for_request(site: Site, after: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 20
    while len(site.requests) <= after and process.poll() is None and time.monotonic() < until:
        time.sleep(0.002)


def without_times(corpus: Path) -> list[dict[str, Any]]:
    return [{name: value for name, value in line.items() if name != "retrieved"} for line in lines(corpus)]


def check_after_kill(corpus: Path, world: World) -> None:
    """Every paper is whole, and every line but a last half one is true."""
    known = {doc.content for doc in world.docs()}
    assert all(content in known for content in papers(corpus).values())
    manifest = corpus / "manifest.jsonl"
    for text in manifest.read_text().split("\n")[:-1] if manifest.exists() else []:
        line = json.loads(text)
        assert hashlib.sha256((corpus / line["path"]).read_bytes()).hexdigest() == line["sha256"]


def killed_at_random(runs: int, world: World, site: Site, folder: Path) -> None:
    alone, killed = folder / "alone", folder / "killed"
    begun = time.monotonic()
    assert finish(start(site, alone))[0] == 0
    longest = max(0.1, (time.monotonic() - begun) / runs * 1.5)
    moments = random.Random(SEED)
    for _ in range(runs):
        process = start(site, killed)
        wait_for_request(site, len(site.requests), process)
        time.sleep(moments.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=20)
        check_after_kill(killed, world)
    status, out, said = finish(start(site, killed, "--json"))
    assert status == 0, said
    report = json.loads(out)
    assert report["documents"]["found"] == len(lines(alone))
    assert papers(killed) == papers(alone)
    assert without_times(killed) == without_times(alone)
    assert unfinished(killed) == []


def test_a_few_kills_leave_no_trace(serve: Serve, tmp_path: Path) -> None:
    world = large_world(60, 3, SEED)
    killed_at_random(8, world, serve(world, etags=True), tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("system", ["moderngov", "cmis"])
def test_a_hundred_kills_leave_no_trace(system: str, serve: Serve, tmp_path: Path) -> None:
    world = large_world(300, 5, SEED)
    killed_at_random(100, world, serve(world, system=system, prefix="/cmis5", etags=True), tmp_path)


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_an_orderly_end_leaves_nothing_half(sent: signal.Signals, status: int, serve: Serve, tmp_path: Path) -> None:
    site = serve()
    site.fault("ID=60909", stalled)
    process = start(site, tmp_path)
    until = time.monotonic() + 20
    while not site.asked("ID=60909") and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.2)
    process.send_signal(sent)
    assert finish(process)[0] == status
    assert unfinished(tmp_path) == []
    assert len(papers(tmp_path)) == 2


def test_the_second_of_two_fetches_says_so(serve: Serve, tmp_path: Path) -> None:
    site = serve(slow=0.1)
    first = start(site, tmp_path)
    wait_for_request(site, 0, first)
    status, out, said = finish(start(site, tmp_path, "--json"))
    assert (status, out) == (75, "")
    assert "Another fetch into" in said
    assert finish(first)[0] == 0
