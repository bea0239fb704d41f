"""How a command fails: one sentence on standard error, and exit code 1."""

from __future__ import annotations

import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

BROKEN_PIPE = 141  # 128 + SIGPIPE, as a shell reports it


class FailureReportingGroup(TyperGroup):
    """Runs a command; turns its errors into a message and an exit code.

    Every failure that a user can cause is a RuntimeError whose message says what to do. Other errors are
    defects and leave their traceback. Ctrl-C exits with 130, wrong arguments exit with 2 (Typer).
    """

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except (typer.Exit, typer.Abort):
            raise
        except BrokenPipeError:
            # The reader, such as `head`, has exited. Nothing may be flushed into its pipe when Python exits.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(BROKEN_PIPE) from None
        except RuntimeError as error:
            raise _exit(str(error)) from error
        except ValueError as error:
            raise _exit(_invalid_settings(error)) from error
        return result


def _invalid_settings(error: ValueError) -> str:
    """Return one line for each invalid setting. Raises ``error`` if it is not about settings."""
    from pydantic import ValidationError

    if not isinstance(error, ValidationError):
        raise error
    return "\n".join(_problem(problem["loc"], problem["msg"]) for problem in error.errors())


def _problem(location: tuple[int | str, ...], message: str) -> str:
    setting = f"PORTAL_{str(location[0]).upper()}: " if location else ""
    return f"{setting}{message.removeprefix('Value error, ')}"


def _exit(message: str) -> typer.Exit:
    print(message, file=sys.stderr, flush=True)
    return typer.Exit(1)
