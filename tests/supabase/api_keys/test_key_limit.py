"""The limit on keys holds under concurrent creations, rotations and changes of expiry."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from psycopg.types.json import Jsonb

from scripts.database.postgres import Connection, PostgresServer
from tests.support.database.concurrency import run_concurrently
from tests.support.database.tenant import Tenant, add_key, call, sign_up

CALLERS = 8
MAX_KEYS = 5


def reserve(
    db: Connection,
    tenant: Tenant,
    key_id: uuid.UUID,
    *,
    limit: int = MAX_KEYS,
    replaces: uuid.UUID | None = None,
) -> dict[str, Any]:
    result: dict[str, Any] = call(
        db, "reserve_key", p_id=key_id, p_organization_id=tenant.organization_id, p_user_id=tenant.user_id,
        p_name="a key", p_models=None, p_expires_at=None, p_requests_per_minute=None, p_issuer="local",
        p_max_count=limit, p_replaces=replaces,
    )  # fmt: skip
    return result


def complete(
    db: Connection, tenant: Tenant, key_id: uuid.UUID, *, replaces: uuid.UUID | None = None, grace: float = 0
) -> dict[str, Any]:
    result: dict[str, Any] = call(
        db, "complete_key", p_organization_id=tenant.organization_id, p_id=key_id, p_masked="ctx_…",
        p_secret_hash=uuid.uuid4().hex, p_issuer_key_id=None, p_request_id="req_test",
        p_replaces=replaces, p_grace_seconds=grace,
    )  # fmt: skip
    return result


def issue(
    tenant: Tenant, *, replaces: uuid.UUID | None = None, grace: float = 0, limit: int = MAX_KEYS
) -> Any:
    """Return a job that issues a key in its two transactions, as the API does."""

    def job(db: Connection) -> str:
        key_id = uuid.uuid4()
        reserved = reserve(db, tenant, key_id, limit=limit, replaces=replaces)
        if reserved["outcome"] != "done":
            return str(reserved["outcome"])
        return str(complete(db, tenant, key_id, replaces=replaces, grace=grace)["outcome"])

    return job


def in_force(db: Connection, tenant: Tenant) -> int:
    row = db.execute("select private.keys_in_force(%s)", [tenant.organization_id]).fetchone()
    assert row is not None
    return int(row[0])


def test_concurrent_creations_stop_exactly_at_the_limit(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    for _ in range(3):
        tenant = sign_up(committed)  # has one key
        jobs: list[Callable[[Connection], str]] = [issue(tenant) for _ in range(CALLERS)]
        outcomes = run_concurrently(postgres, database, jobs)
        assert sorted(outcomes) == ["done"] * (MAX_KEYS - 1) + ["too_many_keys"] * (CALLERS - MAX_KEYS + 1)
        assert in_force(committed, tenant) == MAX_KEYS


def test_reserved_keys_take_places_until_they_end(db: Connection) -> None:
    tenant = sign_up(db)
    reserved = [uuid.uuid4() for _ in range(MAX_KEYS - 1)]
    assert {reserve(db, tenant, key_id)["outcome"] for key_id in reserved} == {"done"}
    refused = reserve(db, tenant, uuid.uuid4())
    assert refused == {"outcome": "too_many_keys", "used": MAX_KEYS}
    db.execute("update api_keys set created_at = now() - interval '121 seconds' where id = %s", [reserved[0]])
    assert reserve(db, tenant, uuid.uuid4())["outcome"] == "done"
    # Its place is taken: completing it now would be one too many.
    assert complete(db, tenant, reserved[0])["outcome"] == "reservation_ended"
    for key_id in reserved[1:]:
        assert complete(db, tenant, key_id)["outcome"] == "done"
    assert in_force(db, tenant) == MAX_KEYS


def test_key_is_replaced_once_by_concurrent_rotations(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    tenant = sign_up(committed)
    jobs = [issue(tenant, replaces=tenant.key_id, grace=3_600, limit=100) for _ in range(CALLERS)]
    outcomes = run_concurrently(postgres, database, jobs)
    assert sorted(outcomes) == ["done"] + ["rotated"] * (CALLERS - 1)
    committed.execute("delete from api_keys where masked = ''")
    assert in_force(committed, tenant) == 2


def test_concurrent_rotations_and_creations_stop_at_twice_the_limit(
    postgres: PostgresServer, database: str, committed: Connection
) -> None:
    tenant = sign_up(committed)
    keys = [tenant.key_id, *(add_key(committed, tenant.organization_id) for _ in range(MAX_KEYS - 1))]
    for _ in range(2):
        jobs = [issue(tenant, replaces=key_id, grace=3_600, limit=2 * MAX_KEYS) for key_id in keys]
        outcomes = run_concurrently(postgres, database, [*jobs, issue(tenant), issue(tenant)])
        assert outcomes[-2:] == ["too_many_keys", "too_many_keys"]
        assert in_force(committed, tenant) == 2 * MAX_KEYS
        rows = committed.execute(
            "select id from api_keys where replaces is not null and rotated_at is null"
        ).fetchall()
        keys = [row[0] for row in rows]
    assert set(outcomes) == {"too_many_keys"}


def test_expired_key_is_not_brought_back(db: Connection) -> None:
    """It gave its place to another key."""
    tenant = sign_up(db)
    db.execute("update api_keys set expires_at = clock_timestamp() where id = %s", [tenant.key_id])
    later = {"expires_at": (datetime.now(UTC) + timedelta(days=1)).isoformat()}
    for changes in (later, {"expires_at": None}, {"name": "again"}):
        assert change(db, tenant, changes)["outcome"] == "key_not_valid"


def change(db: Connection, tenant: Tenant, changes: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = call(
        db, "change_key", p_organization_id=tenant.organization_id, p_id=tenant.key_id,
        p_changes=Jsonb(changes), p_actor=tenant.user_id, p_request_id="req_test",
    )  # fmt: skip
    return result


def test_no_key_is_created_while_too_many_are_blocked(db: Connection) -> None:
    """What every gateway reads every two seconds stays bounded, and no revocation is refused or left out."""
    tenant, other = sign_up(db), sign_up(db)
    db.execute(
        "insert into api_keys (organization_id, name, masked, issuer, status)"
        " select %s, 'k', 'ctx_…', 'local', 'revoked' from generate_series(1, 20000)",
        [other.organization_id],
    )
    assert reserve(db, tenant, uuid.uuid4())["outcome"] == "too_many_blocked_keys"
    call(
        db, "revoke_key", p_organization_id=tenant.organization_id, p_id=tenant.key_id,
        p_actor=tenant.user_id, p_request_id="req_test",
    )  # fmt: skip
    row = db.execute("select count(*) from private.blocked_keys()").fetchone()
    assert row == (20_001,)
    db.execute(
        "update api_keys set revocation_confirmed_at = now() - interval '2 minutes' where status = 'revoked'"
    )
    assert reserve(db, tenant, uuid.uuid4())["outcome"] == "done"
