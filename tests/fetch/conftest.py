"""Sites to fetch from, and a way to fetch from them without waiting."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from extract.fetch import Clock, FetchReport, Limits, Manners, fetch, site_at

from .server import Site, serving
from .world import World, small_world

TODAY = datetime(2026, 2, 20, 3, 0, tzinfo=UTC)
HASTE = Manners(pause=0.0, contact="tests@example.org", first_wait=0.001, silence=5.0)
ALL_DAYS = (date(2020, 1, 1), date(2027, 1, 1))


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")


@pytest.fixture
def serve() -> Iterator[Callable[..., Site]]:
    """Start sites that answer until the test is over."""
    with ExitStack() as stack:
        yield lambda world=None, **switches: stack.enter_context(serving(Site(world or small_world(), **switches)))


@pytest.fixture
def clock() -> Clock:
    return Clock(now=lambda: TODAY)


@pytest.fixture
def bring(tmp_path: Path, clock: Clock) -> Callable[..., FetchReport]:
    """Fetch a site into the test's folder; by default everything of all days."""

    def run(site: Site, *committees: str, **options: Any) -> FetchReport:
        manners = dataclasses.replace(HASTE, **options.pop("manners", {}))
        options = {"since": ALL_DAYS[0], "until": ALL_DAYS[1], "clock": clock, **options}
        if "max_size" in options:
            options["limits"] = Limits(options.pop("max_size"))
        target = site_at(site.url, site.system, committees, options.pop("council", None))
        return fetch([target], options.pop("corpus", tmp_path), manners=manners, **options)

    return run


def lines(corpus: Path) -> list[dict[str, Any]]:
    text = (corpus / "manifest.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def papers(corpus: Path) -> dict[str, bytes]:
    return {str(path.relative_to(corpus)): path.read_bytes() for path in sorted(corpus.rglob("*.pdf"))}


def titles(corpus: Path) -> list[str]:
    return sorted({line["title"] for line in lines(corpus) if "path" in line})


def unfinished(corpus: Path) -> list[str]:
    return [path.name for path in corpus.rglob("*") if path.is_file() and path.suffix == ".part"]


def public(world: World) -> set[bytes]:
    """The bytes that a plain fetch of a whole world brings."""
    return {
        doc.content
        for doc in world.docs()
        if doc.kind in {"report", "pack", "supplement"} and not doc.restricted and not doc.elsewhere
    }
