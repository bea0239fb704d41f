"""`make dev` from start to stop, with all its processes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.processes.ports import listener
from local.stack.addresses import addresses
from local.stack.demo.account import DemoAccount
from local.stack.settings import LocalSettings
from tests.support.product.process_state import is_alive, wait_until
from tests.support.product.stack import Stack, environment_for, running, until

pytestmark = pytest.mark.timeout(240)  # the first test starts the product


def curls(stack: Stack) -> list[str]:
    """Return the curl commands of the banner, as a user copies them."""
    output = "".join(stack.output)
    return [
        command.replace("\n  ", "\n")
        for command in re.findall(r"^  (curl .*?\}')$", output, re.MULTILINE | re.DOTALL)
    ]


def run_in_shell(command: str) -> str:
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=True)
    return result.stdout


def get(url: str, token: str) -> Any:
    answer = httpx.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=30, trust_env=False)
    answer.raise_for_status()
    return answer.json()


def complete(stack: Stack, text: str = "Say hello.") -> httpx.Response:
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


def test_curl_commands_of_the_banner_work(stack: Stack) -> None:
    unary, streaming = curls(stack)
    assert json.loads(run_in_shell(unary))["choices"][0]["message"]["content"]
    frames = run_in_shell(streaming).strip().split("\n\n")
    assert frames[-1] == "data: [DONE]"
    assert len(frames) > 5


def test_dev_json_holds_access_and_is_private(stack: Stack) -> None:
    path = stack.state.folder / "dev.json"
    assert json.loads(path.read_text()).keys() == {
        "api_url",
        "portal_url",
        "supabase_url",
        "supabase_publishable_key",
        "router_url",
        "router_urls",
        "queue_url",
        "email",
        "password",
        "api_key",
    }
    assert path.stat().st_mode & 0o077 == 0


def test_site_is_served_with_the_addresses_of_the_product(stack: Stack) -> None:
    access = stack.access
    assert access.portal_url == f"http://127.0.0.1:{stack.environment['PORTAL_WEB_PORT']}"
    assert access.portal_url in "".join(stack.output)
    with httpx.Client(base_url=access.portal_url, timeout=60, trust_env=False) as site:
        config = site.get("/config.json").raise_for_status().json()
        page = site.get("/portal/usage").raise_for_status()
        script = site.get("/src/main.ts").raise_for_status()
    assert config["api_url"] == access.api_url
    assert config["auth"]["publishable_key"] == access.supabase_publishable_key
    assert '<div id="root">' in page.text
    assert "/@vite/client" in page.text  # hot reload
    assert script.headers["content-type"].startswith("text/javascript")


async def test_demo_usage_is_recorded_once(stack: Stack) -> None:
    token = stack.session()
    url = f"{stack.access.api_url}/portal/usage-summary?range=30d"
    before = get(url, token)
    days = [day for day in before["by_day"] if day["requests"]]
    assert len(days) >= 14
    assert before["totals"]["errors"] > 0

    ports = {name.removeprefix("PORTAL_").lower(): int(port) for name, port in stack.ports().items()}
    servers = addresses(LocalSettings.model_validate(ports), stack.state.secrets())
    async with httpx.AsyncClient(timeout=60, trust_env=False) as client:
        await DemoAccount(client, servers, stack.access.password).create_api_key()
    # Other tests use this account today.
    assert get(url, token)["by_day"][:-1] == before["by_day"][:-1]


def test_demo_account_is_on_pro_and_new_account_on_free(stack: Stack) -> None:
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


@pytest.mark.parametrize("dialect", ["openai", "responses", "anthropic", "cortensor"])
@pytest.mark.parametrize("options", [[], ["--no-stream"]])
def test_chat_prints_answer(stack: Stack, dialect: str, options: list[str]) -> None:
    result = stack.run("chat", "--dialect", dialect, *options, "What", "is a ledger?")
    assert result.stderr == ""
    assert result.returncode == 0
    assert "ledger" in result.stdout


def test_chat_reports_error_of_the_api(stack: Stack) -> None:
    result = stack.run("chat", "--model", "no-such-model", "hello")
    assert result.returncode == 1
    assert re.fullmatch(r"The API answered 404: .*no-such-model.* \(request req_\w+\)\n", result.stderr)


def test_request_appears_in_usage(stack: Stack) -> None:
    answer = complete(stack)
    assert answer.status_code == 200
    assert appears(stack, answer.headers["x-request-id"])


def test_second_start_in_the_same_folder_is_rejected(stack: Stack) -> None:
    result = stack.run("dev")
    assert result.returncode == 1
    assert result.stderr.startswith(f"`make dev` already runs here, as process {stack.pid}.")
    assert result.stderr.count("\n") == 1
    assert stack.run("reset").returncode == 1
    assert complete(stack).status_code == 200


def test_port_in_use_is_one_sentence_and_nothing_starts(
    stack: Stack, tmp_path: Path, unused_tcp_port_factory: Callable[[], int]
) -> None:
    port = stack.environment["PORTAL_QUEUE_PORT"]
    result = subprocess.run(
        [sys.executable, "-m", "local", "dev"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment_for(
            tmp_path,
            PORTAL_API_PORT=str(unused_tcp_port_factory()),
            PORTAL_WEB_PORT=str(unused_tcp_port_factory()),
            PORTAL_QUEUE_PORT=port,
        ),
    )
    assert result.returncode == 1
    assert result.stderr.startswith(f"Port {port} (usage queue) is in use by ")
    assert f"PORTAL_QUEUE_PORT={int(port) + 100} make dev" in result.stderr
    assert result.stderr.count("\n") == 1
    assert not list(tmp_path.glob("logs/*"))


def all_stopped(pids: list[int]) -> Callable[[], bool]:
    return lambda: not any(is_alive(pid) for pid in pids)


def kill_listener(port: str) -> None:
    """Kill the process that listens on ``port``, as the out-of-memory killer does."""
    found = re.search(r"pid (\d+)", listener(int(port)) or "")
    assert found is not None
    os.kill(int(found[1]), signal.SIGKILL)


@pytest.mark.timeout(300)
def test_killed_child_processes_start_again_and_no_usage_is_lost(tmp_path: Path) -> None:
    with running(tmp_path) as stack:
        ports = stack.ports()
        request_ids = {complete(stack).headers["x-request-id"]}
        kill_listener(ports["PORTAL_QUEUE_PORT"])
        request_ids |= {complete(stack).headers["x-request-id"] for _ in range(3)}
        assert any("usage queue starts again in 1 s" in "".join(stack.output) for _ in until(30))
        assert all(appears(stack, request_id) for request_id in request_ids)
        others = {"API": "API", "SUPABASE": "Supabase", "ROUTER": "router simulator"}
        for name in others:
            kill_listener(ports[f"PORTAL_{name}_PORT"])
        for process in others.values():
            assert any("".join(stack.output).count(f"{process} answers") == 2 for _ in until(90)), process
        assert appears(stack, complete(stack).headers["x-request-id"])
        assert stack.stop() == 0


@pytest.mark.timeout(300)
def test_stop_and_kill_end_all_processes_and_keep_all_data(tmp_path: Path) -> None:
    with running(tmp_path) as first:
        access = first.access
        request_id = complete(first).headers[
            "x-request-id"
        ]  # its usage events are not recorded yet when everything stops
        pids = first.processes()
        assert len(pids) >= 14
        assert first.stop() == 0
    assert all_stopped(pids)()

    with running(tmp_path, **first.ports()) as second:
        assert second.access == access
        assert appears(second, request_id)
        pids = second.processes()
        assert second.stop(signal.SIGKILL) == 128 + signal.SIGKILL
    assert wait_until(all_stopped(pids), 20)
