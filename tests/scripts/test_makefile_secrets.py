"""No recipe of the Makefile contains a secret: any process can read the commands of the others."""

from __future__ import annotations

import os
import subprocess

import pytest

from scripts.deployment.stacks import ROOT

SECRET = "p$ssword-of-the-tests"
VARIABLES = ("DATABASE_URL", "KEY", "TOKEN", "PORTAL_SUPABASE_SECRET_KEY", "SUPABASE_ACCESS_TOKEN")


@pytest.mark.parametrize(
    "command",
    [
        ["backup", "TO=backups"],
        ["restore", "FROM=backups/x"],
        ["smoke", "URL=https://api.example.com"],
        ["doctor", "ENV=dev"],
        ["reconcile"],
    ],
)
def test_secrets_of_the_environment_are_in_no_command(command: list[str]) -> None:
    result = subprocess.run(
        ["make", "--no-print-directory", "--dry-run", *command],
        cwd=ROOT,
        env={**os.environ, **dict.fromkeys(VARIABLES, SECRET)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert f"-m {'local' if command[0] == 'reconcile' else 'scripts'}" in result.stdout
    assert "ssword" not in result.stdout
