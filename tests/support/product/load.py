"""Concurrent clients of the gateway that remember what they observed of every request."""

from __future__ import annotations

import asyncio
import random
import secrets
import time
from dataclasses import dataclass

import httpx


@dataclass(slots=True)
class ObservedRequest:
    """One request as its client observed it.

    ``complete``: the response arrived to its end. ``disconnected``: the client closed the connection.
    ``ended_at``: the monotonic time of the end.
    """

    request_id: str | None = None
    status: int | None = None
    complete: bool = False
    disconnected: bool = False
    ended_at: float = 0.0


class LoadClients:
    """Sends unary and streamed requests; some disconnect early, some have an ``Idempotency-Key``.

    Ends after ``requests`` requests, or after ``seconds``.
    """

    def __init__(
        self,
        url: str,
        api_key: str,
        random_source: random.Random,
        *,
        requests: int,
        clients: int,
        seconds: float,
    ) -> None:
        self._http = httpx.AsyncClient(
            base_url=url,
            headers={"authorization": f"Bearer {api_key}"},
            timeout=15,
            limits=httpx.Limits(max_connections=clients),
            trust_env=False,
        )
        self._random = random_source
        self._requests_left = requests
        self._clients = clients
        self._seconds = seconds
        self.observed: list[ObservedRequest] = []

    async def run(self) -> None:
        await asyncio.gather(*(self._run_client() for _ in range(self._clients)))
        await self._http.aclose()

    async def _run_client(self) -> None:
        deadline = time.monotonic() + self._seconds
        while self._requests_left > 0 and time.monotonic() < deadline:
            self._requests_left -= 1
            observed = ObservedRequest()
            try:
                await self._send(observed)
            except httpx.HTTPError:
                await asyncio.sleep(0.2)  # the gateway was killed
            if observed.request_id is None:
                self._requests_left += 1  # no gateway received it
                continue
            observed.ended_at = time.monotonic()
            self.observed.append(observed)

    async def _send(self, observed: ObservedRequest) -> None:
        stream, disconnects = self._random.random() < 0.5, self._random.random() < 0.15
        headers = {"idempotency-key": secrets.token_hex(8)} if self._random.random() < 0.1 else {}
        body = {
            "model": self._random.choice(["oss-20b", "oss-120b", "qwen-3.5-9b"]),
            "messages": [{"role": "user", "content": f"Tell me about {self._random.random()}."}],
            "max_tokens": 20,
            "stream": stream,
        }
        request = self._http.stream("POST", "/v1/chat/completions", json=body, headers=headers)
        async with request as response:
            observed.request_id, observed.status = response.headers["x-request-id"], response.status_code
            last = b""
            async for chunk in response.aiter_raw():
                if disconnects and stream:
                    observed.disconnected = True
                    return
                last = chunk
            observed.complete = response.status_code == 200 and (not stream or b"[DONE]" in last)
