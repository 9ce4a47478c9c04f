"""One module a paper, or a family of papers."""
