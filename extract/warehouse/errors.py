"""What can go wrong with the database, and when to catch it.

    WarehouseError             anything below; catch it to end a command with its sentence
    ├── CannotOpen             the file cannot be used; nothing was changed
    │   ├── DatabaseLocked     another process has it open; wait and try again, or take another file
    │   ├── NotADatabase       the file is something else, or somebody else's; ask for another path
    │   ├── NotWritable        the folder or the file refuses; ask for another path
    │   ├── NeedsMigration     an older file was opened to read only; open it to write once
    │   └── TooNew             a newer Outturn (or DuckDB) made it; ask for an upgrade
    ├── RecordsRefused         the records of one paper break a rule of the tables; go on with the next paper
    └── ExportFailed           nothing was exported
        └── UnknownFormat      no such format; the sentence lists those there are

Each message is a whole sentence for a person and names the file it is about.
"""

from __future__ import annotations


class WarehouseError(Exception):
    """Anything that goes wrong with the database."""


class CannotOpen(WarehouseError):
    """The file cannot be used, and nothing was changed."""


class DatabaseLocked(CannotOpen):
    """Another process has the file open."""


class NotADatabase(CannotOpen):
    """The file is no DuckDB file, or one that Outturn did not make."""


class NotWritable(CannotOpen):
    """The folder or the file does not let itself be written."""


class NeedsMigration(CannotOpen):
    """An older file was opened for reading only."""


class TooNew(CannotOpen):
    """A newer version made the file."""


class RecordsRefused(WarehouseError):
    """The records of one paper, or of the register, break a rule of the tables."""


class ExportFailed(WarehouseError):
    """Nothing was exported."""


class UnknownFormat(ExportFailed):
    """There is no such export format."""
