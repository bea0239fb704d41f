"""Scenarios of errors: a call that the gateway refuses, or that fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anthropic

from tests.support.sdk.anthropic_sdk.calls import MODEL, client, request
from tests.support.sdk.probe import Scenario, failing


def failed(call: Callable[[], Any]) -> Callable[[], Any]:
    return lambda: failing(anthropic.APIStatusError, call)


def refused(script: str = "greet", key: str = "valid", retries: int = 0, **options: Any) -> Callable[[], Any]:
    return failed(lambda: client(key, retries).messages.create(**request(script, **options)))


IMAGE: Any = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AA=="}}


SCENARIOS: dict[str, Scenario] = {
    "error: model of the catalogue": failed(lambda: client().models.retrieve("no-such-model")),
    "error: page of the catalogue": failed(lambda: client().models.list(limit=5000)),
    "error: wrong value": refused(extra_body={"top_k": -1}),
    "error: no messages": failed(lambda: client().messages.create(model=MODEL, max_tokens=5, messages=[])),
    "error: tools": refused(tools=[{"name": "f", "input_schema": {"type": "object"}}]),
    "error: image": failed(
        lambda: client().messages.create(
            model=MODEL, max_tokens=5, messages=[{"role": "user", "content": [IMAGE]}]
        )
    ),
    "error: thinking": refused(extra_body={"thinking": {"type": "enabled", "budget_tokens": 1024}}),
    "error: invalid key": refused(key="ctx_no_such_key"),
    "error: key without the model": refused(key="restricted"),
    "error: unknown model": failed(
        lambda: client().messages.create(
            model="claude-9", max_tokens=5, messages=[{"role": "user", "content": "greet"}]
        )
    ),
    "error: unknown model counted": failed(
        lambda: client().messages.count_tokens(
            model="claude-9", messages=[{"role": "user", "content": "greet"}]
        )
    ),
    "error: unknown route": failed(lambda: client().messages.batches.retrieve("batch_1")),
    "error: too large": refused("x" * 60_000),
    "error: rate limit": refused(key="limited"),
    "error: quota, retries allowed": refused(key="quota", retries=2),
    "error: router": refused("refuse"),
    "error: saturated": refused("saturate"),
    "error: timeout": refused("time out"),
    "error: internal": refused("explode"),
}
