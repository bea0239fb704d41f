"""A gateway under test: the real application over real parts, with key records and policy set by the test."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from starlette.applications import Starlette

from functions.gateway.api import create_app
from functions.gateway.auth.throttled_verifier import ThrottledVerifier
from functions.gateway.pipeline.admission.admitter import Admitter
from functions.gateway.pipeline.idempotency import IdempotentRequests
from functions.gateway.pipeline.request_bounds import RequestBounds
from functions.gateway.pipeline.services import GatewayServices
from functions.gateway.telemetry.request_log import GatewayRequestLog
from portal.idempotency import LEASE_SECONDS
from portal.idempotency.memory import MemoryIdempotencyStore
from portal.keys.local import LocalKeyVerifier
from portal.keys.lookup import KeyLookup
from portal.keys.records import KeyRecord
from portal.keys.secret import KeyHasher, is_well_formed, new_secret
from portal.limits import Limit
from portal.policy import FetchedPolicy, ModelPolicy, PlanPolicy, PolicySnapshot, PolicySource
from portal.policy.cache import PolicyCache
from portal.pool_health.history import ServingHistorySource
from portal.pool_health.history.cache import ServingHistoryCache
from portal.pool_health.history.memory import MemoryServingHistory
from portal.pools import Pool, PoolMap, SessionLimits, Target
from portal.pools.attempt_bounds import AttemptBounds
from portal.pools.routing import PoolRouter
from portal.router import RouterClient
from portal.usage import Admitted, Refused, Settled, UsageEvent

ORGANIZATION = "11111111-1111-4111-8111-111111111111"
KEY_ID = "22222222-2222-4222-8222-222222222222"
PEPPER = "a-pepper-for-tests-of-32-characters"
LIMITS = (
    Limit("requests per minute", "key", 20, 60),
    Limit("requests per 5 hours", "organization", 100, 18_000),
    Limit("requests per week", "organization", 1_000, 604_800),
)


class MemoryKeyRecords:
    """``KeyRecords`` with the keys that a test added."""

    def __init__(self) -> None:
        self._hasher = KeyHasher(PEPPER)
        self._records: dict[str, KeyRecord] = {}

    def add(self, record: KeyRecord) -> str:
        """Return the secret of a new key with this record."""
        secret = new_secret()
        self._records[self._hasher.hash(secret)] = record
        return secret

    async def find(self, secret_hash: str) -> KeyRecord | None:
        return self._records.get(secret_hash)


@dataclass
class FixedPolicySource:
    """``PolicySource`` that returns ``snapshot``."""

    snapshot: PolicySnapshot = field(
        default_factory=lambda: PolicySnapshot(
            models={
                "oss-20b": ModelPolicy("oss-20b", "oss-20b", display_name="OSS 20B", family="gpt-oss"),
                "gemma-4-26b": ModelPolicy(
                    "gemma-4-26b", "gemma4", display_name="Gemma 4 26B", family="gemma-4"
                ),
            },
            plans={"pro": PlanPolicy()},
        )
    )

    async def fetch(self) -> FetchedPolicy:
        return FetchedPolicy(self.snapshot)


class RecordedUsage:
    """``UsageRecorder`` that holds the events in memory."""

    def __init__(self) -> None:
        self.events: list[UsageEvent] = []
        self.flushed: list[int] = []
        """The number of events at each flush."""

    def record(self, event: UsageEvent) -> None:
        self.events.append(event)

    async def flush(self) -> None:
        self.flushed.append(len(self.events))

    @property
    def admitted(self) -> list[Admitted]:
        return [event for event in self.events if isinstance(event, Admitted)]

    @property
    def settled(self) -> list[Settled]:
        return [event for event in self.events if isinstance(event, Settled)]

    @property
    def refused(self) -> list[Refused]:
        return [event for event in self.events if isinstance(event, Refused)]


@dataclass
class GatewayHarness:
    """A gateway under test with its collaborators. ``key`` is a valid API key."""

    app: Starlette
    key: str
    usage: RecordedUsage
    policy: FixedPolicySource
    records: MemoryKeyRecords
    services: GatewayServices
    stored_responses: MemoryIdempotencyStore

    @property
    def authorization(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.key}"}

    async def publish(self, snapshot: PolicySnapshot) -> None:
        """Make ``snapshot`` the current one, as if the cache had just refreshed."""
        self.policy.snapshot = snapshot
        await self.services.policy._refresh_once()

    def new_key(self, **changes: object) -> str:
        return self.records.add(key_record(**changes))


def key_record(**changes: object) -> KeyRecord:
    fields: dict[str, object] = {
        "key_id": KEY_ID,
        "organization_id": ORGANIZATION,
        "allowance_id": changes.get("organization_id", ORGANIZATION),
        "plan": "pro",
        "status": "active",
        "limits": LIMITS,
    }
    return KeyRecord(**{**fields, **changes})  # type: ignore[arg-type]


def pool_router(
    *aliases: str,
    urls: Sequence[str] = ("http://router.internal",),
    has_default: bool = True,
    attempt_bounds: AttemptBounds | None = None,
    session_limits: SessionLimits | None = None,
    unary_models: frozenset[str] = frozenset(),
    on_v4: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
) -> PoolRouter:
    """Return one pool per alias, each with a target per URL (session 7, auth key ``router-key``).

    The targets of the aliases ``on_v4`` speak that wire.
    """

    def target(alias: str, url: str) -> Target:
        return Target(url, 7, "router-key", alias, "v4" if alias in on_v4 else "v3")

    pools = {alias: Pool(alias, tuple(target(alias, url) for url in urls)) for alias in aliases}
    default_model = aliases[0] if has_default else None
    pool_map = PoolMap(pools, default_model, session_limits or SessionLimits(), unary_models, names or {})
    return PoolRouter(pool_map, bounds=attempt_bounds)


def make_services(
    verifier: ThrottledVerifier,
    policy: PolicyCache,
    pools: PoolRouter,
    router: RouterClient,
    recorder: RecordedUsage,
    *,
    idempotency: MemoryIdempotencyStore | None = None,
    lease_seconds: float = LEASE_SECONDS,
    bounds: RequestBounds | None = None,
    log: GatewayRequestLog | None = None,
    history: ServingHistorySource | None = None,
) -> GatewayServices:
    """Return the services of a gateway whose usage events and stored responses are in memory."""
    return GatewayServices(
        admitter=Admitter(verifier, policy, pools),
        policy=policy,
        pools=pools,
        router=router,
        recorder=recorder,
        idempotency=IdempotentRequests(
            idempotency or MemoryIdempotencyStore({}), lease_seconds=lease_seconds
        ),
        log=log or GatewayRequestLog(),
        history=ServingHistoryCache(history or MemoryServingHistory()),
        bounds=bounds or RequestBounds(),
        close=(router.close,),
    )


def make_gateway(
    router: RouterClient,
    *,
    urls: Sequence[str] = ("http://router.internal",),
    bounds: RequestBounds | None = None,
    snapshot: PolicySnapshot | None = None,
    lease_seconds: float = LEASE_SECONDS,
    log: GatewayRequestLog | None = None,
    policy: Callable[[PolicySource], PolicyCache] = PolicyCache,
    has_default_model: bool = True,
    history: ServingHistorySource | None = None,
    pools: PoolRouter | None = None,
) -> GatewayHarness:
    """Return a gateway whose two models run on ``router`` at ``urls``.

    ``lease_seconds`` is that of claims; ``policy`` makes the cache, for one with another clock. ``pools``
    replaces the pools of both models.
    """
    records = MemoryKeyRecords()
    source = FixedPolicySource() if snapshot is None else FixedPolicySource(snapshot)
    verifier = LocalKeyVerifier(KeyLookup(records, KeyHasher(PEPPER)))
    usage = RecordedUsage()
    stored_responses = MemoryIdempotencyStore({})
    services = make_services(
        ThrottledVerifier(verifier, is_possible=is_well_formed),
        policy(source),
        pools or pool_router("oss-20b", "gemma-4-26b", urls=urls, has_default=has_default_model),
        router,
        usage,
        idempotency=stored_responses,
        lease_seconds=lease_seconds,
        bounds=bounds,
        log=log,
        history=history,
    )
    key = records.add(key_record())
    return GatewayHarness(create_app(services), key, usage, source, records, services, stored_responses)
