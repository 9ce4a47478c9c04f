"""What the columns of a grid mean: measure and period of each.

In: a grid.  Out: its `Header`: the header grammar (`headers`), what the cells below say where it is silent (`contents`),
periods completed by what stands around (`times`) or counted from it (`relative`).
"""

from extract.papers.columns.contents import Contents, contents_of
from extract.papers.columns.headers import (
    FIGURES,
    PERIOD_WORDS,
    Column,
    Header,
    Role,
    academic,
    cell_map,
    header_of,
    meaning,
    role_of,
)
from extract.papers.columns.relative import dated
from extract.papers.columns.times import TO_DATE, column_part, latest_part, latest_period

__all__ = [
    "FIGURES",
    "PERIOD_WORDS",
    "TO_DATE",
    "Column",
    "Contents",
    "Header",
    "Role",
    "academic",
    "cell_map",
    "column_part",
    "contents_of",
    "dated",
    "header_of",
    "latest_part",
    "latest_period",
    "meaning",
    "role_of",
]
