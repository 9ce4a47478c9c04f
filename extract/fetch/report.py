"""What a fetch came to, for people and for programs."""

from __future__ import annotations

from extract.fetch.plain import Committee, Site, matches
from schemas.layout import Plain


class DocumentCounts(Plain):
    """Addresses: `found` is the sum of the others."""

    found: int = 0
    downloaded: int = 0
    unchanged: int = 0
    failed: int = 0


class FetchReport(Plain):
    """What a fetch met and brought."""

    meetings: int
    documents: DocumentCounts
    seconds: float
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    wrong: bool = False

    @property
    def exit_status(self) -> int:
        """0 all is here, 1 something could not be had, 2 the question was wrong."""
        if self.wrong:
            return 2
        return 1 if self.problems or self.documents.failed else 0

    @property
    def as_json(self) -> dict[str, object]:
        """The object that `--json` prints."""
        return self.model_dump(include={"meetings", "documents", "seconds"})

    @property
    def summary(self) -> str:
        """The run in one line."""
        count, met = self.documents, counted(self.meetings, "meeting")
        return (
            f"{met}, {counted(count.found, 'paper')}: {count.downloaded} new, {count.unchanged} unchanged, "
            f"{count.failed} failed, in {self.seconds:.0f} s"
        )


def counted(number: int, noun: str) -> str:
    """`1 paper`, `2 papers`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


class CouncilAnswer(Plain):
    """What a site answered when it was tried."""

    site: Site
    answers: bool | None
    says: str
    committees: tuple[str, ...] = ()

    @classmethod
    def of(cls, site: Site, listed: list[Committee]) -> CouncilAnswer:
        """A site that answered with its committees."""
        wanted = tuple(sorted({committee.title for committee in listed if matches(committee.title, site.committees)}))
        says = f"answers; {len(wanted)} of {len(listed)} committees are of interest"
        return cls(site=site, answers=True, says=says, committees=wanted)

    @classmethod
    def untried(cls, site: Site) -> CouncilAnswer:
        """A site that was not asked."""
        return cls(site=site, answers=None, says="not tried")

    @property
    def as_json(self) -> dict[str, object]:
        """One entry of `outturn councils --json`."""
        return {
            "council": self.site.council,
            "url": self.site.url,
            "system": self.site.system,
            "committees": list(self.site.committees),
            "answers": self.answers,
            "says": self.says,
            "listed": list(self.committees),
        }
