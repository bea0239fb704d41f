"""``python -m scripts.smoke`` against the whole running product, as a pipeline runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from scripts.deployment.stacks import ROOT
from tests.support.product.stack import Stack


def smoke(stack: Stack, key: str, token: str) -> subprocess.CompletedProcess[str]:
    environment = {name: each for name, each in os.environ.items() if not name.startswith("PORTAL_")}
    return subprocess.run(
        [sys.executable, "-m", "scripts.smoke", f"{stack.access.api_url}/v1/", "--json"],
        cwd=ROOT,
        env={**environment, "KEY": key, "TOKEN": token},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )


def test_the_running_product_passes_and_its_usage_is_recorded(stack: Stack) -> None:
    key, token = stack.access.api_key, stack.session()
    result = smoke(stack, key, token)
    statuses = {each["name"]: each["status"] for each in json.loads(result.stdout)["checks"]}
    assert statuses == dict.fromkeys(statuses, "ok")
    assert {
        "health",
        "stream openai",
        "stream responses",
        "stream anthropic",
        "stream cortensor",
        "usage",
    } <= statuses.keys()
    assert result.returncode == 0
    assert key not in result.stdout + result.stderr
    assert token not in result.stdout + result.stderr


def test_a_key_that_nobody_has_fails(stack: Stack) -> None:
    result = smoke(stack, "ctx_" + "a" * 36, "")
    assert result.returncode == 1
    assert json.loads(result.stdout)["failed"] is True
