"""The commands of ``usage``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Reconcile, replay or redrive usage.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def reconcile(days: Annotated[int, typer.Option(help="How many days back.")] = 3) -> None:
    """Compare requests, ledger, hours, days, balances and holds."""
    from local.cli.context import load_database
    from local.cli.progress import show_progress
    from local.cli.usage.reconciliation import run_reconciliation

    run_reconciliation(load_database(), days, sys.stdout, show_progress)


@app.command()
def replay(
    log: Annotated[
        Path,
        typer.Argument(help="The log, or the part of it with the lines 'usage.unsent'.", show_default=False),
    ],
) -> None:
    """Queue the unsent usage events of a gateway's log."""
    from local.cli.context import load_queue
    from local.cli.progress import show_progress
    from local.cli.usage.replay import replay_log

    replay_log(load_queue(), log, sys.stdout, show_progress)


@app.command()
def redrive() -> None:
    """Send the messages of the dead-letter queue to the usage queue again."""
    from local.cli.context import load_queue
    from local.cli.progress import show_progress
    from local.cli.usage.redrive import redrive_all

    redrive_all(load_queue(), sys.stdout, show_progress)
