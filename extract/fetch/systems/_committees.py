"""Which of a site's committees were asked for."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import process

from extract.fetch.plain import Committee, Site, matches
from extract.fetch.trouble import WrongUse


def chosen(committees: Sequence[Committee], site: Site) -> list[Committee]:
    """The committees of interest; a list in which none of them stands is a mistake in what was asked."""
    found = [committee for committee in committees if matches(committee.title, site.committees)]
    if committees and not found:
        titles = sorted({committee.title for committee in committees})
        near = [title for title, _, _ in process.extract(" ".join(site.committees), titles, limit=5)]
        wanted = ", ".join(f"“{text}”" for text in site.committees)
        raise WrongUse(f"{site.name} lists no committee with {wanted} in its title; near are: {'; '.join(near)}.")
    return found
