"""Numbers in words for people."""

from __future__ import annotations


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 paper", "1,204 figures"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def seconds(number: float) -> str:
    """A stretch of time as people say it: "0.8 s", "2 min 05 s", "1 h 12 min"."""
    if round(number) < 60:
        return f"{number:.1f} s" if number < 10 else f"{number:.0f} s"
    minutes, rest = divmod(round(number), 60)
    if minutes < 60:
        return f"{minutes} min {rest:02d} s"
    return f"{minutes // 60} h {minutes % 60:02d} min"
