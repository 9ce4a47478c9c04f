"""Names that may belong to an indicator, with what speaks for and against it side by side."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from duckdb import DuckDBPyConnection

from schemas.layout import Plain


class SideBySide(Plain):
    """What a period stands at under the name that is asked about, and in the indicator that it may belong to."""

    period: str
    asked: Decimal | None
    candidate: Decimal | None


class Question(Plain):
    """A printed name that may belong to an indicator, which a person should say."""

    council: str | None
    code: str | None
    label: str
    waits: bool
    """Whether the name has no indicator until somebody decides; else it is one of its own, which may continue it."""
    score: float
    evidence: str
    papers: int
    first_meeting: date | None
    path: str
    page: int | None
    candidate_id: str
    candidate_code: str | None
    candidate_label: str
    candidate_papers: int
    candidate_meeting: date | None
    figures: tuple[SideBySide, ...]


def questions(con: DuckDBPyConnection, council: str | None = None) -> list[Question]:
    """What waits for a person, council by council, the surest first."""
    rows = con.execute(
        """
        WITH asked AS (
            SELECT
                document.council, alias.code, alias.label, alias.candidate_id,
                bool_or(alias.decision = 'review') AS waits, max(alias.score) AS score,
                first(alias.evidence ORDER BY document.meeting_date DESC) AS evidence,
                first(alias.indicator_id) AS indicator_id, list(alias.document_id) AS documents,
                count(DISTINCT alias.document_id) AS papers, min(document.meeting_date) AS first_meeting,
                first(alias.document_id ORDER BY document.meeting_date DESC, alias.document_id) AS document_id,
                first(document.path ORDER BY document.meeting_date DESC, alias.document_id) AS path
            FROM indicator_alias AS alias
            JOIN document ON document.document_id = alias.document_id
            WHERE alias.candidate_id IS NOT NULL AND (? IS NULL OR document.council = ?)
            GROUP BY ALL
        ),
        known AS (
            SELECT
                alias.indicator_id, count(DISTINCT alias.document_id) AS papers,
                max(document.meeting_date) AS last_meeting,
                first(alias.code ORDER BY document.meeting_date DESC, alias.code, alias.label) AS code,
                first(alias.label ORDER BY document.meeting_date DESC, alias.code, alias.label) AS label
            FROM indicator_alias AS alias
            JOIN document ON document.document_id = alias.document_id
            WHERE alias.indicator_id IS NOT NULL
            GROUP BY alias.indicator_id
        )
        SELECT
            asked.council, asked.code, asked.label, asked.waits, asked.score, asked.evidence, asked.papers,
            asked.first_meeting, asked.path,
            (
                SELECT min(page) FROM observation
                WHERE observation.document_id = asked.document_id AND observation.indicator_label = asked.label
                    AND observation.indicator_code IS NOT DISTINCT FROM asked.code
            ),
            asked.candidate_id, known.code, known.label, known.papers, known.last_meeting,
            asked.indicator_id, asked.documents
        FROM asked
        JOIN known ON known.indicator_id = asked.candidate_id
        ORDER BY asked.council, asked.score DESC, asked.first_meeting, asked.code, asked.label
        """,
        [council, council],
    ).fetchall()
    names = list(Question.model_fields)[:-1]
    return [
        Question(**dict(zip(names, row, strict=False)), figures=_side_by_side(con, row[1], row[2], row[10], *row[-2:]))
        for row in rows
    ]


def _side_by_side(
    con: DuckDBPyConnection, code: str | None, label: str, candidate: str, own: str | None, documents: list[str]
) -> tuple[SideBySide, ...]:
    """The outturns of both sides, period by period, the oldest first."""
    rows = con.execute(
        """
        WITH asked AS (
            SELECT period, period_end, period_start, arg_max(value, coalesce(meeting_date, DATE '1900-01-01')) AS value
            FROM printing
            WHERE measure = 'outturn' AND value IS NOT NULL AND period IS NOT NULL AND (
                indicator_id = $own
                OR (
                    list_contains($documents, document_id)
                    AND EXISTS (
                        FROM observation
                        WHERE observation.observation_id = printing.observation_id
                            AND observation.indicator_code IS NOT DISTINCT FROM $code
                            AND observation.indicator_label = $label
                    )
                )
            )
            GROUP BY period, period_end, period_start
        ),
        candidate AS (
            SELECT period, period_end, period_start, value FROM series
            WHERE indicator_id = $candidate AND measure = 'outturn' AND value IS NOT NULL
        )
        SELECT coalesce(asked.period, candidate.period), asked.value, candidate.value
        FROM asked FULL JOIN candidate ON candidate.period = asked.period
        ORDER BY coalesce(asked.period_end, candidate.period_end), coalesce(asked.period_start, candidate.period_start)
        """,
        {"own": own, "documents": documents, "code": code, "label": label, "candidate": candidate},
    ).fetchall()
    return tuple(SideBySide(period=period, asked=asked, candidate=theirs) for period, asked, theirs in rows)
