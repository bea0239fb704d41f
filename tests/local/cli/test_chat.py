"""The chat command prints the answer of the API, and reports failures in one sentence."""

from __future__ import annotations

import http.server
import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from local.cli.chat import ChatFailed, chat
from local.stack.state import State
from tests.support.product.access import ACCESS

STREAMS: dict[str, list[Any]] = {
    "openai": [
        {"choices": [{"delta": {"role": "assistant", "content": ""}}]},
        {"choices": [{"delta": {"content": "Hel"}}]},
        {"choices": [{"delta": {"content": "lo."}}]},
        {"choices": [{"delta": {}, "finish_reason": "stop"}]},
        {"choices": [], "usage": {"total_tokens": 3}},
        "[DONE]",
    ],
    "responses": [
        {"type": "response.created", "response": {"error": None}},
        {"type": "response.output_text.delta", "delta": "Hel"},
        {"type": "response.output_text.delta", "delta": "lo."},
        '{"type":"response.completed","response":{"error":null}}',
    ],
    "anthropic": [
        {"type": "message_start", "message": {}},
        {"type": "content_block_delta", "delta": {"type": "text_delta", "text": "Hel"}},
        {"type": "content_block_delta", "delta": {"type": "text_delta", "text": "lo."}},
        {"type": "message_stop"},
    ],
    "cortensor": [
        {"data": {"choices": [{"text": ""}]}, "error": None},
        {"data": {"choices": [{"text": "Hel"}]}, "error": None},
        {"data": {"choices": [{"text": "lo.", "finish_reason": "stop"}]}, "error": None},
        "[DONE]",
    ],
}
WHOLE = {
    "openai": {"choices": [{"message": {"content": "Hello."}}]},
    "responses": {"output": [{"type": "message", "content": [{"type": "output_text", "text": "Hello."}]}]},
    "anthropic": {"content": [{"type": "text", "text": "Hello."}]},
    "cortensor": {"data": {"choices": [{"text": "Hello."}]}, "error": None},
}
PATHS = {
    "openai": "/v1/chat/completions",
    "responses": "/v1/responses",
    "anthropic": "/v1/messages",
    "cortensor": "/v1/completions",
}


@dataclass
class FakeApi:
    """Answers with ``status`` and ``body``; a list is a stream of frames."""

    port: int
    status: int = 200
    body: Any = None
    requests: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)


@pytest.fixture
def api() -> Iterator[FakeApi]:
    api = FakeApi(port=0)

    class RequestHandler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers["content-length"])
            headers = {name.lower(): value for name, value in self.headers.items()}
            api.requests.append((self.path, headers, json.loads(self.rfile.read(size))))
            streams = isinstance(api.body, list)
            self.send_response(api.status)
            self.send_header("content-type", "text/event-stream" if streams else "application/json")
            self.send_header("x-request-id", "req_1")
            self.end_headers()
            frames = api.body if streams else [api.body]
            for frame in frames:
                text = frame if isinstance(frame, str) else json.dumps(frame)
                self.wfile.write((f": wait\n\ndata: {text}\n\n" if streams else text).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), RequestHandler)
    api.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield api
    server.shutdown()
    thread.join()
    server.server_close()


def send(port: int, *, dialect: str = "openai", stream: bool = True, model: str | None = None) -> str:
    access = ACCESS.model_copy(update={"api_url": f"http://127.0.0.1:{port}"})
    out = io.StringIO()
    chat(access, "hello", model=model, dialect=dialect, stream=stream, out=out)
    return out.getvalue()


@pytest.mark.parametrize("dialect", STREAMS)
@pytest.mark.parametrize("stream", [True, False])
def test_answer_is_printed_in_every_dialect(api: FakeApi, dialect: str, stream: bool) -> None:
    api.body = STREAMS[dialect] if stream else WHOLE[dialect]
    assert send(api.port, dialect=dialect, stream=stream, model="oss-20b") == "Hello.\n"
    [(path, headers, body)] = api.requests
    assert path == PATHS[dialect]
    assert ACCESS.api_key in (headers.get("x-api-key"), headers.get("authorization", "").partition(" ")[2])
    assert body["model"] == "oss-20b"
    assert body["stream"] is stream


def test_model_is_sent_only_if_given(api: FakeApi) -> None:
    api.body = STREAMS["openai"]
    send(api.port)
    assert "model" not in api.requests[0][2]


def test_refusal_is_one_sentence(api: FakeApi) -> None:
    api.status, api.body = 404, {"error": {"message": "There is no model 'x'.", "code": "model_not_found"}}
    with pytest.raises(ChatFailed) as raised:
        send(api.port)
    assert str(raised.value) == "The API answered 404: There is no model 'x'. (request req_1)"


def test_answer_without_json_is_reported(api: FakeApi) -> None:
    api.status, api.body = 502, [": bad gateway"]
    with pytest.raises(ChatFailed, match="The API answered 502"):
        send(api.port)


def test_in_band_error_is_reported(api: FakeApi) -> None:
    api.body = [*STREAMS["openai"][:2], {"error": {"message": "The model stopped answering."}}]
    with pytest.raises(ChatFailed, match="ended with an error: The model stopped answering"):
        send(api.port)


def test_failed_response_is_reported(api: FakeApi) -> None:
    failed = {"type": "response.failed", "response": {"error": {"message": "The model stopped answering."}}}
    api.body = [*STREAMS["responses"][:2], failed]
    with pytest.raises(ChatFailed, match="ended with an error: The model stopped answering"):
        send(api.port, dialect="responses")


def test_stream_without_terminator_is_reported(api: FakeApi) -> None:
    api.body = STREAMS["anthropic"][:-1]
    with pytest.raises(ChatFailed, match="cut off before its end"):
        send(api.port, dialect="anthropic")


def test_closed_pipe_exits_without_message(api: FakeApi, tmp_path: Path) -> None:
    api.body = STREAMS["openai"]
    state = State(tmp_path / "state")
    state.prepare()
    state.save_access(ACCESS.model_copy(update={"api_url": f"http://127.0.0.1:{api.port}"}))
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run(
        [sys.executable, "-m", "local", "chat", "hello"],
        stdout=writing,
        stderr=subprocess.PIPE,
        env={**os.environ, "PORTAL_STATE_DIR": str(state.folder)},
        timeout=60,
        check=False,
    )
    os.close(writing)
    assert result.stderr == b""
    assert result.returncode == 141


def test_missing_api_is_reported(unused_tcp_port: int) -> None:
    with pytest.raises(ChatFailed, match="start it with `make dev`"):
        send(unused_tcp_port)
    with pytest.raises(ChatFailed, match="start one with `make dev`"):
        chat(None, "hello", model=None, dialect="openai", stream=True, out=io.StringIO())
