"""The quickstarts of the README run; only the address of the API is replaced."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from local.processes.node_packages import node
from local.stack.site import PACKAGES as SITE
from tests.support.product.stack import Stack

README = (Path(__file__).parents[3] / "README.md").read_text()

pytestmark = pytest.mark.timeout(240)


def blocks(language: str, containing: str) -> list[str]:
    """Return the code blocks of ``language`` that contain a text."""
    all_blocks = re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return [block for block in all_blocks if containing in block]


def run(stack: Stack, *command: str, folder: Path | None = None) -> str:
    local_command = [part.replace("http://127.0.0.1:8787", stack.access.api_url) for part in command]
    environment = {**os.environ, "CORTENSOR_API_KEY": stack.access.api_key}
    result = subprocess.run(
        local_command, cwd=folder, capture_output=True, text=True, timeout=60, check=False, env=environment
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_quickstarts_are_found() -> None:
    assert len(blocks("sh", "Bearer")) == 2
    assert len(blocks("python", "api_key")) == 2
    assert len(blocks("js", "apiKey")) == 2


@pytest.mark.parametrize("block", blocks("sh", "Bearer"))
def test_curl_quickstart_works(stack: Stack, block: str) -> None:
    assert "sky" in run(stack, "bash", "-c", block)


@pytest.mark.parametrize("block", blocks("python", "api_key"))
def test_python_quickstart_works(stack: Stack, block: str) -> None:
    output = run(stack, sys.executable, "-c", block)
    assert "sky" in output
    assert re.search(r"\n\d+ tokens", output)


@pytest.mark.parametrize("block", blocks("js", "apiKey"))
def test_javascript_quickstart_works(stack: Stack, block: str) -> None:
    SITE.install()
    # The SDKs are installed in the folder of the site.
    assert "sky" in run(stack, node(), "--input-type=module", "-e", block, folder=SITE.folder)


def test_readme_starts_with_the_two_commands() -> None:
    first = re.search(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert first is not None
    assert re.findall(r"^make \w+", first[1], re.MULTILINE) == ["make dev", "make test"]
