"""The house as it was drawn: who may know whom, what may not be in it, and where.

`GRAPH` is the whole of it.  A new arrow is a decision: draw it here, with the arrows going one way only.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]

GRAPH: dict[str, set[str]] = {
    # step         imports the doors of
    "values": set(),
    "indicators": set(),
    "read": set(),
    "fetch": set(),
    "warehouse": set(),
    "facts": set(),
    "tables": {"read"},
    "papers": {"indicators", "read", "values"},
    "checks": {"facts", "values"},
    "pipeline": {"checks", "facts", "papers", "read", "tables"},
    "run": {"checks", "facts", "indicators", "papers", "pipeline", "read", "warehouse"},
    "show": {"run", "values", "warehouse"},
    "commands": {"facts", "indicators", "papers", "pipeline", "read", "run", "show", "values", "warehouse"},
    "cli": {"commands", "fetch"},
}
"""Each step of `extract/` and the steps that it knows; `schemas/` knows nobody and everybody knows it."""

SHELVES = {"show", "commands"}
"""Folders of screens and commands that have no door of their own: each of their modules is one."""


class Import(NamedTuple):
    """One module of ours that names another."""

    file: str
    module: str

    @property
    def by(self) -> str:
        return Path(self.file).with_suffix("").parts[1]

    @property
    def step(self) -> str:
        return self.module.split(".")[1]

    @property
    def by_the_door(self) -> bool:
        return self.module.count(".") == 1 or self.step in SHELVES


def sources(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports() -> tuple[Import, ...]:
    """Every import of a module of ours, also those inside functions; `from extract import x` names `extract.x`."""
    found = []
    for file, tree in sources("extract", "schemas"):
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{file} imports by dots"
                module = node.module or ""
                named = [f"{module}.{a.name}" for a in node.names] if module in ("extract", "schemas") else [module]
            elif isinstance(node, ast.Import):
                named = [a.name for a in node.names]
            else:
                continue
            found += [Import(file, n) for n in named if n.split(".")[0] in ("extract", "schemas", "tests", "corpus")]
    return tuple(found)


def between_steps() -> list[Import]:
    return [
        i for i in imports() if i.module.startswith("extract.") and i.file.startswith("extract/") and i.step != i.by
    ]


def test_every_step_is_drawn() -> None:
    folders = {p.stem for p in (ROOT / "extract").iterdir() if p.name != "__pycache__" and not p.stem.startswith("__")}
    assert folders == set(GRAPH)


def test_the_arrows_go_one_way() -> None:
    order = list(TopologicalSorter(GRAPH).static_order())
    assert order[-1] == "cli"


def test_steps_know_only_whom_they_may_know() -> None:
    undrawn = {(i.file, i.module) for i in between_steps() if i.step not in GRAPH[i.by]}
    assert undrawn == set()


def test_no_arrow_is_drawn_that_nobody_needs() -> None:
    """Commands may know everybody below them."""
    needed = {(i.by, i.step) for i in between_steps()}
    drawn = {(by, step) for by, steps in GRAPH.items() for step in steps if by not in SHELVES}
    assert drawn - needed == set()


def test_steps_are_entered_by_their_doors() -> None:
    through_walls = {(i.file, i.module) for i in between_steps() if not i.by_the_door}
    assert through_walls == set()


def test_rooms_inside_a_step_are_entered_by_their_doors() -> None:
    """`extract/tables/aligned/gutters.py` is for those who work in `aligned/`."""
    rooms = {p.parent for p in (ROOT / "extract").glob("*/*/__init__.py")}
    names = {room: ".".join(room.relative_to(ROOT).parts) for room in rooms}
    through_walls = {
        (i.file, i.module)
        for i in imports()
        for room, name in names.items()
        if i.module.startswith(f"{name}.") and room not in (ROOT / i.file).parents
    }
    assert len(rooms) > 1
    assert through_walls == set()


def test_schemas_know_nobody_of_ours() -> None:
    assert {
        i.module for i in imports() if i.file.startswith("schemas/") and not i.module.startswith("schemas")
    } == set()


def test_the_program_does_not_know_its_tests_nor_its_papers() -> None:
    assert {i for i in imports() if i.module.split(".")[0] in ("tests", "corpus")} == set()


NAMES_OF_NOTHING = re.compile(r"(?:^|_)(?:utils?|helpers?|common|misc|tools|stuff|base|core|shared)$")


def test_every_module_is_named_for_what_it_does() -> None:
    modules = [file for file, _ in sources("extract", "schemas", "tests", "corpus")]
    nameless = {(m, f"is named {Path(m).stem}") for m in modules if NAMES_OF_NOTHING.search(Path(m).stem)}
    assert nameless == set()


def test_every_door_says_what_comes_in_and_goes_out() -> None:
    """A door has a docstring and lists what it offers, in order."""
    for step in sorted(GRAPH):
        door = ROOT / "extract" / step / "__init__.py"
        if not door.exists():
            continue
        tree = ast.parse(door.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), step
        offered = [n.value for n in tree.body if isinstance(n, ast.Assign) and "__all__" in map(ast.unparse, n.targets)]
        if step not in SHELVES:
            names = ast.literal_eval(offered[0])
            assert len(names) == len(set(names)), step


# What comes with the program


def distributions() -> list[str]:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return re.findall(r"(?m)^([A-Za-z0-9._-]+)==", lock)


STRICT = re.compile(r"\bA-?GPL|(?<!L)\bGPL|Affero|GNU General Public", re.IGNORECASE)
"""Licences that would bind those who use the program; LGPL and MPL do not."""


def licences(name: str) -> str:
    said = metadata(name)
    stated = [*(said.get_all("License-Expression") or []), *(text[:200] for text in said.get_all("License") or [])]
    return " / ".join([*stated, *(c for c in said.get_all("Classifier") or [] if c.startswith("License ::"))])


@pytest.mark.parametrize(
    ("licence", "strict"),
    [
        ("AGPL-3.0", True),
        ("GPL-2.0-or-later", True),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
        ("Dual Licensed - GNU AFFERO GPL 3.0 or Commercial License", True),
        ("LGPL", False),
        ("License :: OSI Approved :: GNU Library or Lesser General Public License (LGPL)", False),
        ("MPL-2.0 AND MIT", False),
    ],
)
def test_which_licences_are_strict(licence: str, strict: bool) -> None:
    assert bool(STRICT.search(licence)) == strict


def test_no_dependency_binds_who_uses_the_program() -> None:
    found = {}
    for name in distributions():
        try:
            found[name] = licences(name)
        except PackageNotFoundError:
            continue
    assert len(found) > 20
    assert {name: said for name, said in found.items() if STRICT.search(said)} == {}


# What may not be written anywhere


def tracked() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


REGISTRY = re.compile(
    r"(?:pypi\.(?:org|python)|pythonhosted|npmjs|crates\.io|proxy\.golang|artifactory|nexus/repository|jfrog)"
    r"|(?<!-emit)(?:-|\b)index[-_]url\s*[=:\s]\s*http",
    re.IGNORECASE,
)
BINARY = {".pdf", ".png", ".parquet", ".duckdb", ".gz", ".zip", ".ico", ".jpg"}


def test_no_file_says_where_packages_come_from() -> None:
    """Which registry, mirror or proxy serves packages is a matter of the machine."""
    texts = [p for p in tracked() if p.suffix not in BINARY and p != Path(__file__)]
    said = {
        path.relative_to(ROOT).as_posix(): found[0]
        for path in texts
        if (found := REGISTRY.search(path.read_text(encoding="utf-8", errors="replace")))
    }
    assert said == {}


def councils() -> set[str]:
    """The councils of the papers that we have and of those that we know where to fetch."""
    register = tomllib.loads((ROOT / "corpus" / "councils.toml").read_text(encoding="utf-8"))
    papers = {p.name.split("-")[0] for p in (ROOT / "corpus").glob("*.pdf")}
    return {name.lower() for name in papers | set(register["councils"])}


def strings(tree: ast.Module) -> Iterator[str]:
    """The strings that the program works with: all but docstrings and descriptions of fields."""
    idle = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            idle.add(id(node.value))
        if isinstance(node, ast.keyword) and node.arg in ("description", "help", "examples", "epilog"):
            idle |= {id(n) for n in ast.walk(node.value)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in idle:
            yield node.value


def test_the_papers_are_of_councils_that_we_can_name() -> None:
    assert {"tamebrook", "dudley"} <= councils()


def test_no_rule_is_about_one_council() -> None:
    """A new council needs words, not a parser: neither code nor vocabulary names one."""
    names = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(councils())))})\b", re.IGNORECASE)
    said = [
        (file, text) for file, tree in sources("extract", "schemas") for text in strings(tree) if names.search(text)
    ]
    assert said == []
    for words in sorted((ROOT / "extract").rglob("*.toml")):
        bare = re.sub(r"(?m)^\s*#.*$", "", words.read_text(encoding="utf-8"))
        assert not names.search(bare), words.name
