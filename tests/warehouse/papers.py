"""Made-up papers, written as tables of a few words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from duckdb import DuckDBPyConnection

from schemas.records import (
    Assessment,
    Commentary,
    Document,
    DocumentSource,
    Facts,
    Finding,
    Indicator,
    IndicatorAlias,
    Observation,
    PageRead,
    Section,
    TableSeen,
)

LABEL = "Average re-let time"


def observation(paper: str, number: int, **said: Any) -> Observation:
    """A figure of the first quarter; `value` may be text, whose decimals then count as printed."""
    value = said.pop("value", None)
    decimals = len(value.partition(".")[2]) if isinstance(value, str) else None
    fields: dict[str, Any] = {
        "observation_id": f"{paper}-{number}",
        "document_id": paper,
        "page": 1,
        "source": "table",
        "indicator_code": "PI.1",
        "indicator_label": LABEL,
        "measure": "outturn",
        "period": "2023-24 Q1",
        "period_start": date(2023, 4, 1),
        "period_end": date(2023, 6, 30),
        "value": None if value is None else Decimal(value),
        "status": "missing" if value is None else "reported",
        "raw": "" if value is None else str(value),
        "decimals": decimals,
    }
    return Observation(**(fields | said))


def finding(paper: str, number: int, about: int | None = None, **said: Any) -> Finding:
    """A warning about the observation with that number, or about the whole paper."""
    fields: dict[str, Any] = {
        "finding_id": f"{paper}-f{number}",
        "document_id": paper,
        "page": 1,
        "observation_id": None if about is None else f"{paper}-{about}",
        "check_name": "fraction",
        "severity": "warning",
        "message": "96 of 7459 is 1.3, not 3.1",
    }
    return Finding(**(fields | said))


def paper(
    name: str,
    meeting: str | None,
    observations: list[Observation] | None = None,
    findings: list[Finding] | None = None,
    *,
    scorecard_pages: tuple[int, ...] = (),
    **about: Any,
) -> Facts:
    """A paper; its scorecard has a row of the usual name on each of `scorecard_pages`."""
    day = date.fromisoformat(meeting) if meeting else None
    fields: dict[str, Any] = {
        "document_id": name,
        "path": f"{name}.pdf",
        "council": "Dudley",
        "meeting_date": day,
        "pages": 2,
        "reader_version": "1",
    }
    return Facts(
        document=Document(**(fields | about)),
        sources=[DocumentSource(document_id=name, path=f"{name}.pdf", url=f"https://example.org/{name}")],
        observations=observations or [],
        assessments=[
            Assessment(
                assessment_id=f"{name}-a{page}",
                document_id=name,
                page=page,
                indicator_code="PI.1",
                indicator_label=LABEL,
                polarity="smaller_is_better",
                heading="Homes",
            )
            for page in scorecard_pages
        ],
        findings=findings or [],
    )


def full_paper(name: str = "full") -> Facts:
    """A paper with rows in every table."""
    facts = paper(
        name,
        "2023-09-06",
        [
            observation(name, 1, value="1.3", numerator=Decimal(96), denominator=Decimal(7459), x0=1.5, top=2.25),
            observation(name, 2, value="12345678901234.123456"),
            observation(name, 3, measure="target", raw="See note*", status="no_target"),
        ],
        [finding(name, 1, 1), finding(name, 2, severity="info", message="the manifest has another date")],
        scorecard_pages=(1,),
    )
    return facts.model_copy(
        update={
            "pages": [
                PageRead(document_id=name, page=1, reader="vector"),
                PageRead(document_id=name, page=2, reader="skimmed"),
            ],
            "sections": [
                Section(section_id=f"{name}-s", document_id=name, item="8", title="Performance", first_page=1)
            ],
            "commentary": [
                Commentary(
                    commentary_id=f"{name}-c",
                    document_id=name,
                    indicator_code="PI.1",
                    indicator_label=LABEL,
                    kind="performance",
                    text="“It's better”\n• see; below, “quoted”",
                )
            ],
            "tables": [
                TableSeen(table_id=f"{name}-t", document_id=name, rows=3, columns=4, verdict="read", reason="scorecard")
            ],
        }
    )  # fmt: skip


def register(*papers: str, indicator_id: str = "relet") -> tuple[list[Indicator], list[IndicatorAlias]]:
    """The register that gives the usual name of those papers one indicator."""
    indicator = Indicator(indicator_id=indicator_id, code="PI.1", name=LABEL, council="Dudley")
    return [indicator], [alias(name, indicator_id) for name in papers]


def alias(paper: str, indicator_id: str | None, **said: Any) -> IndicatorAlias:
    fields: dict[str, Any] = {
        "indicator_id": indicator_id,
        "document_id": paper,
        "code": "PI.1",
        "label": LABEL,
        "method": "code",
        "score": 100.0,
        "decision": "auto",
    }
    return IndicatorAlias(**(fields | said))


def everything(con: DuckDBPyConnection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, for comparing."""
    names = con.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
    return {name: con.execute(f"FROM {name} ORDER BY ALL").fetchall() for (name,) in names}
