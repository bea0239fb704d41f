"""The measured gateway: the real application, but key records and policy come from memory.

Key verification, sliding windows, policy, dialects, router client, request log and the SQS queue are those of
the product; the limits are counted but never reached. Aliases ``bench-1`` to ``bench-3`` are the three
sessions of the upstream.
"""

from __future__ import annotations

import os

from functions.gateway.api import create_app
from functions.gateway.auth.throttled_verifier import ThrottledVerifier
from functions.gateway.pipeline.admission.admitter import Admitter
from functions.gateway.pipeline.idempotency import IdempotentRequests
from functions.gateway.pipeline.services import GatewayServices
from functions.gateway.telemetry.request_log import GatewayRequestLog
from portal.configuration.interpreter import tune_for_serving
from portal.connections.aws.aiohttp_transport import AiohttpAwsTransport
from portal.idempotency.memory import MemoryIdempotencyStore
from portal.keys.local import LocalKeyVerifier
from portal.keys.lookup import KeyLookup
from portal.keys.records import KeyRecord
from portal.keys.secret import KeyHasher, is_well_formed
from portal.limits import Limit
from portal.policy import FetchedPolicy, ModelPolicy, PlanPolicy, PolicySnapshot, PoolPolicy
from portal.policy.cache import PolicyCache
from portal.pool_health.history.cache import ServingHistoryCache
from portal.pool_health.history.memory import MemoryServingHistory
from portal.pools import Pool, PoolMap, Target
from portal.pools.routing import PoolRouter
from portal.router.aiohttp_client import AiohttpRouterClient
from portal.usage.batching import BatchingRecorder
from portal.usage.sqs import SqsQueue
from portal.usage.unsent import UnsentLog

UPSTREAM = os.environ["BENCH_UPSTREAM"]
QUEUE = os.environ["BENCH_QUEUE"]
ALIASES = {f"bench-{session}": session for session in (1, 2, 3)}
WIDE = 1_000_000_000


class OneKey:
    """Returns the same record for every API key."""

    async def find(self, secret_hash: str) -> KeyRecord | None:  # noqa: ARG002
        limits = (
            Limit("requests per minute", "key", WIDE, 60),
            Limit("requests per 5 hours", "organization", WIDE, 18_000),
            Limit("requests per week", "organization", WIDE, 604_800),
        )
        return KeyRecord("5a1e", "0c6a", "0c6a", "pro", "active", limits)


class OnePolicy:
    async def fetch(self) -> FetchedPolicy:
        snapshot = PolicySnapshot(
            models={alias: ModelPolicy(alias, alias) for alias in ALIASES},
            pools={alias: PoolPolicy(alias) for alias in ALIASES},
            plans={"pro": PlanPolicy(frozenset(ALIASES))},
        )
        return FetchedPolicy(snapshot)


def make_services() -> GatewayServices:
    policy = PolicyCache(OnePolicy())
    pools = PoolRouter(
        PoolMap(
            {alias: Pool(alias, (Target(UPSTREAM, session, "key"),)) for alias, session in ALIASES.items()},
            "bench-1",
        )
    )
    verifier = LocalKeyVerifier(KeyLookup(OneKey(), KeyHasher("benchmark-pepper-of-32-characters")))
    router = AiohttpRouterClient()
    aws = AiohttpAwsTransport()
    recorder = BatchingRecorder(SqsQueue(f"{QUEUE}/123456789012/usage", aws, endpoint=QUEUE), UnsentLog())
    return GatewayServices(
        admitter=Admitter(ThrottledVerifier(verifier, is_possible=is_well_formed), policy, pools),
        policy=policy,
        pools=pools,
        router=router,
        recorder=recorder,
        log=GatewayRequestLog(),
        history=ServingHistoryCache(MemoryServingHistory()),
        idempotency=IdempotentRequests(MemoryIdempotencyStore()),
        close=(recorder.close, aws.close, router.close),
    )


app = create_app(make_services())
tune_for_serving()
