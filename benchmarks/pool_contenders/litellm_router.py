"""``litellm.Router`` with its cooldowns and two retries. Runs with the Python of ``.venv-litellm``.

Its routers are asked in OpenAI's chat format: streams of text completions are not retried. Where sessions are
exclusive, each is a deployment with ``max_parallel_requests`` 1.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncGenerator, Sequence
from typing import Any

from benchmarks.pool_contenders.clients import MAX_TOKENS, PROMPT, Clients, print_result, read_plan
from benchmarks.pool_contenders.plan import Plan

os.environ |= {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_TELEMETRY": "False", "LITELLM_LOG": "ERROR"}

import litellm  # type: ignore[import-not-found, unused-ignore]

_RETRIES = 2


def deployments(plan: Plan) -> list[dict[str, Any]]:
    """Return LiteLLM's model list."""
    limit = {"max_parallel_requests": 1} if plan.case.exclusive else {}
    pairs: Sequence[tuple[str, int | None]] = [(url, None) for url in plan.router_urls]
    if plan.case.exclusive:
        pairs = plan.targets
    return [
        {
            "model_name": "pool",
            "litellm_params": {
                "model": "openai/pool",
                "api_base": f"{url}/v1",
                "api_key": plan.key,
                **limit,
                **({} if session is None else {"extra_body": {"session_id": session}}),
            },
        }
        for url, session in pairs
    ]


async def main() -> None:
    logging.disable(logging.CRITICAL)
    plan = read_plan()
    litellm.suppress_debug_info = True
    router = litellm.Router(
        deployments(plan), num_retries=_RETRIES, timeout=plan.case.deadline_seconds, set_verbose=False
    )

    async def ask() -> AsyncGenerator[str, None]:
        answer = await router.acompletion(
            model="pool",
            messages=[{"role": "user", "content": PROMPT}],
            max_tokens=MAX_TOKENS,
            stream=plan.case.stream,
        )
        if not plan.case.stream:
            yield answer.choices[0].message.content
            return
        async for chunk in answer:
            if chunk.choices and chunk.choices[0].delta.content:
                yield chunk.choices[0].delta.content

    print_result(await Clients(plan, ask).run())


if __name__ == "__main__":
    asyncio.run(main())
