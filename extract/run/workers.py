"""Read papers beside each other: in processes of this machine, or on a Dask cluster.

A worker takes a path and hands back records.  One that crashes, hangs or meets a bug costs its own paper only.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker
from pathlib import Path
from typing import NamedTuple

from pebble import ProcessExpired, ProcessPool

from extract.facts import Hints
from extract.papers import read_vocabulary
from extract.pipeline import extract_paper
from extract.read import CannotRead
from extract.run.errors import NoCluster
from schemas.records import Facts

PAPERS_PER_WORKER = 100
"""After so many papers a worker makes way for a new one, so that what libraries leak does not add up."""
AHEAD = 2
"""So many papers a worker are handed out at a time; the rest wait here, not in the pool's memory."""
CLUSTER_AHEAD = 256
"""So many papers a cluster is handed at a time."""
LONGEST = 30 * 60.0
"""Seconds that one paper may take: damaged files can keep an engine busy for ever (pdfplumber #681)."""
PATIENCE = 20.0
"""Seconds to wait for a cluster to answer."""

PDFIUM = threading.Lock()
"""pdfium is not thread-safe and then returns empty text, without an error (pypdfium2 #303); Dask has threads."""


class Task(NamedTuple):
    """One paper to read."""

    path: Path
    name: str
    hints: Hints
    words: str = ""
    """A council's own vocabulary, as its file says it."""


Result = Facts | str
"""The records of a paper, or the sentence that says why there are none."""
Submit = Callable[[Task], "Future[Result]"]


def read_one(task: Task) -> Result:
    """Read a paper in whatever process or thread this is; no error of one paper may end the run."""
    try:
        with PDFIUM:
            return extract_paper(task.path, task.name, task.hints, read_vocabulary(task.words))
    except (CannotRead, OSError) as error:
        return str(error)
    except MemoryError:
        return f"{task.path}: needs more memory than this machine has; try it with --jobs 1, or split it"
    except Exception as error:  # noqa: BLE001 - whatever a strange file sets off is that file's failure
        return f"{task.path}: set off a fault in Outturn; please report it: {_place(error)}"


@contextmanager
def local_processes(jobs: int, longest: float = LONGEST, read: Callable[[Task], Result] = read_one) -> Iterator[Submit]:
    """Worker processes of this machine; whoever leaves early stops them."""
    spawn = get_context("spawn")
    with _deaf():
        pool = ProcessPool(max_workers=jobs, max_tasks=PAPERS_PER_WORKER, initializer=_quiet, context=spawn)
        assert pool.active  # asking starts it, and its processes inherit the deafness
    try:
        yield lambda task: pool.schedule(read, args=(task,), timeout=longest)
        pool.close()
    except BaseException:
        pool.stop()
        raise
    finally:
        pool.stop()
        pool.join()


@contextmanager
def cluster(address: str) -> Iterator[Submit]:
    """The workers of a Dask cluster; they must see the papers under the same paths."""
    try:
        from distributed import Client  # noqa: PLC0415 - an extra that few install
    except ImportError as error:
        raise NoCluster("A cluster needs the extra: pip install 'outturn[cluster]'.") from error
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise NoCluster(f"No Dask scheduler answers at {address}: {error}. Give it as tcp://host:8786.") from error
    try:
        with client:
            executor = client.get_executor(pure=False)
            yield lambda task: executor.submit(read_one, task._replace(path=task.path.absolute()))
    except BaseException:
        client.close()
        raise


def usual_jobs() -> int:
    """As many as there are cores for this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_all(tasks: Iterable[Task], submit: Submit, ahead: int) -> Iterator[tuple[Task, Result]]:
    """Every task with its result, as they come; at most `ahead` of them are handed out at a time."""
    waiting = iter(tasks)
    running: dict[Future[Result], Task] = {}
    while True:
        for task in waiting:
            running[submit(task)] = task
            if len(running) >= ahead:
                break
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            task = running.pop(future)
            yield task, _result(task, future)


def _result(task: Task, future: Future[Result]) -> Result:
    """What the worker handed back, or a sentence on what became of it."""
    try:
        return future.result()
    except TimeoutError:
        return f"{task.path}: took longer than the time limit and was given up; give it more with --time-limit"
    except ProcessExpired as error:
        how = _death(error.exitcode)
        return f"{task.path}: crashed the program that reads it ({how}); download it again, or print it to a new PDF"
    except Exception as error:  # noqa: BLE001 - a cluster has its own ways to lose a worker
        return f"{task.path}: was lost with the worker that read it ({type(error).__name__}: {error}); try it again"


def _death(code: int | None) -> str:
    if code is not None and code < 0:
        return signal.Signals(-code).name
    return f"exit status {code}"


def _place(error: BaseException) -> str:
    """What went wrong, and where: "KeyError: 'x' (scorecard.py, line 12)"."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(frame.filename).name}, line {frame.lineno})"


@contextmanager
def _deaf() -> Iterator[None]:
    """Threads and processes that are started inside leave Ctrl-C to the process that writes."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # which would end the deafness if it were started inside
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _quiet() -> None:
    """A worker keeps its libraries' grumbling to itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
