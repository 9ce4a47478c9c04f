"""What a paper says in sentences.

In: paragraphs in the order of the paper.  Out: the passages under each indicator's heading (`passages`), and the figures
that they print (`prose`), sentence by sentence (`sentence`).
"""

from extract.papers.commentary.passages import Follower, Subject, run_on
from extract.papers.commentary.prose import doubted, figures_in, settled, undecided

__all__ = ["Follower", "Subject", "doubted", "figures_in", "run_on", "settled", "undecided"]
