"""The plain data that fetching hands around: sites, windows, meetings, papers."""

from __future__ import annotations

from datetime import date
from typing import Literal

from schemas.layout import Plain

Kind = Literal["packs", "reports", "supplements", "frontsheets", "minutes", "other"]
"""What a paper is to its meeting; `other` (lists of decisions and the like) is never brought."""

ALWAYS: frozenset[Kind] = frozenset({"packs", "reports", "supplements"})
ON_REQUEST: frozenset[Kind] = frozenset({"frontsheets", "minutes"})


class Site(Plain):
    """A council's site: where it stands, which system it runs, which committees are of interest."""

    url: str
    system: str
    council: str | None = None
    committees: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.council or self.url


class Window(Plain):
    """The days of meetings that are asked for, both ends included."""

    since: date
    until: date

    def holds(self, day: date) -> bool:
        """Whether a meeting on this day is asked for."""
        return self.since <= day <= self.until


class Listed(Plain):
    """What the site's own listing says about a paper: a change here is the reason to ask for it again."""

    date: str | None = None
    title: str | None = None
    size: str | None = None

    def differs_from(self, earlier: Listed) -> bool:
        """Whether something that both say has changed."""
        pairs = ((self.date, earlier.date), (self.title, earlier.title), (self.size, earlier.size))
        return any(now is not None and then is not None and now != then for now, then in pairs)

    def completed_by(self, earlier: Listed) -> Listed:
        """This, with what only the earlier listing said."""
        return Listed(date=self.date or earlier.date, title=self.title or earlier.title, size=self.size or earlier.size)


class Paper(Plain):
    """One paper of a meeting; several addresses are several ways to the same attachment of the site."""

    addresses: tuple[str, ...]
    kind: Kind
    title: str
    item: str | None = None
    item_title: str | None = None
    listed: Listed = Listed()


class Committee(Plain):
    """A committee as the site lists it."""

    id: str
    title: str


class Meeting(Plain):
    """A meeting with its papers."""

    id: str
    committee: str | None
    date: date
    url: str | None = None
    papers: tuple[Paper, ...] = ()


def matches(title: str, wanted: tuple[str, ...]) -> bool:
    """Whether a committee's title holds one of the wanted texts, in any case; nothing wanted is everything."""
    folded = " ".join(title.split()).casefold()
    return not wanted or any(" ".join(text.split()).casefold() in folded for text in wanted)
