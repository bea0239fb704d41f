"""A stream in each dialect: complete, and one frame after the other."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator

import httpx

from scripts.checks import CheckAnswer, CheckStatus, DeploymentCheck, fail
from scripts.smoke.answers import ANSWER_SECONDS, advice_for
from scripts.smoke.arrivals import FrameArrivals, judge_arrivals
from scripts.smoke.dialects import DIALECTS, Document, SmokeDialect
from scripts.smoke.target import SmokeTarget, said

_TEXT = "Count from one to forty in words, separated by commas, and write nothing else."


def stream_checks(target: SmokeTarget, model: str) -> list[DeploymentCheck]:
    def check(dialect: SmokeDialect) -> DeploymentCheck:
        async def ask() -> CheckAnswer:
            body = dialect.body(model, _TEXT) | {"stream": True}
            headers = getattr(target, dialect.headers)
            started = time.perf_counter()
            async with target.http.stream(
                "POST", target.address(dialect.path), json=body, headers=headers
            ) as response:
                if response.status_code != 200:
                    await response.aread()
                    return fail(said(response), advice_for(response.status_code))
                return await _judge(dialect, response, started)

        return DeploymentCheck(
            f"stream {dialect.name}",
            f"POST {dialect.path}, streamed",
            ask,
            "See the gateway's log.",
            ANSWER_SECONDS,
        )

    return [check(dialect) for dialect in DIALECTS]


async def _judge(dialect: SmokeDialect, response: httpx.Response, started: float) -> CheckAnswer:
    if not response.headers.get("content-type", "").startswith("text/event-stream"):
        return fail("a stream of another content type", "What stands before the API, and changes it?")
    arrivals, last = [], ""
    async for arrived, data in _frames(response):
        last = data
        if data == "[DONE]":
            continue
        try:
            frame = json.loads(data)
            text = None if _is_error(frame) else dialect.delta(frame)
        except (ValueError, LookupError, TypeError):
            return fail("a frame in another shape", "Does URL lead to this API, and to nothing before it?")
        if text is None:
            return fail(
                "an error inside the stream", "See the gateway's log of the request, and make doctor."
            )
        if text:
            arrivals.append(arrived)
    verdict = judge_arrivals(FrameArrivals(started, arrivals))
    if verdict.status is not CheckStatus.FAIL and not dialect.is_end(last):
        return fail("the stream ended without its last frame", "What cuts it: a time limit on the way?")
    return verdict


async def _frames(response: httpx.Response) -> AsyncIterator[tuple[float, str]]:
    """Yield when the network read that completed a frame arrived, and the frame's data."""
    pending = b""
    async for read in response.aiter_raw():
        arrived = time.perf_counter()
        *frames, pending = (pending + read).split(b"\n\n")
        for frame in frames:
            lines = [line[5:].strip() for line in frame.split(b"\n") if line.startswith(b"data:")]
            if lines:
                yield arrived, b"\n".join(lines).decode(errors="replace")


def _is_error(frame: Document) -> bool:
    return frame.get("error") is not None or frame.get("type") == "response.failed"
