"""The text of a cell or header comes in; typed values, periods and units go out.

Pure functions without input or output.  Figures are exact Decimals.  Where a text fits no rule the result says so in
its doubts, and where a damaged text is read differently from how it is printed, its repairs name the witness.

    read_cell("1.3% (96 / 7,459)", kind="outturn")   the readings of a cell
    read_period("Qtr. 1 outturn")                    what a header says about time
    merge(outer, inner)                              the one header completed by the other
    period_of(part), parse_period("2023-24 Q1")      a period with its days, as the contract writes it
    latest_before(part, column)                      the year of a quarter that is printed inside a cell
    unit_from_name("% of audits judged good")        the unit that a name implies
    fraction_agrees(reading, unit)                   whether numerator over denominator gives the headline
    print_value(reading)                             the canonical printing
    readings_agree(a, b)                             whether two figures can be roundings of one value
    fold_text(text)                                  plain characters and single spaces
"""

from extract.values.calendar_span import latest_before, merge, parse_period, period_of
from extract.values.cell import read_cell
from extract.values.fold import fold_text
from extract.values.fraction import fraction_agrees
from extract.values.period import read_period
from extract.values.printing import print_value
from extract.values.rounding import readings_agree
from extract.values.unit import unit_from_name

__all__ = [
    "fold_text",
    "fraction_agrees",
    "latest_before",
    "merge",
    "parse_period",
    "period_of",
    "print_value",
    "read_cell",
    "read_period",
    "readings_agree",
    "unit_from_name",
]
