"""The files that others copy: the list of councils, the units, the pages about them."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import typer
import yaml  # type: ignore[import-untyped]
from typer.testing import CliRunner

from extract.fetch import read_register
from extract.fetch.commands import register
from extract.fetch.links import host_of
from extract.fetch.systems import names

ROOT = Path(__file__).resolve().parents[2]
UNITS = ROOT / "docs" / "scheduling"


def test_the_list_of_councils_is_right() -> None:
    sites = read_register(ROOT / "corpus" / "councils.toml").sites()
    assert "Dudley" in {site.council for site in sites}
    assert {site.system for site in sites} == {"moderngov", "cmis"}
    assert all(site.url.startswith("https://") and site.committees for site in sites)
    assert len({host_of(site.url) for site in sites}) == len(sites)


def test_a_council_is_one_line() -> None:
    text = (ROOT / "corpus" / "councils.toml").read_text()
    listed = tomllib.loads(text)["councils"]
    assert len([line for line in text.splitlines() if " = { url = " in line and not line.startswith("#")]) == len(
        listed
    )


def commands_in(text: str) -> set[str]:
    return set(re.findall(r"\boutturn ((?:fetch|councils|sync|run|export)\b[^\n|>|&;`]*)", text))


@pytest.mark.parametrize("path", [*sorted(UNITS.glob("*")), ROOT / "docs" / "fetching.md"], ids=lambda path: path.name)
def test_every_command_in_these_files_is_one(path: Path) -> None:
    app = typer.Typer()
    register(app, lambda paths, *, db, jobs: ({}, 0))
    found = commands_in(path.read_text())
    for words in found:
        name, *rest = words.split()
        if name not in {"fetch", "councils", "sync"}:
            continue
        text = CliRunner().invoke(app, [name, "--help"], env={"COLUMNS": "200"}).stdout
        for word in rest:
            assert not word.startswith("--") or word in text, words


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_the_units_are_units(tmp_path: Path) -> None:
    for name in ("outturn.service", "outturn.timer"):
        text = (UNITS / name).read_text()
        (tmp_path / name).write_text(text.replace("/srv/outturn", str(tmp_path / "srv")))
    program = tmp_path / "srv" / ".venv" / "bin" / "outturn"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    found = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / "outturn.timer"), str(tmp_path / "outturn.service")],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    ours = [line for line in found.stderr.splitlines() if "outturn" in line]
    assert ours == []


def test_the_service_names_its_program_by_its_whole_path() -> None:
    """systemd looks for a bare name in folders of its own, never in PATH of the unit."""
    programs = re.findall(r"^ExecStart(?:Post)?=(\S+)", (UNITS / "outturn.service").read_text(), re.MULTILINE)
    assert programs == ["/srv/outturn/.venv/bin/outturn"] * 2


def test_the_timer_has_a_time() -> None:
    when = re.findall(r"^OnCalendar=(.+)$", (UNITS / "outturn.timer").read_text(), re.MULTILINE)
    assert when == ["*-*-* 02:30:00"]
    service = (UNITS / "outturn.service").read_text()
    assert "SuccessExitStatus=1 75" in service


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_reads_the_time_as_every_night() -> None:
    (when,) = re.findall(r"^OnCalendar=(.+)$", (UNITS / "outturn.timer").read_text(), re.MULTILINE)
    said = subprocess.run(
        ["systemd-analyze", "calendar", "--iterations=2", "--base-time=2026-02-20 12:00:00", when],
        capture_output=True, text=True, timeout=60, check=True,
    ).stdout  # fmt: skip
    assert "2026-02-21 02:30:00" in said
    assert "2026-02-22 02:30:00" in said


def test_every_line_of_the_cron_file_is_one() -> None:
    """A comment, a setting, or five fields of a time in their ranges and a command, as crontab(5) has them."""
    fields = (
        r"(?:[0-5]?\d)",
        r"(?:1?\d|2[0-3])",
        r"(?:[1-9]|[12]\d|3[01]|\*)",
        r"(?:[1-9]|1[0-2]|\*)",
        r"(?:[0-7]|\*)",
    )
    job = re.compile(r"\s+".join(fields) + r"\s+\S.*")
    text = (UNITS / "outturn.cron").read_text()
    assert text.endswith("\n"), "cron leaves out a last line without a newline"
    kinds = [
        "job" if job.fullmatch(line) else "setting" if re.fullmatch(r"[A-Z_]+=\S.*", line) else line
        for line in text.splitlines()
        if line and not line.startswith("#")
    ]
    assert sorted(kinds) == ["job", "setting", "setting"]


def test_the_cron_line_survives_papers_that_could_not_be_had(tmp_path: Path) -> None:
    """The line itself runs, with stand-ins for the program: 1 goes on to the export, 2 and 75 do not."""
    line = next(text for text in (UNITS / "outturn.cron").read_text().splitlines() if text.startswith("41 2 * * * "))
    assert "%" not in line
    command = line.removeprefix("41 2 * * * ").replace("/srv/outturn", str(tmp_path))
    (tmp_path / "outputs").mkdir()
    for status, exported in ((0, True), (1, True), (2, False), (75, False)):
        program = tmp_path / "outturn"
        program.write_text(f'#!/bin/sh\n[ "$1" = export ] && touch exported && exit 0\necho "{{}}"\nexit {status}\n')
        program.chmod(0o755)
        subprocess.run(["/bin/sh", "-c", command], env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, timeout=30, check=False)
        assert (tmp_path / "exported").exists() is exported, status
        (tmp_path / "exported").unlink(missing_ok=True)
    assert (tmp_path / "outputs" / "sync.jsonl").read_text() == "{}\n" * 4


WORKFLOW_KEYS = {"name", "on", "permissions", "concurrency", "jobs", "env", "defaults"}
JOB_KEYS = {"name", "runs-on", "timeout-minutes", "env", "steps", "needs", "if", "permissions", "strategy"}
STEP_KEYS = {"name", "id", "if", "uses", "with", "run", "env", "shell", "working-directory", "continue-on-error"}


def test_the_workflow_has_the_shape_that_github_reads() -> None:
    text = (UNITS / "github-actions.yml").read_text()
    flow = yaml.safe_load(text)
    flow["on"] = flow.pop(True)  # YAML 1.1 reads the word on as a truth
    assert set(flow) <= WORKFLOW_KEYS
    assert [set(entry) for entry in flow["on"]["schedule"]] == [{"cron"}]
    assert all(len(entry["cron"].split()) == 5 for entry in flow["on"]["schedule"])
    for job in flow["jobs"].values():
        assert {"runs-on", "steps"} <= set(job) <= JOB_KEYS
        assert 0 < job["timeout-minutes"] <= 360, "a hosted runner stops after six hours"
        for step in job["steps"]:
            assert set(step) <= STEP_KEYS
            assert ("run" in step) != ("uses" in step), step
            assert "uses" not in step or re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step["uses"])
    named = set(re.findall(r"\$\{\{ *([\w.]+) *\}\}", text))
    assert named == {"github.repository"}


def workflow_scripts() -> dict[str, str]:
    """The shell scripts of the workflow by the names of their steps; enough of YAML for a file of ours."""
    found: dict[str, str] = {}
    text = (UNITS / "github-actions.yml").read_text()
    for match in re.finditer(r"      - name: (.+)\n((?:        .+\n)+)", text):
        block = re.search(r"        run: \|\n((?:          .*\n)+)", match[2])
        line = re.search(r"        run: (?!\|)(.+)\n", match[2])
        if block or line:
            found[match[1]] = re.sub(r"^ {10}", "", block[1], flags=re.MULTILINE) if block else line[1] if line else ""
    return found


@pytest.mark.parametrize(("step", "status", "well"), [
    ("Fetch", 0, True), ("Fetch", 1, True), ("Fetch", 2, False), ("Fetch", 75, False),
    ("Run", 0, True), ("Run", 1, True), ("Run", 2, False),
])  # fmt: skip
def test_the_steps_of_the_workflow_know_the_exit_statuses(step: str, status: int, well: bool, tmp_path: Path) -> None:
    program = tmp_path / "outturn"
    program.write_text(f'#!/bin/sh\necho "{{}}"\nexit {status}\n')
    program.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "GITHUB_OUTPUT": str(tmp_path / "out")}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", workflow_scripts()[step]],
        cwd=tmp_path, env=environment, capture_output=True, timeout=30, check=False,
    )  # fmt: skip
    assert (done.returncode == 0) is well
    assert (tmp_path / f"{step.lower()}.json").read_text() == "{}\n"


def test_the_workflow_commits_papers_and_state_but_no_lock(tmp_path: Path) -> None:
    script = workflow_scripts()["Commit what is new"]
    git = shutil.which("git")
    assert git is not None
    for words in (["init", "-q", "-b", "main", "."], ["commit", "-q", "--allow-empty", "-m", "x"]):
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run([git, *who, *words], cwd=tmp_path, timeout=30, check=True)
    (tmp_path / "corpus" / ".fetch").mkdir(parents=True)
    for name in ("a.pdf", "manifest.jsonl", ".fetch/state.json", ".fetch/lock"):
        (tmp_path / "corpus" / name).write_text("x")
    local = "\n".join(line for line in script.splitlines() if "git pull" not in line and "git push" not in line)
    subprocess.run(["bash", "-e", "-c", local], cwd=tmp_path, capture_output=True, timeout=30, check=True)
    listed = subprocess.run([git, "ls-files"], cwd=tmp_path, capture_output=True, text=True, timeout=30, check=True)
    assert set(listed.stdout.split()) == {"corpus/a.pdf", "corpus/manifest.jsonl", "corpus/.fetch/state.json"}


def test_the_page_names_every_field_and_system() -> None:
    from extract.fetch.manifest import Line  # noqa: PLC0415

    text = (ROOT / "docs" / "fetching.md").read_text()
    assert all(f"`{name}`" in text for name in Line.model_fields)
    assert all(name in text.lower() for name in names())
