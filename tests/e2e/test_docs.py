"""The example calls that the control plane hands out work as they are."""

from __future__ import annotations

import httpx

from tests.e2e.test_journey import signed_up
from tests.support.stack import Stack


async def test_every_example_call_works(stack: Stack) -> None:
    async with await signed_up(stack) as portal:
        key = (await portal.post("/portal/api-keys", json={"name": "examples"})).json()["key"]
    async with httpx.AsyncClient(base_url=stack.access.api_url, timeout=30, trust_env=False) as reader:
        docs = (await reader.get("/portal/docs")).json()
        assert docs["model"] in docs["models"]
        for snippet in docs["snippets"]:
            said = snippet["headers"].items()
            answer = await reader.request(
                snippet["method"],
                snippet["path"],
                headers={name: value.replace(docs["key_placeholder"], key) for name, value in said},
                json=snippet["body"],
            )
            assert answer.status_code == 200, (snippet["id"], answer.text)
    assert {snippet["dialect"] for snippet in docs["snippets"]} == {"openai", "anthropic", "cortensor"}
