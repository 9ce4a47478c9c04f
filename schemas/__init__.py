"""The data that the steps hand to each other, and the records that a load leaves; this package knows nobody."""
