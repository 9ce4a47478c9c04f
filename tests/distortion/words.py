"""How other councils word the same headers."""

from __future__ import annotations

WORDINGS: dict[str, dict[str, str]] = {
    "plain": {
        "indicator": "Performance indicator", "code": "Ref", "group": "Directorate", "score": "RAG", "trend": "DoT",
        "annual": "Annual trend", "polarity": "Good is", "high": "High", "low": "Low", "comment": "Comments",
        "national": "England average", "neighbours": "Statistical neighbours", "floor": "Floor", "owner": "Owner",
        "frequency": "Frequency", "latest": "Performance", "target": "Target",
    },
    "shire": {
        "indicator": "Measure", "code": "Code", "group": "Service area", "score": "RAG status",
        "trend": "Direction of travel", "annual": "Year on year", "polarity": "Good to be", "high": "High",
        "low": "Low", "comment": "Commentary", "national": "England avg", "neighbours": "Stat neighbour avg",
        "floor": "Minimum standard", "owner": "Lead", "frequency": "Reporting frequency", "latest": "Latest result",
        "target": "Target",
    },
    "borough": {
        "indicator": "KPI description", "code": "KPI No", "group": "Directorate", "score": "Status",
        "trend": "Short term trend", "annual": "Long term trend", "polarity": "Polarity",
        "high": "Bigger is better", "low": "Smaller is better", "comment": "Narrative",
        "national": "National average", "neighbours": "SN average", "floor": "Minimum", "owner": "Lead officer",
        "frequency": "Reporting basis", "latest": "Actual", "target": "Target",
    },
    "city": {
        "indicator": "Indicator", "code": "ID", "group": "Theme", "score": "Performance vs target", "trend": "Trend",
        "annual": "Annual DoT", "polarity": "Aim to", "high": "Maximise", "low": "Minimise", "comment": "Update",
        "national": "England", "neighbours": "Nearest neighbours", "floor": "Lower threshold",
        "owner": "Responsible officer", "frequency": "Frequency", "latest": "Current value", "target": "Target value",
    },
    "metro": {
        "indicator": "What we measure", "code": "Reference", "group": "Priority", "score": "Rating",
        "trend": "Travel", "annual": "Long trend", "polarity": "Aim", "high": "Aim to maximise",
        "low": "Aim to minimise", "comment": "Explanation", "national": "All England",
        "neighbours": "Peer group average", "floor": "Red threshold", "owner": "Accountable officer",
        "frequency": "How often reported", "latest": "Result", "target": "Goal",
    },
    "unitary": {
        "indicator": "Title", "code": "No.", "group": "Portfolio", "score": "Score",
        "trend": "Change since last quarter", "annual": "Change from same quarter last year",
        "polarity": "Desired direction", "high": "Increase", "low": "Decrease", "comment": "Context",
        "national": "England (latest)", "neighbours": "Stat. neighbour", "floor": "Lowest acceptable",
        "owner": "Cabinet member", "frequency": "Frequency", "latest": "Latest", "target": "Our target",
    },
    "district": {
        "indicator": "KPI", "code": "PI code", "group": "Outcome", "score": "Traffic light",
        "trend": "Trend since last quarter", "annual": "Trend since last year", "polarity": "High or low is good",
        "high": "High is good", "low": "Low is good", "comment": "Officer comments", "national": "National",
        "neighbours": "CIPFA family average", "floor": "Lower tolerance", "owner": "Head of service",
        "frequency": "Collection frequency", "latest": "Current performance", "target": "Target",
    },
}  # fmt: skip

KEYS: tuple[tuple[str, str, str], ...] = (
    ("On or above target", "Within tolerance of target", "Below target"),
    ("Target met or exceeded", "Within 5% of target", "More than 5% off target"),
    ("Better than target", "Slightly below target", "Significantly below target"),
)
TREND_KEY = ("Performance has improved", "No change in performance", "Performance has worsened")
TREND_WORDS = ("Improving", "Static", "Declining")
