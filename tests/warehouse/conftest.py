"""Every test runs on a database in memory and on one in a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from extract.warehouse import open_database


@pytest.fixture(params=["memory", "file"])
def con(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DuckDBPyConnection]:
    connection = open_database(None if request.param == "memory" else tmp_path / "outturn.duckdb")
    yield connection
    connection.close()
