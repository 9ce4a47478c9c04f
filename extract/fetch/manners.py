"""How to behave towards a host: who we say we are, how long we wait, when we ask again."""

from __future__ import annotations

import os
import re
import socket
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from getpass import getuser
from importlib.metadata import version

from extract.fetch.clock import Clock

NAME = "Outturn"
MARGIN = 0.01
"""Seconds added to a pause, so that a host whose clock ticks differently sees no less than the pause."""

LONGEST_WAIT = 600.0
"""A site that asks us to stay away for longer than these seconds is left until the next run."""


@dataclass(frozen=True)
class Manners:
    """The settings of a polite visitor; seconds throughout."""

    pause: float = 1.0
    contact: str | None = None
    first_wait: float = 1.0
    longest_back_off: float = 60.0
    silence: float = 60.0
    connecting: float = 15.0
    patience: float = 1800.0


@dataclass
class Pace:
    """When each host may be asked next: the pause counts from the end of one request to the start of the next."""

    clock: Clock
    next_start: dict[str, float] = field(default_factory=dict)

    def wait(self, host: str) -> None:
        """Sleep until the host may be asked."""
        while (left := self.next_start.get(host, 0.0) - self.clock.elapsed()) > 0:
            self.clock.sleep(left)

    def ended(self, host: str, pause: float) -> None:
        """A request to the host has just ended."""
        self.hold(host, pause + MARGIN if pause > 0 else 0.0)

    def hold(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long from now; a longer wait that is already due stays."""
        self.next_start[host] = max(self.next_start.get(host, 0.0), self.clock.elapsed() + seconds)


def user_agent(contact: str | None) -> str:
    """Who asks, what for, and whom to write to."""
    whom = contact or fallback_contact()
    return f"{NAME}/{version('outturn')} (reads the performance papers of councils; contact: {whom})"


def fallback_contact() -> str:
    """Whom to write to where nobody has said: the account that runs this, at its machine."""
    try:
        account = getuser()
    except (OSError, KeyError):
        account = f"uid{os.getuid()}"
    return re.sub(r"[^\x21-\x7e]|[()]", "", f"{account}@{socket.gethostname()}")


def seconds_to_wait(retry_after: str | None, now: datetime) -> float:
    """What a Retry-After header asks for, in seconds from now; 0 where it says nothing that can be read."""
    text = (retry_after or "").strip()
    if text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return 0.0
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())
