"""A model server behind the simulator: any OpenAI-compatible one, in the router's wire formats."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import count
from typing import Any

import httpx
import orjson

from local.simulator import wire
from local.simulator.request import RAW, CompletionRequest
from local.simulator.simulated_answer import ConnectionDropped, send_json
from local.simulator.v4.request import ConversationRequest
from portal.web.types import Send

_TASKS = count(1)
_TIMEOUT = httpx.Timeout(600, connect=5)
_FORWARDED_FIELDS = (
    "max_tokens",
    "temperature",
    "top_p",
    "presence_penalty",
    "frequency_penalty",
    "seed",
    "stop",
    "stream",
)


_CONVERSATION_FIELDS = (
    *_FORWARDED_FIELDS,
    "messages",
    "tools",
    "tool_choice",
    "parallel_tool_calls",
    "response_format",
)

Translation = Callable[[dict[str, Any], str], dict[str, Any]]
"""From a body of the model server and the id of the task to one of the router."""


class ModelServer:
    """Forwards to ``{base_url}/chat/completions``, or for raw prompts ``/completions``.

    ``base_url`` usually ends in ``/v1``. The first model of the server answers.
    """

    def __init__(self, base_url: str, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._client = httpx.AsyncClient(
            base_url=base_url.rstrip("/"), timeout=_TIMEOUT, transport=transport, trust_env=False
        )
        self._model: str | None = None

    async def close(self) -> None:
        await self._client.aclose()

    async def answer(self, request: CompletionRequest, send: Send) -> None:
        path = "/completions" if request.prompt_type == RAW else "/chat/completions"

        async def body() -> dict[str, Any]:
            return await self._body(request)

        await self._forward(path, body, send, _chunk, _completion)

    async def answer_conversation(self, request: ConversationRequest, send: Send) -> None:
        """Forward messages, tools and formats as they are, and return the answer as it is."""

        async def body() -> dict[str, Any]:
            fields = request.model_dump(exclude_unset=True, exclude_none=True, by_alias=True)
            fields = {name: fields[name] for name in _CONVERSATION_FIELDS if name in fields}
            return {**fields, "model": await self._model_name()}

        await self._forward("/chat/completions", body, send, _structured, _structured)

    async def _forward(
        self,
        path: str,
        body_of: Callable[[], Awaitable[dict[str, Any]]],
        send: Send,
        chunk: Translation,
        whole: Translation,
    ) -> None:
        try:
            body = await body_of()
            if body.get("stream"):
                body["stream_options"] = {"include_usage": True}
                await self._stream(path, body, send, chunk)
            else:
                response = await self._client.post(path, json=body)
                response.raise_for_status()
                await send_json(send, 200, whole(response.json(), f"cmpl-{next(_TASKS)}"))
        except httpx.HTTPStatusError as error:
            await send_json(send, error.response.status_code, {"error": "the model server refused"})
        except httpx.HTTPError as error:
            await send_json(
                send, 502, {"error": f"the model server cannot be reached: {type(error).__name__}"}
            )

    async def _body(self, request: CompletionRequest) -> dict[str, Any]:
        fields = request.model_dump()
        body = {name: fields[name] for name in _FORWARDED_FIELDS if fields.get(name) is not None}
        body["model"] = await self._model_name()
        if request.prompt_type == RAW:
            body["prompt"] = request.prompt
        else:
            body["messages"] = [{"role": "user", "content": request.prompt}]
        return body

    async def _model_name(self) -> str:
        if self._model is None:
            models = (await self._client.get("/models")).raise_for_status().json()
            self._model = str(models["data"][0]["id"])
        return self._model

    async def _stream(self, path: str, body: dict[str, Any], send: Send, chunk: Translation) -> None:
        async with self._client.stream("POST", path, json=body) as response:
            response.raise_for_status()
            headers = [(b"content-type", b"text/event-stream")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            task = f"cmpl-{next(_TASKS)}"
            try:
                async for frame in _frames(response, task, chunk):
                    await send({"type": "http.response.body", "body": frame, "more_body": True})
            except httpx.HTTPError as error:
                raise ConnectionDropped from error
            await send({"type": "http.response.body", "body": wire.DONE})


async def _frames(response: httpx.Response, task: str, chunk: Translation) -> AsyncIterator[bytes]:
    async for line in response.aiter_lines():
        data = line.removeprefix("data:").strip()
        if not line.startswith("data:") or data == "[DONE]":
            continue
        yield wire.frame(chunk(orjson.loads(data), task))


def _chunk(body: dict[str, Any], task: str) -> dict[str, Any]:
    choice = (body.get("choices") or [{}])[0]
    return wire.chunk(
        id=task,
        model=body.get("model", ""),
        created=body.get("created", 0),
        text=_text(choice, "delta"),
        finish=choice.get("finish_reason"),
        usage=body.get("usage"),
    )


def _completion(body: dict[str, Any], task: str) -> dict[str, Any]:
    choice = body["choices"][0]
    return wire.completion(
        id=task,
        model=body.get("model", ""),
        created=body.get("created", 0),
        text=_text(choice, "message"),
        finish=choice.get("finish_reason") or "stop",
        usage=body.get("usage"),
    )


def _structured(body: dict[str, Any], task: str) -> dict[str, Any]:
    return {**body, "id": task}


def _text(choice: dict[str, Any], part: str) -> str:
    """Return the text of a choice of ``/completions``, or of the field ``part`` of a chat's choice."""
    return choice.get("text") or (choice.get(part) or {}).get("content") or ""
