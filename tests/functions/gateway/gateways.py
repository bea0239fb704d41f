"""A gateway for tests: the real application over real parts, with the database's answers given by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from starlette.applications import Starlette

from functions.gateway.api import create_app
from functions.gateway.auth.throttled_verifier import ThrottledVerifier
from functions.gateway.pipeline.admission import Admitter
from functions.gateway.pipeline.idempotency import Repetitions
from functions.gateway.services import Limits, Services
from portal.idempotency.memory import MemoryIdempotencyStore
from portal.keys.local import LocalKeyVerifier
from portal.keys.lookup import KeyLookup
from portal.keys.records import KeyRecord
from portal.keys.secret import KeyHasher, is_well_formed, new_secret
from portal.limits import Limit
from portal.policy import ModelPolicy, PolicySnapshot
from portal.policy.cache import PolicyCache
from portal.pools import Pool, PoolMap, Target
from portal.pools.routing import PoolRouter
from portal.router import RouterClient
from portal.usage import Admitted, Settled, UsageEvent

ORGANIZATION = "11111111-1111-4111-8111-111111111111"
KEY_ID = "22222222-2222-4222-8222-222222222222"
PEPPER = "a-pepper-for-tests-of-32-characters"
LIMITS = (
    Limit("requests per minute", "key", 20, 60),
    Limit("requests per 5 hours", "organization", 100, 18_000),
    Limit("requests per week", "organization", 1_000, 604_800),
)


class GivenRecords:
    """``KeyRecords`` with the keys a test gave out."""

    def __init__(self) -> None:
        self._hasher = KeyHasher(PEPPER)
        self._records: dict[str, KeyRecord] = {}

    def add(self, record: KeyRecord) -> str:
        secret = new_secret()
        self._records[self._hasher.hash(secret)] = record
        return secret

    async def find(self, secret_hash: str) -> KeyRecord | None:
        return self._records.get(secret_hash)


@dataclass
class GivenPolicy:
    """``PolicySource`` that answers with whatever the test put in ``snapshot``."""

    snapshot: PolicySnapshot = field(
        default_factory=lambda: PolicySnapshot(
            models={
                "oss-20b": ModelPolicy("oss-20b", "oss-20b", display_name="OSS 20B"),
                "gemma-4-26b": ModelPolicy("gemma-4-26b", "gemma4", display_name="Gemma 4 26B"),
            },
            plan_models={"pro": None},
        )
    )

    async def fetch(self) -> PolicySnapshot:
        return self.snapshot


class Ledger:
    """``UsageRecorder`` that keeps what it was told."""

    def __init__(self) -> None:
        self.events: list[UsageEvent] = []
        self.flushed: list[int] = []
        """How many events there were at each flush."""

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


@dataclass
class Gateway:
    """A gateway under test and what surrounds it; ``key`` is a valid one."""

    app: Starlette
    key: str
    ledger: Ledger
    policy: GivenPolicy
    records: GivenRecords
    services: Services
    answers: MemoryIdempotencyStore

    @property
    def authorization(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.key}"}

    async def publish(self, snapshot: PolicySnapshot) -> None:
        """Put ``snapshot`` in force, as if the cache had just refreshed."""
        self.policy.snapshot = snapshot
        await self.services.policy._renew()

    def new_key(self, **changes: object) -> str:
        return self.records.add(key_record(**changes))


def key_record(**changes: object) -> KeyRecord:
    fields: dict[str, object] = {
        "key_id": KEY_ID,
        "organization_id": ORGANIZATION,
        "plan": "pro",
        "status": "active",
        "limits": LIMITS,
    }
    return KeyRecord(**{**fields, **changes})  # type: ignore[arg-type]


def make_gateway(
    router: RouterClient,
    *,
    urls: Sequence[str] = ("http://router.internal",),
    limits: Limits | None = None,
    snapshot: PolicySnapshot | None = None,
) -> Gateway:
    """Return a gateway whose models run on ``router`` at ``urls``, session 7, auth key ``router-key``."""
    records = GivenRecords()
    source = GivenPolicy() if snapshot is None else GivenPolicy(snapshot)
    policy = PolicyCache(source)
    targets = tuple(Target(url, 7, "router-key") for url in urls)
    pools = PoolRouter(
        PoolMap({alias: Pool(alias, targets) for alias in ("oss-20b", "gemma-4-26b")}, "oss-20b")
    )
    verifier = LocalKeyVerifier(KeyLookup(records, KeyHasher(PEPPER)))
    ledger = Ledger()
    answers = MemoryIdempotencyStore({})
    services = Services(
        admitter=Admitter(ThrottledVerifier(verifier, is_possible=is_well_formed), policy, pools),
        policy=policy,
        pools=pools,
        router=router,
        recorder=ledger,
        repetitions=Repetitions(answers),
        limits=limits or Limits(),
        close=(router.close,),
    )
    return Gateway(
        create_app(services), records.add(key_record()), ledger, source, records, services, answers
    )
