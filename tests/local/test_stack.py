"""`make dev` as a newcomer meets it, with everything real."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.stack.demo.account import DemoAccount
from local.stack.programs import addresses
from local.stack.settings import LocalSettings
from tests.local.test_leash import is_alive, wait_until
from tests.support.stack import Stack, environment_of, running, until
from tests.support.supabase import free_port

pytestmark = pytest.mark.timeout(240)  # the first test starts the product


def curls(stack: Stack) -> list[str]:
    """Return the commands of the banner, as somebody would copy them."""
    said = "".join(stack.said)
    return [
        found.replace("\n  ", "\n")
        for found in re.findall(r"^  (curl .*?\}')$", said, re.MULTILINE | re.DOTALL)
    ]


def paste(command: str) -> str:
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=True)
    return done.stdout


def get(url: str, token: str) -> Any:
    answer = httpx.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=30, trust_env=False)
    answer.raise_for_status()
    return answer.json()


def ask(stack: Stack, text: str = "Say hello.") -> httpx.Response:
    return httpx.post(
        f"{stack.access.api_url}/v1/chat/completions",
        json={"model": "oss-20b", "messages": [{"role": "user", "content": text}]},
        headers={"Authorization": f"Bearer {stack.access.api_key}"},
        timeout=60,
        trust_env=False,
    )


def usage_events(stack: Stack) -> set[str]:
    page = get(f"{stack.access.api_url}/portal/usage-events", stack.session())
    return {event["request_id"] for event in page["data"] if event["state"] == "settled"}


def appears(stack: Stack, request_id: str) -> bool:
    return any(request_id in usage_events(stack) for _ in until(30))


def test_the_curls_of_the_banner_work_when_pasted(stack: Stack) -> None:
    unary, streaming = curls(stack)
    assert json.loads(paste(unary))["choices"][0]["message"]["content"]
    frames = paste(streaming).strip().split("\n\n")
    assert frames[-1] == "data: [DONE]"
    assert len(frames) > 5


def test_dev_json_says_how_to_get_in_and_is_private(stack: Stack) -> None:
    path = stack.state.folder / "dev.json"
    assert json.loads(path.read_text()).keys() == {
        "api_url",
        "portal_url",
        "supabase_url",
        "supabase_publishable_key",
        "router_url",
        "queue_url",
        "email",
        "password",
        "api_key",
    }
    assert path.stat().st_mode & 0o077 == 0


def test_the_site_is_served_and_knows_where_the_product_is(stack: Stack) -> None:
    access = stack.access
    assert access.portal_url == f"http://127.0.0.1:{stack.environment['PORTAL_WEB_PORT']}"
    assert access.portal_url in "".join(stack.said)
    with httpx.Client(base_url=access.portal_url, timeout=60, trust_env=False) as site:
        config = site.get("/config.json").raise_for_status().json()
        page = site.get("/portal/usage").raise_for_status()
        script = site.get("/src/main.ts").raise_for_status()
    assert config["api_url"] == access.api_url
    assert config["auth"]["publishable_key"] == access.supabase_publishable_key
    assert '<div id="root">' in page.text
    assert "/@vite/client" in page.text  # hot reload
    assert script.headers["content-type"].startswith("text/javascript")


async def test_the_account_has_two_weeks_behind_it_once(stack: Stack) -> None:
    token = stack.session()
    url = f"{stack.access.api_url}/portal/usage-summary?range=30d"
    before = get(url, token)
    days = [day for day in before["by_day"] if day["requests"]]
    assert len(days) >= 14
    assert before["totals"]["errors"] > 0

    ports = {name.removeprefix("PORTAL_").lower(): int(port) for name, port in stack.ports().items()}
    where = addresses(LocalSettings.model_validate(ports), stack.state.secrets())
    async with httpx.AsyncClient(timeout=60, trust_env=False) as client:
        await DemoAccount(client, where, stack.access.password).open()
    # Other tests call with this account today.
    assert get(url, token)["by_day"][:-1] == before["by_day"][:-1]


def test_the_account_is_on_pro_and_a_new_one_on_free(stack: Stack) -> None:
    def allowances(token: str) -> list[int]:
        summary = get(f"{stack.access.api_url}/portal/usage-summary", token)
        return [window["limit"] for window in summary["allowance"]]

    access = stack.access
    signed_up = httpx.post(
        f"{access.supabase_url}/auth/v1/signup",
        json={"email": "newcomer@example.com", "password": "a password of mine"},
        headers={"apikey": access.supabase_publishable_key},
        timeout=30,
        trust_env=False,
    ).json()
    pro, free = allowances(stack.session()), allowances(signed_up["access_token"])
    assert all(more > less for more, less in zip(pro, free, strict=True))


@pytest.mark.parametrize("dialect", ["openai", "anthropic", "cortensor"])
@pytest.mark.parametrize("options", [[], ["--no-stream"]])
def test_chat_prints_an_answer(stack: Stack, dialect: str, options: list[str]) -> None:
    done = stack.run("chat", "--dialect", dialect, *options, "What", "is a ledger?")
    assert done.stderr == ""
    assert done.returncode == 0
    assert "ledger" in done.stdout


def test_chat_says_what_is_wrong(stack: Stack) -> None:
    done = stack.run("chat", "--model", "no-such-model", "hello")
    assert done.returncode == 1
    assert re.fullmatch(r"The API answered 404: .*no-such-model.* \(request req_\w+\)\n", done.stderr)


def test_a_request_is_seen_in_the_usage(stack: Stack) -> None:
    answer = ask(stack)
    assert answer.status_code == 200
    assert appears(stack, answer.headers["x-request-id"])


def test_it_runs_once_in_a_folder(stack: Stack) -> None:
    done = stack.run("dev")
    assert done.returncode == 1
    assert done.stderr.startswith(f"`make dev` already runs here, as process {stack.pid}.")
    assert done.stderr.count("\n") == 1
    assert stack.run("reset").returncode == 1
    assert ask(stack).status_code == 200


def test_a_port_in_use_is_one_sentence_and_nothing_is_started(stack: Stack, tmp_path: Path) -> None:
    port = stack.environment["PORTAL_QUEUE_PORT"]
    done = subprocess.run(
        [sys.executable, "-m", "local", "dev"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment_of(
            tmp_path,
            PORTAL_API_PORT=str(free_port()),
            PORTAL_WEB_PORT=str(free_port()),
            PORTAL_QUEUE_PORT=port,
        ),
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} (usage queue) is in use by ")
    assert f"PORTAL_QUEUE_PORT={int(port) + 100} make dev" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.glob("logs/*"))


def gone(pids: list[int]) -> Callable[[], bool]:
    return lambda: not any(is_alive(pid) for pid in pids)


@pytest.mark.timeout(300)
def test_ctrl_c_leaves_nobody_a_restart_keeps_everything_and_so_does_a_kill(tmp_path: Path) -> None:
    with running(tmp_path) as first:
        access = first.access
        request_id = ask(first).headers["x-request-id"]  # on its way to the books when everything stops
        pids = first.processes()
        assert len(pids) >= 14
        assert first.stop() == 0
    assert gone(pids)()

    with running(tmp_path, **first.ports()) as second:
        assert second.access == access
        assert appears(second, request_id)
        pids = second.processes()
        assert second.stop(signal.SIGKILL) == 128 + signal.SIGKILL
    assert wait_until(gone(pids), 20)
