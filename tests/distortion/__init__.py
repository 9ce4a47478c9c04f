"""Known scorecards, re-set in the ways of other councils, and what the reader must find in them."""
