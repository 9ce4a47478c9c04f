"""The run of many files: papers in folders in, one database and a report out.

    report = run([Path("corpus")], Path("outputs/outturn.duckdb"))

What is new or changed is read by worker processes or a Dask cluster; this process alone writes, one transaction a
paper, so that whatever ends a run half way, what was loaded stays whole and the next run goes on from there.
"""

from extract.run.errors import NoCluster, NothingThere, RunError
from extract.run.report import Failure, FileCounts, RunReport, SeverityCounts
from extract.run.run import Stopped, run
from extract.run.watcher import Nobody, Watcher
from extract.run.workers import LONGEST

__all__ = [
    "LONGEST",
    "Failure",
    "FileCounts",
    "NoCluster",
    "Nobody",
    "NothingThere",
    "RunError",
    "RunReport",
    "SeverityCounts",
    "Stopped",
    "Watcher",
    "run",
]
