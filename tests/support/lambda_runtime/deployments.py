"""Deployments of test apps: an API Gateway, a Runtime API, and the runtime process between them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

import httpx

from tests.support.lambda_runtime.api_gateway import ApiGateway
from tests.support.lambda_runtime.execution_environment import ExecutionEnvironment, Layout
from tests.support.lambda_runtime.runtime_api_server import RuntimeApiServer


@dataclass
class Deployment:
    """An API Gateway and its client, a Runtime API, and the runtime process that polls it."""

    api: RuntimeApiServer
    gateway: ApiGateway
    environment: ExecutionEnvironment
    client: httpx.AsyncClient


Deploy = Callable[..., Awaitable[Deployment]]


class Deployments:
    """Creates deployments and checks that none violated the protocol."""

    def __init__(self, layout: Layout, stack: AsyncExitStack) -> None:
        self._layout = layout
        self._stack = stack
        self._deployments: list[Deployment] = []

    async def __call__(
        self,
        handler: str = "apps.probe.handler",
        *,
        extra: dict[str, str] | None = None,
        concurrency: int | None = None,
        function_url: bool = False,
        deadline_seconds: float = 30.0,
    ) -> Deployment:
        if concurrency is not None:
            extra = {**(extra or {}), "AWS_LAMBDA_MAX_CONCURRENCY": str(concurrency)}
        enter = self._stack.enter_async_context
        api = await enter(RuntimeApiServer(concurrent=concurrency is not None))
        gateway = await enter(ApiGateway(api, function_url=function_url, deadline_seconds=deadline_seconds))
        environment = await enter(ExecutionEnvironment(self._layout, handler, api.address, extra))
        client = await enter(httpx.AsyncClient(base_url=gateway.url, timeout=20))
        self._deployments.append(Deployment(api, gateway, environment, client))
        return self._deployments[-1]

    def check(self) -> None:
        for deployment in self._deployments:
            assert deployment.api.violations == []
            assert deployment.gateway.violations == []
