"""How a command ends when something is wrong that a person can mend."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from extract.indicators import RegisterError
from extract.read import CannotRead
from extract.run import RunError
from extract.warehouse import WarehouseError

UNREADABLE = 1
WRONG_USE = 2


@contextmanager
def plain_errors() -> Iterator[None]:
    """Errors that a person can mend become their sentence and the exit status of the contract."""
    try:
        yield
    except CannotRead as error:
        stop(str(error), UNREADABLE)
    except (RunError, WarehouseError, RegisterError) as error:
        stop(str(error), WRONG_USE)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def stop(sentence: str, status: int = WRONG_USE) -> NoReturn:
    """End the command with a sentence on standard error."""
    say(sentence)
    raise typer.Exit(status)


def say(sentence: str) -> None:
    """Tell the person, not the program that reads standard output."""
    typer.echo(sentence, err=True)
