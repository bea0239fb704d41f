"""The command line: ``python -m local``, or the script ``cortensor-portal``, which shells can complete."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from local.cli.admin.commands import app as admin
from local.cli.failures import FailureReportingGroup
from local.cli.usage.commands import app as usage

PROGRAM = "cortensor-portal"
"""Name in help texts and for completion, also under ``python -m local``: shells complete the script."""

app = typer.Typer(
    cls=FailureReportingGroup,
    help="Run the Cortensor Portal on this machine, and operate it anywhere.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(admin, name="admin")
app.add_typer(usage, name="usage")


def main() -> None:
    app(prog_name=PROGRAM)


@app.callback()
def load_settings() -> None:
    """Run the Cortensor Portal on this machine, and operate it anywhere."""
    from local.cli.context import load_env_file

    load_env_file()


@app.command()
def dev() -> None:
    """Start the whole product, until Ctrl-C."""
    import asyncio

    from local.cli.context import load_state
    from local.stack.settings import LocalSettings

    settings = LocalSettings()
    state = load_state(settings)
    state.prepare()
    # Not before the settings are known to be valid: it imports most of the product.
    from local.stack.dev import dev as run_product

    with state.locked():
        asyncio.run(run_product(settings, state, lambda line: print(line, flush=True)))


@app.command()
def reset() -> None:
    """Delete all data, credentials and logs of `dev`."""
    from local.cli.context import load_state
    from local.stack.settings import LocalSettings

    load_state(LocalSettings()).delete()


@app.command()
def install() -> None:
    """Install the Node packages that `dev` needs."""
    from local.stack.child_processes import node_packages
    from local.stack.settings import LocalSettings

    for packages in node_packages(LocalSettings()):
        packages.install()


@app.command()
def database_tokens(
    key: Annotated[
        Path,
        typer.Option(help="File of the private signing key; created if it is missing.", show_default=False),
    ],
    tokens: Annotated[
        Path, typer.Option(help="File to write the tokens to: role to token.", show_default=False)
    ],
    days: Annotated[int, typer.Option(help="How long the tokens are valid.", min=1, max=3650)] = 365,
    key_id: Annotated[
        str | None, typer.Option(help="Id of the key. Default: as the project publishes it.")
    ] = None,
) -> None:
    """Mint the tokens with which the functions act as their roles in the database."""
    from local.cli.database_tokens.command import make_tokens
    from local.stack.settings import LocalSettings

    settings = LocalSettings()
    url = None if settings.supabase_url is None else settings.project_url
    # A shell leaves the `~` of `make database-tokens KEY=~/…` as it is: zsh, and make.
    make_tokens(url, key.expanduser(), tokens.expanduser(), sys.stdout, days=days, key_id=key_id)


@app.command()
def chat(
    text: Annotated[list[str], typer.Argument(help="The message to send.", show_default=False)],
    model: Annotated[
        str | None, typer.Option(help="An alias of GET /v1/models. Default: the default model of the API.")
    ] = None,
    dialect: Annotated[
        Literal["openai", "responses", "anthropic", "cortensor"], typer.Option(help="The wire format to use.")
    ] = "openai",
    no_stream: Annotated[bool, typer.Option("--no-stream", help="Request the whole answer at once.")] = False,
) -> None:
    """Send a message to the running API and print the answer as it arrives."""
    from local.cli.chat import chat as send_message
    from local.cli.context import load_state
    from local.stack.settings import LocalSettings

    access = load_state(LocalSettings()).access()
    send_message(access, " ".join(text), model=model, dialect=dialect, stream=not no_stream, out=sys.stdout)
