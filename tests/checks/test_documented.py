"""Every check is explained in docs/checks.md."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r'(?:check=|_finding\(\s*figure, |[._]remark\(\s*)"([a-z]+(?:_[a-z]+)*)"')


def test_every_check_is_explained() -> None:
    code = "\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "extract").rglob("*.py")))
    said = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    names = set(NAMED.findall(code))
    assert {"fraction", "other_paper", "revised", "jump", "repair", "left_over"} <= names
    assert {name for name in names if f"| `{name}` |" not in said} == set()
