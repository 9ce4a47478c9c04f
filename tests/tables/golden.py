"""Tables that tests set in many styles and expect back cell for cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from schemas.layout import Grid

from .draw import Spot, spots_of


class Golden(NamedTuple):
    """A table with its column widths and header rows."""

    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    head_rows: int

    @property
    def spots(self) -> list[Spot]:
        """Its cells."""
        return spots_of(self.rows)


QUARTERS = Golden(
    rows=[
        ["Performance indicator", "2022-23", "<", "<", "<", "2023-24", "<", "Target", "Score"],
        ["^", "Qtr. 1 outturn", "Qtr. 2 outturn", "Qtr. 3 outturn", "Qtr. 4 outturn", "Qtr. 1 outturn",
         "Qtr. 2 outturn", "^", "^"],
        ["PI.101 Proportion of household waste sent for reuse, recycling and composting", "41.2%", "42.8%", "39.9%",
         "40.1%", "42.6%", "43.0%", "45%", "Amber"],
        ["PI.102 Missed bins per 100,000 collections", "58.1", "61.0", "72.4", "55.3", "49.9", "51.7", "60", "Green"],
        ["PI.240 Care leavers aged 19 to 21 in suitable accommodation", "91.4%\n(128 / 140)", "90.8%\n(129 / 142)",
         "92.3%\n(131 / 142)", "93.1%\n(135 / 145)", "92.5%\n(135 / 146)", "94.0%\n(140 / 149)", "93%", "Green"],
        ["PI.377 Working days lost per employee", "2.31", "2.47", "3.12", "2.85", "2.04", "2.2", "2.5", "Green"],
        ["PI.412 Rent collected as a share of rent due", "n/a", "n/a", "97.1%", "98.0%", "97.7%", "98.2%", "98%",
         "Green"],
    ],
    widths=(190, 66, 66, 66, 66, 66, 66, 52, 52),
    head_rows=2,
)  # fmt: skip

MONTHS = Golden(
    rows=[
        ["Measure", "Good is", "Actual Apr-23", "Target Apr-23", "Actual May-23", "Target May-23", "Actual Jun-23",
         "Target Jun-23", "Comments"],
        ["Calls answered within 30 seconds", "High", "71%", "80%", "74%", "80%", "82%", "80%",
         "Two vacancies were filled in May and June"],
        ["Planning applications decided in time (major)", "High", "100%", "75%", "88%", "75%", "91%", "75%", ""],
        ["Households in temporary accommodation", "Low", "312", "290", "318", "290", "325", "290",
         "Demand is still rising"],
        ["Average time to process a new benefit claim (days)", "Low", "19.4", "20", "21.2", "20", "18.8", "20", ""],
    ],
    widths=(170, 45, 56, 56, 56, 56, 56, 56, 150),
    head_rows=1,
)  # fmt: skip

YEARS = Golden(
    rows=[
        ["Indicator", "2019/20", "2020/21", "2021/22", "Target"],
        ["Visits to libraries (thousands)", "1,204", "311", "745", "900"],
        ["Visits to leisure centres (thousands)", "2,118", "402", "1,377", "1,800"],
        ["Museum visits", "88,410", "9,105", "61,332", "75,000"],
        ["Tonnes of waste per household", "0.98", "1.04", "1.01", "0.95"],
    ],
    widths=(200, 60, 60, 60, 60),
    head_rows=1,
)

CODES = Golden(
    rows=[
        ["Ref", "Priority", "Performance measure", "Unit", "2022/23 outturn", "Q1 2023/24", "Q2 2023/24",
         "Target 2023/24", "RAG", "DoT", "What the service says"],
        ["KPI 1", "Homes", "Proportion of homelessness cases that were prevented or relieved", "%", "48.1", "51.0",
         "52.6", "50.0", "G", "Up", "More officers at the first meeting, and a fund for deposits"],
        ["KPI 2", "Homes", "New homes completed", "No.", "412", "96", "188", "450", "A", "Down",
         "Two sites wait for utilities"],
        ["KPI 3", "Streets", "Fly-tips removed within two working days of the report", "%", "87.5", "90.2", "TBC",
         "90.0", "G", "Up", ""],
        ["KPI 4", "Streets", "Roads where maintenance should be considered", "%", "6", "n/a", "n/a", "6", "", "",
         "Measured once a year in autumn"],
        ["KPI 5", "People", "Adults who feel safe", "%", "71.3", "-", "-", "75.0", "R", "Down", ""],
    ],
    widths=(36, 48, 170, 30, 56, 52, 52, 56, 32, 40, 150),
    head_rows=1,
)  # fmt: skip


def printed(grid: Grid) -> dict[tuple[int, int], str]:
    """Every cell of a grid that is not blank, by its top left position."""
    return {(c.row, c.column): c.text for c in grid.cells if c.text}


def spans(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """The merged cells of a grid."""
    return {(c.row, c.column): (c.row_span, c.column_span) for c in grid.cells if (c.row_span, c.column_span) != (1, 1)}


def wanted(golden: Golden) -> dict[tuple[int, int], str]:
    """What should be printed where."""
    return {(s.row, s.column): " ".join(s.text.split()) for s in golden.spots if s.text}


def wanted_spans(golden: Golden) -> dict[tuple[int, int], tuple[int, int]]:
    """The merged cells that should be there."""
    return {
        (s.row, s.column): (s.row_span, s.column_span) for s in golden.spots if (s.row_span, s.column_span) != (1, 1)
    }
