"""The commands of ``python -m local``. Failures are sentences on standard error, and exit code 1."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dotenv import load_dotenv
from pydantic import ValidationError

from local.cli.admin import add_arguments as add_admin_arguments
from local.cli.admin import admin
from local.stack.processes.program import ROOT
from local.stack.settings import LocalSettings
from local.stack.state import State

if TYPE_CHECKING:
    from local.stack.programs import Addresses


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    load_dotenv(os.environ.get("LOCAL_ENV_FILE") or ROOT / ".env")
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # `… | head` has read enough. Nothing may be flushed into the closed pipe when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except ValidationError as error:
        return _fail(
            "\n".join(_setting_at_fault(problem["loc"], problem["msg"]) for problem in error.errors())
        )
    except RuntimeError as error:
        # Everything that can go wrong on the way is one, and says in a sentence what to do.
        return _fail(str(error))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m local", description="Cortensor Portal on this machine.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("dev", help="start everything, until Ctrl-C").set_defaults(run=_dev)
    commands.add_parser("reset", help="forget everything `dev` remembers").set_defaults(run=_reset)
    commands.add_parser("install", help="install the Node packages of `dev`").set_defaults(run=_install)
    chat = commands.add_parser("chat", help="ask the running API something, streamed to the terminal")
    chat.add_argument("text", nargs="+", help="what to say")
    chat.add_argument("--model", help="an alias of GET /v1/models; without it, the default model")
    chat.add_argument("--dialect", choices=("openai", "anthropic", "cortensor"), default="openai")
    chat.add_argument("--no-stream", action="store_true", help="wait for the whole answer")
    chat.set_defaults(run=_chat)
    operate = commands.add_parser("admin", help="what an operator of the platform does")
    add_admin_arguments(operate)
    operate.set_defaults(run=_admin)
    usage = commands.add_parser("usage", help="reconcile, replay or redrive usage")
    todo = usage.add_subparsers(required=True, metavar="ACTION")
    compare = todo.add_parser("reconcile", help="compare requests, ledger, hours and days")
    compare.add_argument("--days", type=int, default=3, help="how far back")
    compare.set_defaults(run=_reconcile)
    replay = todo.add_parser("replay", help="queue the unsent usage events of a gateway's log")
    replay.add_argument("log", type=Path, help="the log, or the part of it with the lines 'usage.unsent'")
    replay.set_defaults(run=_replay)
    redrive = todo.add_parser("redrive", help="send the dead letters to the usage queue again")
    redrive.set_defaults(run=_redrive)
    return parser


def _dev(_: argparse.Namespace) -> None:
    from local.stack.dev import dev  # noqa: PLC0415 (each command loads what it needs)

    settings = LocalSettings()
    state = _state(settings)
    state.prepare()
    with state.locked():
        asyncio.run(dev(settings, state, lambda line: print(line, flush=True)))


def _reset(_: argparse.Namespace) -> None:
    _state(LocalSettings()).forget()


def _install(_: argparse.Namespace) -> None:
    from local.stack.programs import node_packages  # noqa: PLC0415

    for packages in node_packages(LocalSettings()):
        packages.install()


def _chat(options: argparse.Namespace) -> None:
    from local.cli.chat import chat  # noqa: PLC0415

    access = _state(LocalSettings()).access()
    chat(
        access,
        " ".join(options.text),
        model=options.model,
        dialect=options.dialect,
        stream=not options.no_stream,
        out=sys.stdout,
    )


def _admin(options: argparse.Namespace) -> None:
    settings = LocalSettings()
    admin(options, settings, _state(settings), sys.stdout)


def _reconcile(options: argparse.Namespace) -> None:
    from local.cli.usage import print_books  # noqa: PLC0415

    print_books(_addresses(), options.days, sys.stdout)


def _replay(options: argparse.Namespace) -> None:
    from local.cli.usage import replay_log  # noqa: PLC0415

    replay_log(_addresses(), options.log, sys.stdout)


def _redrive(_: argparse.Namespace) -> None:
    from local.cli.usage import redrive_all  # noqa: PLC0415

    redrive_all(_addresses(), sys.stdout)


def _addresses() -> Addresses:
    from local.stack.programs import addresses  # noqa: PLC0415

    settings = LocalSettings()
    return addresses(settings, _state(settings).secrets())


def _state(settings: LocalSettings) -> State:
    return State(ROOT / settings.state_dir)


def _setting_at_fault(place: tuple[int | str, ...], problem: str) -> str:
    name = f"PORTAL_{str(place[0]).upper()}: " if place else ""
    return f"{name}{problem.removeprefix('Value error, ')}"


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr, flush=True)
    return 1
