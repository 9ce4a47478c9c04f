"""Councils that exist only in tests: committees, meetings and papers, made from a seed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random


def pdf(text: str, size: int = 0) -> bytes:
    """The smallest file that passes for a PDF, with a text that tells it from others."""
    body = f"%PDF-1.4\n% {text}\n".encode()
    return body + b"%" * max(0, size - len(body)) + b"\nstartxref\n0\n%%EOF\n"


@dataclass
class Doc:
    """A paper: `report` hangs on an agenda item, the rest on the meeting."""

    id: int
    title: str
    content: bytes
    kind: str = "report"
    published: date = date(2026, 2, 2)
    restricted: bool = False
    elsewhere: str | None = None

    @property
    def size(self) -> str:
        return f"{max(1, len(self.content) // 1000)} KB"


@dataclass
class Meet:
    id: int
    committee: int
    day: date
    docs: list[Doc] = field(default_factory=list)
    status: str = "Confirmed"


@dataclass
class World:
    committees: dict[int, str]
    meetings: list[Meet]
    expired: frozenset[int] = frozenset()

    def docs(self) -> list[Doc]:
        return [doc for meeting in self.meetings for doc in meeting.docs]

    def doc(self, title: str) -> Doc:
        return next(doc for doc in self.docs() if doc.title == title)

    def meeting(self, identifier: int) -> Meet:
        return next(meeting for meeting in self.meetings if meeting.id == identifier)


def small_world() -> World:
    """Two committees, four meetings; with everything a meeting can have."""
    audit, cabinet = 144, 163
    return World(
        {audit: "Audit & Standards Committee", cabinet: "Cabinet"},
        [
            Meet(
                4967,
                audit,
                date(2026, 2, 10),
                [
                    Doc(60860, "6 - Minutes of 25 Nov 2025", pdf("minutes of the meeting before")),
                    Doc(60909, "Work Programme: 10% done, 50/50", pdf("work programme")),
                    Doc(60910, "Appendix B", pdf("secret"), restricted=True),
                    Doc(60911, "Elsewhere", b"", elsewhere="https://other.example/paper.pdf"),
                    Doc(1, "Public reports pack", pdf("pack of 4967", 5000), "pack"),
                    Doc(2, "Agenda frontsheet", pdf("front sheet of 4967"), "frontsheet"),
                    Doc(3, "Printed minutes", pdf("minutes of 4967"), "minutes"),
                    Doc(3041, "Supplementary Agenda", pdf("supplement of 4967"), "supplement"),
                ],
            ),
            Meet(4966, audit, date(2026, 1, 13), [], "Cancelled"),
            Meet(
                5001,
                cabinet,
                date(2026, 3, 4),
                [
                    Doc(61000, "Quarter 3 Performance", pdf("performance q3")),
                    Doc(4, "Public reports pack", pdf("pack of 5001", 3000), "pack"),
                ],
            ),
            Meet(4100, cabinet, date(2023, 3, 7), [Doc(50000, "Old Performance", pdf("performance of old"))]),
        ],
    )


def large_world(meetings: int, years: int, seed: int, docs: int = 3) -> World:
    """Ten committees over many years; one paper in twenty has the bytes of another."""
    random = Random(seed)
    committees = {100 + n: f"{name} Committee" for n, name in enumerate(NAMES)}
    first, span = date(2026, 11, 1) - timedelta(days=365 * years), 365 * years
    made: list[Meet] = []
    number = 70_000
    for n in range(meetings):
        meeting = Meet(9000 + n, 100 + n % 10, first + timedelta(days=n * span // meetings))
        for k in range(docs):
            number += 1
            text = f"paper {n - 1 if random.random() < 0.05 and n else n} {k}"
            meeting.docs.append(Doc(number, f"Report {k + 1}", pdf(text, random.randrange(200, 3000))))
        if n % 2:
            meeting.docs.append(Doc(n, "Public reports pack", pdf(f"pack {n}", 4000), "pack"))
        made.append(meeting)
    for meeting in made:
        for doc in meeting.docs:
            doc.content = pdf(doc.content.split(b"\n")[1].decode())
    return World(committees, made)


NAMES = ("Audit", "Cabinet", "Planning", "Licensing", "Standards", "Health Scrutiny", "Children's Scrutiny",
         "Housing", "Transport", "Corporate Scrutiny")  # fmt: skip
