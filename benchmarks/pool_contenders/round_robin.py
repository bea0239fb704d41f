"""A plain round robin over routers and sessions, by the product's own router client: one attempt each."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from itertools import cycle

from benchmarks.pool_contenders.clients import MAX_TOKENS, PROMPT, Clients, print_result, read_plan
from portal.inference import Sampling
from portal.pools import Target
from portal.router import RouterCall, text_in
from portal.router.aiohttp_client import AiohttpRouterClient


async def main() -> None:
    logging.disable(logging.CRITICAL)
    plan = read_plan()
    targets = cycle([Target(url, session, plan.key) for url, session in plan.targets])
    client = AiohttpRouterClient()

    async def ask() -> AsyncGenerator[str, None]:
        call = RouterCall(
            PROMPT,
            Sampling(max_tokens=MAX_TOKENS),
            stream=plan.case.stream,
            timeout_seconds=plan.case.deadline_seconds,
        )
        async with client.open(next(targets), call) as exchange:
            async for batch in exchange.pieces():
                yield text_in(batch)

    print_result(await Clients(plan, ask).run())
    await client.close()


if __name__ == "__main__":
    asyncio.run(main())
