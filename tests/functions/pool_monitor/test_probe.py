"""The pool probe, over HTTP on this machine: who is down, why, and what is measured."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from functions.pool_monitor.handler import probe_handler
from functions.pool_monitor.probing import Router, routers_of
from portal.pools import environment as variables

KEY = "router-key"


class Status(BaseHTTPRequestHandler):
    """/well/… is a healthy router's, /alone/… has no miner, /broken/… no JSON, anything else is a 503."""

    def do_GET(self) -> None:
        name = self.path.split("/")[1]
        known = {"well": b'{"connected_miners": 3}', "alone": b'{"connected_miners": 0}', "broken": b"<html>"}
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
    with ThreadingHTTPServer(("127.0.0.1", 0), Status) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_each_router_is_asked_once_with_a_key_it_takes() -> None:
    pools = variables.pool_map(
        {
            variables.POOLS: '{"a": ["http://one", "http://two"], "b": "http://one"}',
            variables.SESSIONS: '{"a": [1, 2]}',
            variables.MODEL_KEYS: '{"b": "router-key"}',
        }
    )
    assert routers_of(pools) == [
        Router("http://one", ("a", "b"), KEY),
        Router("http://two", ("a",), None),
    ]


def test_who_is_down_is_logged_and_counted(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("well", "alone", "broken", "sick")
    routers = [Router(f"{address}/{name}", (name,), KEY) for name in names]
    routers.append(Router("http://127.0.0.1:1", ("gone",), KEY))
    with asyncio.Runner() as runner:
        handler = probe_handler(routers, runner, "Portal/test")
        assert handler({}, None) == {"up": 1, "down": 4}
        assert handler({}, None) == {"up": 1, "down": 4}
        runner.run(asyncio.sleep(0))
    printed = capsys.readouterr().out
    assert KEY not in printed
    lines = [json.loads(line) for line in printed.splitlines()]
    reasons = {
        line["pools"][0]: line["reason"] for line in lines if line.get("message") == "pool.router_down"
    }
    assert reasons == {
        "alone": "no miner is connected",
        "broken": "the answer is not JSON",
        "sick": "HTTP 503",
        "gone": "ConnectError",
    }
    metrics = [line for line in lines if "_aws" in line]
    assert [(line["routers_up"], line["routers_down"]) for line in metrics] == [([1.0], [4.0])] * 2


def test_without_a_namespace_nothing_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    with asyncio.Runner() as runner:
        assert probe_handler([], runner, "")({}, None) == {"up": 0, "down": 0}
    assert capsys.readouterr().out == ""
