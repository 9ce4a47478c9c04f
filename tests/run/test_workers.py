"""Workers that crash, hang or meet a bug cost their own paper only."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from distributed import LocalCluster

from extract.facts import Hints
from extract.run.errors import NoCluster
from extract.run.workers import Result, Task, cluster, local_processes, read_all, read_one

NAMES = ("good-1", "crash", "good-2", "hang", "good-3", "exit", "good-4")


def task(name: str) -> Task:
    return Task(Path(f"{name}.txt"), name, Hints())


def pretend(one: Task) -> Result:
    """Do what the name of the paper says."""
    if one.name == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if one.name == "exit":
        os._exit(3)
    if one.name == "hang":
        time.sleep(60)
    return f"{one.name} is done"


def test_a_worker_that_dies_or_hangs_costs_one_paper() -> None:
    with local_processes(2, longest=1.5, read=pretend) as submit:
        results = {one.name: result for one, result in read_all(map(task, NAMES), submit, 4)}
    assert results == {
        "good-1": "good-1 is done",
        "crash": "crash.txt: crashed the program that reads it (SIGKILL); download it again, or print it to a new PDF",
        "good-2": "good-2 is done",
        "hang": "hang.txt: took longer than the time limit and was given up; give it more with --time-limit",
        "good-3": "good-3 is done",
        "exit": "exit.txt: crashed the program that reads it (exit status 3); download it again, "
        "or print it to a new PDF",
        "good-4": "good-4 is done",
    }


def test_a_bug_is_the_failure_of_one_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> None:
        raise KeyError("outturn")

    monkeypatch.setattr("extract.run.workers.extract_paper", faulty)
    said = read_one(task("a"))
    assert isinstance(said, str)
    assert said.startswith("a.txt: set off a fault in Outturn; please report it: KeyError: 'outturn' (test_workers.py")


def test_a_file_that_is_gone_by_then() -> None:
    assert read_one(task("nowhere")) == "[Errno 2] No such file or directory: 'nowhere.txt'"


def test_no_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.run.workers.PATIENCE", 0.5)
    with pytest.raises(NoCluster, match="No Dask scheduler answers at nonsense"), cluster("nonsense:1"):
        pass


@pytest.mark.long
def test_papers_on_a_cluster(tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text("Indicator\tQ1\nPI 1 Bins\t4%\n")
    one = Task(tmp_path / "paper.txt", "paper.txt", Hints())
    dask = LocalCluster(n_workers=1, threads_per_worker=2, dashboard_address=None, processes=False)
    with dask, cluster(dask.scheduler_address) as submit:
        ((_, result),) = read_all([one], submit, 8)
    assert not isinstance(result, str)
    assert result.document.path == "paper.txt"
