"""What can go wrong while fetching, and the exit status that each kind means.

FetchError
├── WrongUse              2   the command or the list of councils is wrong
├── AnotherFetch         75   another fetch into the same folder is running
└── Trouble               1   something could not be had
    ├── StorageTrouble        nothing more can be written: the run stops
    ├── SiteTrouble           nothing more can be had from this site: the run goes on with the next
    └── PaperTrouble          this address cannot be had: the run goes on with the next
        ├── Refused           403 and its like: never retried, never worked round
        ├── LeftOut           robots.txt asks not to
        ├── NotThere          404
        └── Passing           worth asking again after a while
            ├── TimedOut
            ├── NoConnection
            └── SlowDown      429
"""

from __future__ import annotations

from typing import ClassVar


class FetchError(Exception):
    """Whatever stops a fetch or a part of it; the message is a sentence for a person."""

    exit_status: ClassVar[int] = 1


class WrongUse(FetchError):
    """The command line or the list of councils asks for something that cannot be."""

    exit_status: ClassVar[int] = 2


class AnotherFetch(FetchError):
    """Another fetch into the same folder is running."""

    exit_status: ClassVar[int] = 75


class Trouble(FetchError):
    """Something could not be had; the next run tries again."""


class StorageTrouble(Trouble):
    """The disk does not take what was to be written."""


class SiteTrouble(Trouble):
    """Nothing more can be had from this site in this run."""


class PaperTrouble(Trouble):
    """What one address answered cannot be used."""


class Refused(PaperTrouble):
    """The site refuses: it said 401 or 403, or showed a page that says so."""


class LeftOut(PaperTrouble):
    """robots.txt asks not to ask for this address."""


class NotThere(PaperTrouble):
    """Nothing stands at this address."""


class Passing(PaperTrouble):
    """A failure that often goes away when one asks again."""

    attempts: ClassVar[int] = 4


class TimedOut(Passing):
    """The site was silent, or slow beyond patience."""

    attempts: ClassVar[int] = 2


class NoConnection(Passing):
    """No connection to the host came about."""


class SlowDown(Passing):
    """The site says that we ask too often."""
