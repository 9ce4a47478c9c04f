"""When each site was last fetched well: the start of the next window."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from extract.fetch.download import in_storage_words
from extract.fetch.manifest import replace_file
from extract.fetch.plain import Kind, Site, Window
from extract.fetch.trouble import WrongUse

FILE = "state.json"
LATE_PAPERS = timedelta(days=60)
FIRST_LOOK_BACK = timedelta(days=365)
LOOK_AHEAD = timedelta(days=183)


class State:
    """For each site, with the committees and kinds asked for: the day up to which all was had."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._days = _read(path)

    def last(self, site: Site, kinds: Iterable[Kind]) -> date | None:
        """The last fetch of this that ended well."""
        return self._days.get(_key(site, kinds))

    def ended_well(self, site: Site, kinds: Iterable[Kind], day: date) -> None:
        """Write down that all was had up to a day; it never goes back."""
        key = _key(site, kinds)
        self._days[key] = max(day, self._days.get(key, day))
        text = json.dumps({key: day.isoformat() for key, day in sorted(self._days.items())}, indent=1) + "\n"
        try:
            replace_file(self.path, text)
        except OSError as error:
            raise in_storage_words(error, self.path) from error


def window(since: date | None, until: date | None, last: date | None, today: date) -> Window:
    """The days of meetings to ask for; papers arrive late, so the last 60 days before a fetch are asked for again."""
    begin = since or (last - LATE_PAPERS if last else today - FIRST_LOOK_BACK)
    end = until or today + LOOK_AHEAD
    if begin > end:
        raise WrongUse(f"The window is empty: it begins on {begin} and ends on {end}; see --since and --until.")
    return Window(since=begin, until=end)


def _key(site: Site, kinds: Iterable[Kind]) -> str:
    committees = ", ".join(sorted(text.casefold() for text in site.committees)) or "all committees"
    return f"{site.system} {site.url} | {committees} | {', '.join(sorted(kinds))}"


def _read(path: Path) -> dict[str, date]:
    """What was written down; a state that cannot be read is none, and costs only a longer window."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return {str(key): date.fromisoformat(day) for key, day in fields.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
