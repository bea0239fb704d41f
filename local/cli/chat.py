"""``chat``: send one message to the running API and write the answer as it arrives."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TextIO

import httpx

from local.cli.api_errors import error_message, request_suffix
from local.cli.chat_dialects import DIALECTS, ChatDialect
from local.stack.state import ProductAccess

_TIMEOUT = httpx.Timeout(600.0, connect=5.0)


class ChatFailed(RuntimeError):
    """The API sent no answer, or an incomplete one. The message is one sentence."""


def chat(
    access: ProductAccess | None, text: str, *, model: str | None, dialect: str, stream: bool, out: TextIO
) -> None:
    """Send ``text`` and write the answer to ``out``. Raises ChatFailed."""
    if access is None:
        raise ChatFailed("No API is running on this machine: start one with `make dev`.")
    wire = DIALECTS[dialect]
    body = {**wire.request_body(text), "stream": stream} | ({"model": model} if model else {})
    with httpx.Client(base_url=access.api_url, timeout=_TIMEOUT, trust_env=False) as client:
        request = client.build_request("POST", wire.path, json=body, headers=wire.headers(access.api_key))
        try:
            for part in _parts(client, request, wire):
                out.write(part)
                out.flush()
        except httpx.ConnectError as error:
            raise ChatFailed(f"No API answers at {access.api_url}: start it with `make dev`.") from error
        except httpx.HTTPError as error:
            raise ChatFailed(
                f"\nThe connection was closed before the answer was complete ({error})."
            ) from error
    out.write("\n")


def _parts(client: httpx.Client, request: httpx.Request, wire: ChatDialect) -> Iterator[str]:
    """Yield the text of the answer, in the parts in which it arrives."""
    response = client.send(request, stream=True)
    try:
        if not response.is_success:
            response.read()
            raise ChatFailed(_refusal(response))
        if response.headers.get("content-type", "").startswith("text/event-stream"):
            yield from _stream_parts(response, wire)
        else:
            response.read()
            yield wire.whole_text(response.json())
    finally:
        response.close()


def _stream_parts(response: httpx.Response, wire: ChatDialect) -> Iterator[str]:
    for line in response.iter_lines():
        if not line.startswith("data:"):
            continue
        data = line.removeprefix("data:").strip()
        if wire.is_end(data):
            return
        frame = json.loads(data)
        if message := error_message(frame):
            raise ChatFailed(f"\nThe answer ended with an error: {message}{request_suffix(response)}")
        yield wire.frame_text(frame)
    raise ChatFailed(f"\nThe answer was cut off before its end.{request_suffix(response)}")


def _refusal(response: httpx.Response) -> str:
    try:
        message = error_message(response.json())
    except ValueError:
        message = None
    message = message or response.text[:300] or "no message"
    return f"The API answered {response.status_code}: {message}{request_suffix(response)}"
