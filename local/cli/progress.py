"""Progress bars of long commands."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import typer

ProgressBar = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]
"""Called with a label and the number of steps; the block gets a function that adds completed steps."""


@contextmanager
def no_progress(_label: str, _steps: int) -> Iterator[Callable[[int], None]]:
    """Show nothing."""
    yield lambda _: None


@contextmanager
def show_progress(label: str, steps: int) -> Iterator[Callable[[int], None]]:
    """Show a bar on standard error if that is a terminal."""
    if not sys.stderr.isatty():
        with no_progress(label, steps) as advance:
            yield advance
        return
    with typer.progressbar(length=steps, label=label, file=sys.stderr) as bar:
        yield bar.update
