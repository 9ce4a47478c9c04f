"""The systems that council sites run: one file each, all with the same door.

A new system is one new file in this folder, named as `--system` will name it, with two functions:

    meetings(site, window, web, log) -> Iterator[Meeting]   every meeting of the window with its papers
    committees(site, web) -> list[Committee]                 what the site lists, for `outturn councils`

Both raise `SiteTrouble` where nothing can be had; what concerns one meeting goes to `log.problem`, and what is only
worth knowing to `log.note`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from extract.fetch.log import Log
from extract.fetch.plain import Committee, Meeting, Site, Window
from extract.fetch.trouble import WrongUse
from extract.fetch.web import Web


class System(Protocol):
    """The door that every file of this folder offers."""

    def meetings(self, site: Site, window: Window, web: Web, log: Log) -> Iterator[Meeting]:
        """Every meeting of the window, with its papers."""

    def committees(self, site: Site, web: Web) -> list[Committee]:
        """The committees that the site lists."""


def names() -> list[str]:
    """The systems that can be read."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))


def system(name: str) -> System:
    """The reader of a system by its name."""
    known = {known.lower(): known for known in names()}
    if name.lower() not in known:
        raise WrongUse(f"There is no system “{name}”; known are {', '.join(names())}.")
    return cast("System", import_module(f"{__name__}.{known[name.lower()]}"))
