"""Facts and findings of papers in, one DuckDB file out.

In come the records of `schemas.records`; out go tables, the views of `views.sql`, exports, and typed rows for
the terminal.  One process writes at a time, one transaction a paper.

    con = open_database(Path("outputs/outturn.duckdb"))
    load(con, facts)
    assign(con, *register(printed_names(con)))
    settle(con, version, settle_across)
    for row in history(con, "dudley-pi-120"): ...
"""

from extract.warehouse.corrections import AsRead, correct, document_ids, replace_findings
from extract.warehouse.database import open_database
from extract.warehouse.errors import (
    CannotOpen,
    DatabaseLocked,
    ExportFailed,
    NeedsMigration,
    NotADatabase,
    NotWritable,
    RecordsRefused,
    TooNew,
    UnknownFormat,
    WarehouseError,
)
from extract.warehouse.export import FORMATS, export
from extract.warehouse.glance import (
    Cause,
    CouncilPapers,
    DrawnFigure,
    DrawnTable,
    LongSeries,
    causes,
    councils,
    drawn_figures,
    drawn_tables,
    longest_series,
    names_printed,
    names_waiting,
    page_worth_a_look,
)
from extract.warehouse.load import add_source, clear_failure, known, load, record_failure
from extract.warehouse.loaded import Loaded, LoadedPaper, loaded_counts, loaded_papers
from extract.warehouse.names import NamePrint, assign, matched, name_prints, printed_names
from extract.warehouse.printings import (
    Gap,
    GapKind,
    Missing,
    PrintedOnce,
    Quarter,
    files_unread,
    gap,
    gap_kinds,
    gaps,
    periods_printed,
    printings,
    quarters,
)
from extract.warehouse.queries import (
    FindingDetail,
    IndicatorFound,
    SeriesRow,
    Summary,
    find_indicators,
    findings,
    history,
    summary,
)
from extract.warehouse.questions import Question, SideBySide, questions
from extract.warehouse.settle import as_first_read, settle
from extract.warehouse.tables import ddl

__all__ = [
    "FORMATS",
    "AsRead",
    "CannotOpen",
    "Cause",
    "CouncilPapers",
    "DatabaseLocked",
    "DrawnFigure",
    "DrawnTable",
    "ExportFailed",
    "FindingDetail",
    "Gap",
    "GapKind",
    "IndicatorFound",
    "Loaded",
    "LoadedPaper",
    "LongSeries",
    "Missing",
    "NamePrint",
    "NeedsMigration",
    "NotADatabase",
    "NotWritable",
    "PrintedOnce",
    "Quarter",
    "Question",
    "RecordsRefused",
    "SeriesRow",
    "SideBySide",
    "Summary",
    "TooNew",
    "UnknownFormat",
    "WarehouseError",
    "add_source",
    "as_first_read",
    "assign",
    "causes",
    "clear_failure",
    "correct",
    "councils",
    "ddl",
    "document_ids",
    "drawn_figures",
    "drawn_tables",
    "export",
    "files_unread",
    "find_indicators",
    "findings",
    "gap",
    "gap_kinds",
    "gaps",
    "history",
    "known",
    "load",
    "loaded_counts",
    "loaded_papers",
    "longest_series",
    "matched",
    "name_prints",
    "names_printed",
    "names_waiting",
    "open_database",
    "page_worth_a_look",
    "periods_printed",
    "printed_names",
    "printings",
    "quarters",
    "questions",
    "record_failure",
    "replace_findings",
    "settle",
    "summary",
]
