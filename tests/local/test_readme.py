"""The README's quickstarts, run as they stand there, but for the address of the API."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from local.stack.node_packages import node
from local.stack.site import PACKAGES as SITE
from tests.support.stack import Stack

README = (Path(__file__).parents[2] / "README.md").read_text()

pytestmark = pytest.mark.timeout(240)


def blocks(language: str, holding: str) -> list[str]:
    found = re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return [block for block in found if holding in block]


def run(stack: Stack, *command: str, folder: Path | None = None) -> str:
    here = [part.replace("http://127.0.0.1:8787", stack.access.api_url) for part in command]
    environment = {**os.environ, "CORTENSOR_API_KEY": stack.access.api_key}
    done = subprocess.run(
        here, cwd=folder, capture_output=True, text=True, timeout=60, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_there_are_quickstarts() -> None:
    assert len(blocks("sh", "Bearer")) == 2
    assert len(blocks("python", "api_key")) == 2
    assert len(blocks("js", "apiKey")) == 2


@pytest.mark.parametrize("block", blocks("sh", "Bearer"))
def test_curl(stack: Stack, block: str) -> None:
    assert "sky" in run(stack, "bash", "-c", block)


@pytest.mark.parametrize("block", blocks("python", "api_key"))
def test_python(stack: Stack, block: str) -> None:
    said = run(stack, sys.executable, "-c", block)
    assert "sky" in said
    assert re.search(r"\n\d+ tokens", said)


@pytest.mark.parametrize("block", blocks("js", "apiKey"))
def test_javascript(stack: Stack, block: str) -> None:
    SITE.install()
    # Where the SDKs are installed.
    assert "sky" in run(stack, node(), "--input-type=module", "-e", block, folder=SITE.folder)


def test_the_two_commands_come_first() -> None:
    first = re.search(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert first is not None
    assert re.findall(r"^make \w+", first[1], re.MULTILINE) == ["make dev", "make test"]
