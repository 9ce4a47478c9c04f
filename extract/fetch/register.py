"""The list of councils: `councils.toml`, one line for each."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from rapidfuzz import process

from extract.fetch.links import base_address, is_web_address
from extract.fetch.plain import Site
from extract.fetch.systems import system
from extract.fetch.trouble import WrongUse
from schemas.layout import Plain

FILE = "councils.toml"


class Entry(Plain):
    """One line of the list."""

    url: str
    system: str
    committees: tuple[str, ...] = ()


class Register(Plain):
    """The whole list, with whom sites may write to."""

    contact: str | None = None
    councils: dict[str, Entry] = Field(default_factory=dict)

    def sites(self, names: Sequence[str] = ()) -> list[Site]:
        """The sites of some councils by their names, in any case; all of them without a name."""
        folded = {name.casefold(): name for name in self.councils}
        for name in names:
            if name.casefold() not in folded:
                near = [known for known, _, _ in process.extract(name, list(self.councils), limit=3)]
                raise WrongUse(f"There is no council “{name}” in the list; near are: {', '.join(near) or 'none'}.")
        chosen = list(dict.fromkeys(folded[name.casefold()] for name in names)) or list(self.councils)
        return [self._site(name) for name in chosen]

    def council_of(self, url: str) -> str | None:
        """The council whose site stands at an address, if the list has it."""
        return next((name for name, entry in self.councils.items() if base_address(entry.url) == url), None)

    def _site(self, name: str) -> Site:
        entry = self.councils[name]
        return site(entry.url, entry.system, entry.committees, name)


def site(url: str, system_name: str, committees: Sequence[str] = (), council: str | None = None) -> Site:
    """A site, checked: an address of the web and a system that can be read."""
    address = base_address(url)
    if not is_web_address(address):
        raise WrongUse(f"“{url}” is no address of a site; one looks like https://democracy.example.gov.uk.")
    system(system_name)
    wanted = tuple(text for text in committees if text.strip())
    return Site(url=address, system=system_name.lower(), council=council, committees=wanted)


def read(path: Path) -> Register:
    """The list of councils in a file."""
    try:
        fields: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return Register.model_validate(fields)
    except OSError as error:
        raise WrongUse(f"The list of councils {path} cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongUse(f"The list of councils {path} is not TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise WrongUse(f"The list of councils {path} has a mistake at {where}: {first['msg']}.") from error


def find(given: Path | None, corpus: Path) -> Path | None:
    """The list to read: the one given, else the one in the corpus, else the one in `corpus/`."""
    if given:
        return given
    return next((path for path in (corpus / FILE, Path("corpus") / FILE) if path.is_file()), None)
