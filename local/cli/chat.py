"""``python -m local chat``: one question to the running API, its answer in the terminal as it comes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TextIO

import httpx

from local.cli.api_errors import error_of, request_of
from local.cli.chat_dialects import DIALECTS, ChatDialect
from local.stack.state import Access

_TIMEOUT = httpx.Timeout(600.0, connect=5.0)


class ChatFailed(RuntimeError):
    """There is no answer, or no whole one. The message is a sentence."""


def chat(
    access: Access | None, text: str, *, model: str | None, dialect: str, stream: bool, out: TextIO
) -> None:
    """Ask ``text`` and write the answer to ``out``. Raises ChatFailed."""
    if access is None:
        raise ChatFailed("There is no API to talk to yet: start one with `make dev`.")
    spoken = DIALECTS[dialect]
    body = {**spoken.body(text), "stream": stream} | ({"model": model} if model else {})
    with httpx.Client(base_url=access.api_url, timeout=_TIMEOUT, trust_env=False) as client:
        request = client.build_request("POST", spoken.path, json=body, headers=spoken.headers(access.api_key))
        try:
            for piece in _pieces(client, request, spoken):
                out.write(piece)
                out.flush()
        except httpx.ConnectError as error:
            raise ChatFailed(f"Nothing answers at {access.api_url}: start it with `make dev`.") from error
        except httpx.HTTPError as error:
            raise ChatFailed(f"\nThe connection broke before the answer was whole ({error}).") from error
    out.write("\n")


def _pieces(client: httpx.Client, request: httpx.Request, dialect: ChatDialect) -> Iterator[str]:
    answer = client.send(request, stream=True)
    try:
        if not answer.is_success:
            answer.read()
            raise ChatFailed(_refusal(answer))
        if answer.headers.get("content-type", "").startswith("text/event-stream"):
            yield from _streamed(answer, dialect)
        else:
            answer.read()
            yield dialect.answer(answer.json())
    finally:
        answer.close()


def _streamed(answer: httpx.Response, dialect: ChatDialect) -> Iterator[str]:
    for line in answer.iter_lines():
        if not line.startswith("data:"):
            continue
        data = line.removeprefix("data:").strip()
        if dialect.is_end(data):
            return
        frame = json.loads(data)
        if failure := error_of(frame):
            raise ChatFailed(f"\nThe answer ended with an error: {failure}{request_of(answer)}")
        yield dialect.piece(frame)
    raise ChatFailed(f"\nThe answer was cut off before its end.{request_of(answer)}")


def _refusal(answer: httpx.Response) -> str:
    try:
        said = error_of(answer.json())
    except ValueError:
        said = None
    said = said or answer.text[:300] or "nothing else"
    return f"The API answered {answer.status_code}: {said}{request_of(answer)}"
