"""Commands of docs/operations.md, with what its page puts into the environment and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from local.paths import ROOT

NOBODY = "http://127.0.0.1:9"


def run(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command on a fresh clone: no state, and the variables of no other test."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "LOCAL_"))}
    own = {
        "HOME": str(home),
        "LOCAL_ENV_FILE": os.devnull,
        "PORTAL_STATE_DIR": str(home / "state"),
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_MAX_ATTEMPTS": "1",
    }
    return subprocess.run(
        [sys.executable, "-m", "local", *arguments],
        cwd=ROOT,
        env={**kept, **own, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_first_run_of_database_tokens_needs_the_project_and_makes_the_key(tmp_path: Path) -> None:
    """Some shells leave the tilde of ``KEY=~/x`` to the program."""
    files = ("--key", "~/k/key.json", "--tokens", "~/k/tokens.json")
    result = run(tmp_path, "database-tokens", *files, PORTAL_SUPABASE_URL=NOBODY)
    assert (result.returncode, "does not publish its keys" in result.stderr) == (1, True)
    assert (tmp_path / "k" / "key.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "command",
    [("admin", "appoint", "you@example.com", "--reason", "first operator"), ("usage", "reconcile")],
)
def test_operator_commands_need_the_secret_key_only(tmp_path: Path, command: tuple[str, ...]) -> None:
    project = {"PORTAL_SUPABASE_URL": NOBODY}
    without = run(tmp_path, *command, **project)
    assert without.stderr == "PORTAL_SUPABASE_URL is set, so PORTAL_SUPABASE_SECRET_KEY must be set too.\n"
    with_it = run(tmp_path, *command, PORTAL_SUPABASE_SECRET_KEY="sb_secret_x", **project)
    assert with_it.returncode == 1
    assert "must be set" not in with_it.stderr
    assert "Traceback" not in with_it.stderr


def test_queue_commands_need_the_queues_only(tmp_path: Path) -> None:
    sqs = "https://sqs.us-east-1.amazonaws.com/123456789012"  # an empty log sends nothing
    queues = {
        "PORTAL_USAGE_QUEUE_URL": f"{sqs}/usage",
        "PORTAL_USAGE_DEAD_LETTERS_URL": f"{sqs}/usage-dead",
        "PORTAL_SUPABASE_URL": NOBODY,
    }
    log = tmp_path / "gateway.log"
    log.write_text("")
    result = run(tmp_path, "usage", "replay", str(log), **queues)
    assert "must be set" not in result.stderr
    assert "Traceback" not in result.stderr
