"""The pool monitor against HTTP servers on this machine: which routers are down, why, and the metrics."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from functions.pool_monitor.handler import probe_handler
from functions.pool_monitor.probing import MonitoredRouter, monitored_routers
from portal.pools import environment as variables

KEY = "router-key"


class RouterStatusHandler(BaseHTTPRequestHandler):
    """/healthy/… is a healthy router, /idle/… has no miner, /broken/… sends no JSON, the rest send 503."""

    def do_GET(self) -> None:
        name = self.path.split("/")[1]
        known = {
            "healthy": b'{"connected_miners": 3}',
            "idle": b'{"connected_miners": 0}',
            "broken": b"<html>",
        }
        allowed = self.headers["Authorization"] == f"Bearer {KEY}" and self.path.endswith("/api/v1/status")
        body = known.get(name, b"")
        self.send_response(200 if body and allowed else 503)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), RouterStatusHandler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_each_router_is_listed_once_with_an_auth_key_it_accepts() -> None:
    pools = variables.pool_map(
        {
            variables.POOLS: '{"a": ["http://one", "http://two"], "b": "http://one"}',
            variables.SESSIONS: '{"a": [1, 2]}',
            variables.MODEL_KEYS: '{"b": "router-key"}',
        }
    )
    assert monitored_routers(pools) == [
        MonitoredRouter("http://one", ("a", "b"), KEY),
        MonitoredRouter("http://two", ("a",), None),
    ]


def test_failed_probe_is_logged_and_counted(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("healthy", "idle", "broken", "failing")
    routers = [MonitoredRouter(f"{address}/{name}", (name,), KEY) for name in names]
    routers.append(MonitoredRouter("http://127.0.0.1:1", ("gone",), KEY))
    with asyncio.Runner() as runner:
        handler = probe_handler(routers, runner, "Portal/test")
        assert handler({}, None) == {"up": 1, "down": 4}
        assert handler({}, None) == {"up": 1, "down": 4}
        runner.run(asyncio.sleep(0))
    printed = capsys.readouterr().out
    assert KEY not in printed
    lines = [json.loads(line) for line in printed.splitlines()]
    reasons = {
        line["pools"][0]: line["reason"] for line in lines if line.get("message") == "router.probe_failed"
    }
    assert reasons == {
        "idle": "no miner is connected",
        "broken": "the response is not JSON",
        "failing": "HTTP 503",
        "gone": "ConnectError",
    }
    metrics = [line for line in lines if "routers_up" in line]
    assert [(line["routers_up"], line["routers_down"]) for line in metrics] == [([1.0], [4.0])] * 2


def test_probe_with_every_router_down_has_run(capsys: pytest.CaptureFixture[str]) -> None:
    routers = [MonitoredRouter("http://127.0.0.1:1", ("gone",), KEY)]
    with asyncio.Runner() as runner:
        probe_handler(routers, runner, "Portal/test")({}, None)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["job"], line["job_runs"]) for line in lines if "job_runs" in line] == [("probe", 1)]


def test_no_metrics_are_written_without_a_namespace(capsys: pytest.CaptureFixture[str]) -> None:
    with asyncio.Runner() as runner:
        assert probe_handler([], runner, "")({}, None) == {"up": 0, "down": 0}
    assert capsys.readouterr().out == ""
