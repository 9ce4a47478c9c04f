"""What a robots.txt allows us, and how slowly it wants us to go."""

from __future__ import annotations

from protego import Protego

from extract.fetch.manners import NAME


class Rules:
    """The rules of one host; without a text everything is allowed."""

    def __init__(self, text: str = "") -> None:
        self._rules = Protego.parse(text)

    def allow(self, url: str) -> bool:
        """Whether we may ask for this address."""
        return bool(self._rules.can_fetch(url, NAME))

    @property
    def delay(self) -> float:
        """Seconds that the host wants between requests: the longer of Crawl-delay and Request-rate."""
        delay = float(self._rules.crawl_delay(NAME) or 0.0)
        rate = self._rules.request_rate(NAME)
        return max(delay, rate.seconds / rate.requests if rate and rate.requests else 0.0)
