"""``make dev`` with PORTAL_UNKEY_BASE_URL at the stand-in: the whole product in Unkey mode."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.product.stack import Stack, running, until

pytestmark = pytest.mark.timeout(300)  # the product starts

ROOT = Path(__file__).parents[4]


@contextmanager
def stand_in() -> Iterator[dict[str, str]]:
    """Yield the settings that the stand-in prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.unkey", "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(3)]
        yield dict(re.findall(r"^(PORTAL_\w+)=(\S+)$", "".join(lines), re.MULTILINE))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(10)
        if process.stdout is not None:
            process.stdout.close()


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with stand_in() as settings, running(tmp_path_factory.mktemp("unkey-mode"), **settings) as stack:
        yield stack


def portal(stack: Stack, method: str, path: str, **body: Any) -> Any:
    answer = httpx.request(
        method,
        f"{stack.access.api_url}/portal/api-keys{path}",
        json=body or None,
        headers={"Authorization": f"Bearer {stack.session()}"},
        timeout=30,
        trust_env=False,
    )
    answer.raise_for_status()
    return answer.json()


def ask(stack: Stack, key: str, model: str = "oss-20b") -> httpx.Response:
    return httpx.post(
        f"{stack.access.api_url}/v1/chat/completions",
        json={"model": model, "messages": [{"role": "user", "content": "Say hello."}]},
        headers={"Authorization": f"Bearer {key}"},
        timeout=60,
        trust_env=False,
    )


def test_keys_of_unkey_work(stack: Stack) -> None:
    answer = ask(stack, stack.access.api_key)
    assert answer.status_code == 200
    assert answer.headers["x-ratelimit-limit-requests"]
    # Without the checksum of the local issuer's keys, which are always 40 characters.
    assert not re.fullmatch(r"ctx_[0-9A-Za-z]{36}", stack.access.api_key)


def test_options_rotation_and_revocation_apply(stack: Stack) -> None:
    old = portal(stack, "POST", "", name="narrow", models=["oss-20b"], requests_per_minute=5)
    assert ask(stack, old["key"]).status_code == 200
    assert ask(stack, old["key"], "oss-120b").status_code == 403
    assert ask(stack, old["key"]).headers["x-ratelimit-limit-requests"] == "5"
    new = portal(stack, "POST", f"/{old['id']}/rotate", grace_seconds=3600)
    assert [ask(stack, key["key"]).status_code for key in (old, new)] == [200, 200]
    portal(stack, "DELETE", f"/{old['id']}")
    assert any(ask(stack, old["key"]).status_code == 401 for _ in until(2.5))
    assert ask(stack, new["key"]).status_code == 200
