"""The command line: help, completion, wrong arguments, progress bars."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from local.cli.app import app
from local.cli.progress import show_progress


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, arguments, prog_name="cortensor-portal")


def commands(command: Any, *path: str) -> Iterator[tuple[str, Any]]:
    yield " ".join(path), command
    for name, each in getattr(command, "commands", {}).items():
        yield from commands(each, *path, name)


def test_all_commands_exist_with_help() -> None:
    found = dict(commands(get_command(app)))
    assert found.keys() == {
        *("", "dev", "reset", "install", "chat", "database-tokens"),
        *("usage", "usage reconcile", "usage replay", "usage redrive"),
        *("admin", "admin find", "admin show", "admin pools", "admin models", "admin logs", "admin audit"),
        *("admin set", "admin set-target", "admin plan", "admin credit", "admin appoint", "admin dismiss"),
    }
    assert [name for name, command in found.items() if not command.help] == []


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_exits_with_0(option: str) -> None:
    result = run("admin", "credit", option)
    assert result.exit_code == 0
    assert "--idempotency-key" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("unknown",),
        ("chat",),
        ("chat", "--dialect", "unknown", "hello"),
        ("usage", "reconcile", "--days", "many"),
        ("admin", "set", "model", "oss-20b", "unknown", "--reason", "test"),
        ("admin", "plan", "organization", "pro"),
        ("admin", "set-target", "tgt_1", "--state", "suspended", "--reason", "test"),
        ("admin", "set-target", "tgt_1", "--session-limit", "many", "--reason", "test"),
        ("admin", "set-target", "tgt_1", "--weight", "nan", "--reason", "test"),
        ("admin", "set-target", "..", "--state", "draining", "--reason", "test"),
        ("admin", "show", "user", ""),
        ("admin", "set-target", "tgt_1", "--state", "draining"),
        ("admin", "credit", "organization", "0", "--reason", "test"),
        ("admin", "credit", "organization", "0.0000000001", "--reason", "test"),
    ],
)
def test_wrong_arguments_exit_with_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_negative_credit_is_reported_as_amount() -> None:
    result = run("admin", "credit", "organization", "-5", "--reason", "test")
    assert result.exit_code == 2
    assert "-5 is not an amount above 0" in result.stderr


def test_shell_completes_commands() -> None:
    completion = {
        "_CORTENSOR_PORTAL_COMPLETE": "complete_bash",
        "COMP_WORDS": "cortensor-portal admin set",
        "COMP_CWORD": "2",
    }
    result = subprocess.run(
        [sys.executable, "-m", "local"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, **completion},
    )
    assert result.stdout.split() == ["set", "set-target"]


def test_progress_bar_is_hidden_without_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress("Hours", 2) as advance:
        advance(1)
    assert capsys.readouterr() == ("", "")
