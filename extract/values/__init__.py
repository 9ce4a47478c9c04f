"""The text of a cell or header comes in; typed values, periods and units go out.

Pure functions without input or output.  Figures are exact Decimals.  Where a text fits no rule the result says so in
its doubts, and where a damaged text is read differently from how it is printed, its repairs name the witness.

    read_cell("1.3% (96 / 7,459)", kind="outturn")   the readings of a cell
    read_period("Qtr. 1 outturn")                    what a header says about time
    says_only_when("Sample size 2019/20")            whether it says nothing else
    merge(outer, inner)                              the one header completed by the other
    period_of(part), parse_period("2023-24 Q1")      a period with its days, as the contract writes it
    latest_before(part, column)                      the year of a quarter that is printed inside a cell
    unit_from_name("% of audits judged good")        the unit that a name implies
    unit_said("£000"), scale_of("Arrears (£000s)")   what a unit column or a caption says that figures are counted in
    scaled(reading, scale)                           the figure as it is meant: 1.2 under "£m"
    fraction_agrees(reading, unit)                   whether numerator over denominator gives the headline
    proves(reading, unit)                            whether a reading other than printed is meant, by its fraction
    print_value(reading)                             the canonical printing
    readings_agree(a, b)                             whether two figures can be roundings of one value
    whole_status(text, kind)                         the reason that a text is for having no figure: "-", "n/a"
    other_digits("66,446")                           what a number is when one digit was taken for another: 68,446
    fold_text(text)                                  plain characters and single spaces
"""

from extract.values.calendar_span import latest_before, merge, parse_period, period_of
from extract.values.cell import read_cell
from extract.values.confusion import LETTERS, PERCENT, SLANTED, as_digits, other_digits
from extract.values.fold import fold_text
from extract.values.fraction import fraction_agrees, proves
from extract.values.period import read_period, says_only_when
from extract.values.printing import print_value
from extract.values.rounding import readings_agree
from extract.values.scale import Scale, scale_of, scaled, unit_in_header, unit_said
from extract.values.status import whole_status
from extract.values.unit import unit_from_name

__all__ = [
    "LETTERS",
    "PERCENT",
    "SLANTED",
    "Scale",
    "as_digits",
    "fold_text",
    "fraction_agrees",
    "latest_before",
    "merge",
    "other_digits",
    "parse_period",
    "period_of",
    "print_value",
    "proves",
    "read_cell",
    "read_period",
    "readings_agree",
    "says_only_when",
    "scale_of",
    "scaled",
    "unit_from_name",
    "unit_in_header",
    "unit_said",
    "whole_status",
]
