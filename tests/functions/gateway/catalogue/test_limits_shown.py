"""Routes that run no model show the key's limits and count against none."""

from __future__ import annotations

import pytest

from tests.support.gateway.dialect_cases import MESSAGES, body_for, client_of
from tests.support.gateway.gateways import make_gateway
from tests.support.router.scripted import ScriptedRouter, saying


@pytest.mark.parametrize(
    ("path", "headers", "prefix"),
    [
        ("/v1/models", {}, "x-ratelimit"),
        ("/v1/models/oss-20b", {}, "x-ratelimit"),
        ("/v1/models", {"anthropic-version": "2023-06-01"}, "anthropic-ratelimit"),
        ("/v1/messages/count_tokens", {"anthropic-version": "2023-06-01"}, "anthropic-ratelimit"),
    ],
)
async def test_limits_are_shown_and_not_counted(path: str, headers: dict[str, str], prefix: str) -> None:
    gateway = make_gateway(ScriptedRouter(saying("Hello.")))
    for _ in range(3):
        async with client_of(gateway) as client:
            if path.endswith("count_tokens"):
                body = {key: value for key, value in body_for(MESSAGES).items() if key != "max_tokens"}
                answer = await client.post(path, json=body, headers=headers)
            else:
                answer = await client.get(path, headers=headers)
        assert answer.status_code == 200
        shown = {name: value for name, value in answer.headers.items() if name.startswith(prefix)}
        assert len(shown) == 3
        assert "20" in shown.values()
        remaining = next(value for name, value in shown.items() if "remaining" in name)
        assert remaining == "20"
