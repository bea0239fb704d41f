"""The example requests of the control plane's docs work unchanged."""

from __future__ import annotations

import httpx

from tests.support.product.customers import sign_up
from tests.support.product.stack import Stack


async def test_every_example_request_works(stack: Stack) -> None:
    async with await sign_up(stack) as portal:
        key = (await portal.post("/portal/api-keys", json={"name": "examples"})).json()["key"]
    async with httpx.AsyncClient(base_url=stack.access.api_url, timeout=30, trust_env=False) as http:
        docs = (await http.get("/portal/docs")).json()
        assert docs["model"] in docs["models"]
        for snippet in docs["snippets"]:
            headers = snippet["headers"].items()
            answer = await http.request(
                snippet["method"],
                snippet["path"],
                headers={name: value.replace(docs["key_placeholder"], key) for name, value in headers},
                json=snippet["body"],
            )
            assert answer.status_code == 200, (snippet["id"], answer.text)
    assert {snippet["dialect"] for snippet in docs["snippets"]} == {"openai", "anthropic", "cortensor"}
