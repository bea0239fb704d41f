"""The time that the runtime adds to a response, compared with the same app under uvicorn."""

from __future__ import annotations

from tests.support.lambda_runtime.deployments import Deploy
from tests.support.lambda_runtime.execution_environment import Layout
from tests.support.lambda_runtime.floor import Floor
from tests.support.lambda_runtime.timing import event_lags, first_byte, percentile

BUDGET_SECONDS = 0.005


async def test_warm_first_byte_is_within_the_budget(deploy: Deploy, layout: Layout) -> None:
    """Compares the fastest of both, measured alternately: a busy machine can only slow them down."""
    deployed = await deploy()
    path = "/events?count=1&every=0"
    streamed, floors = [], []
    async with Floor(layout) as floor:
        for _ in range(200):
            streamed.append(await first_byte(deployed.gateway.url + path))
            await deployed.api.polled_after(deployed.gateway.invocations[-1])
            floors.append(await first_byte(floor.url + path))
            if len(streamed) > 20 and min(streamed) - min(floors) < BUDGET_SECONDS:
                break
    added = min(streamed) - min(floors)
    assert added < BUDGET_SECONDS, f"{added * 1000:.2f} ms added"


async def test_events_are_not_delayed(deploy: Deploy) -> None:
    deployed = await deploy()
    lags = await event_lags(f"{deployed.gateway.url}/events?count=100&every=0.01")
    assert len(lags) == 100
    assert min(lags) < BUDGET_SECONDS
    assert percentile(lags, 0.5) < 10 * BUDGET_SECONDS
