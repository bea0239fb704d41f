"""Wherever a change of a key dies, the reconciliation brings our database and Unkey together again."""

from __future__ import annotations

import asyncio
import json
import sys
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
import pytest_asyncio

from functions.control_plane.api_keys.lifecycle import KeyLifecycle, KeyOptions
from functions.control_plane.api_keys.reconciliation import KeyReconciliation, Reconciled
from functions.control_plane.api_keys.repository import ApiKeyRows
from functions.control_plane.api_keys.wanted_keys import KeptKeyRows
from functions.control_plane.auth.caller import Caller
from functions.control_plane.database.audit import AuditLog
from functions.control_plane.usage.repository import Usage
from local.supabase.server import EmbeddedSupabase
from portal.errors import KeyServiceUnavailable, PortalError
from portal.keys.local import LocalKeyIssuer
from portal.keys.secret import KeyHasher
from portal.keys.unkey.administration import UnkeyAdministration
from portal.keys.unkey.issuer import UnkeyIssuer
from tests.functions.control_plane.portals import PEPPER, Person
from tests.functions.control_plane.test_unkey_mode import UnkeyPortal
from tests.functions.gateway.serving import serving
from tests.portal.keys.unkey.services import PORTAL_ROOT_KEY, with_root_keys
from tests.support.unkey.server import Unkey
from tests.support.unkey.store import Key

pytestmark = pytest.mark.asyncio(loop_scope="session")

ROOT = Path(__file__).parents[3]
_Answer = TypeVar("_Answer")


class Killed(BaseException):
    """The process ends here."""


class Life:
    """Ends at step ``last``: before it is done, or after it was done and before anybody heard."""

    def __init__(self, last: int, *, heard: bool) -> None:
        self.left = last
        self._heard = heard

    async def step(self, operation: Callable[[], Awaitable[_Answer]]) -> _Answer:
        self.left -= 1
        if self.left < 0:
            raise Killed
        if self.left > 0:
            return await operation()
        if self._heard:
            await operation()
        raise Killed


class MortalDatabase:
    """A table of the database of which every call is a step."""

    def __init__(self, database: Any, life: Life) -> None:
        self._database = database
        self._life = life

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any, **named: Any) -> Any:
            return MortalQuery(getattr(self._database, name)(*arguments, **named), self._life)

        return call


class MortalQuery(MortalDatabase):
    async def execute(self) -> Any:
        return await self._life.step(self._database.execute)


class MortalAdministration(UnkeyAdministration):
    life: Life

    async def call(self, operation: Callable[[], Awaitable[_Answer]]) -> _Answer:
        return await self.life.step(lambda: super(MortalAdministration, self).call(operation))


@pytest_asyncio.fixture(loop_scope="session")
async def portal(supabase: EmbeddedSupabase) -> AsyncIterator[UnkeyPortal]:
    unkey = with_root_keys(Unkey())
    async with serving(unkey.app) as url:
        portal = UnkeyPortal(supabase, unkey, url)
        yield portal
        await portal.connection.close()
        await portal.close()


@pytest_asyncio.fixture(loop_scope="session")
async def ada(portal: UnkeyPortal) -> Person:
    return await portal.sign_up("Ada")


async def reconciled(portal: UnkeyPortal, under_way: timedelta = timedelta(0)) -> Reconciled:
    administration = UnkeyAdministration(PORTAL_ROOT_KEY, base_url=portal.url)
    issuer = UnkeyIssuer(administration, portal.unkey.store.api_id)
    try:
        return await KeyReconciliation(KeptKeyRows(portal.database), issuer, under_way=under_way).run()
    finally:
        await issuer.close()


def live(portal: UnkeyPortal) -> dict[str, Key]:
    return {key.id: key for key in portal.unkey.store.keys.values() if not key.deleted}


async def assert_together(portal: UnkeyPortal, organization_id: str) -> None:
    """What is in force with us works at Unkey as we say, and nothing else does."""
    rows = {
        row["issuer_key_id"]: row
        for row in await portal.rows("api_keys", organization_id=organization_id)
        if row["status"] != "revoked"
    }
    kept = live(portal)
    assert kept.keys() == rows.keys()
    for key_id, row in rows.items():
        key = kept[key_id]
        assert key.meta is not None
        assert (key.meta["key_id"], key.name, key.enabled) == (row["id"], row["name"], True)
        expires_at = row["expires_at"] and datetime.fromisoformat(row["expires_at"])
        assert key.expires == (expires_at and int(expires_at.timestamp() * 1000))
        models = row["models"]
        assert key.permissions == (["model:*"] if models is None else [f"model:{name}" for name in models])


async def mortal(portal: UnkeyPortal, life: Life) -> tuple[KeyLifecycle, UnkeyIssuer]:
    administration = MortalAdministration(PORTAL_ROOT_KEY, base_url=portal.url)
    administration.life = life
    issuer = UnkeyIssuer(administration, portal.unkey.store.api_id)
    database: Any = MortalDatabase(portal.database, life)
    rows, usage, audit = ApiKeyRows(database), Usage(database), AuditLog(database)
    return KeyLifecycle(rows, usage, audit, issuer, max_keys=50), issuer


async def create(lifecycle: KeyLifecycle, caller: Caller, _: uuid.UUID) -> None:
    await lifecycle.create(caller, uuid.uuid4(), KeyOptions("new", models=("oss-20b",)), "req_1")


async def rotate(lifecycle: KeyLifecycle, caller: Caller, key_id: uuid.UUID) -> None:
    await lifecycle.rotate(caller, uuid.uuid4(), key_id, timedelta(hours=1), "req_1")


async def revoke(lifecycle: KeyLifecycle, caller: Caller, key_id: uuid.UUID) -> None:
    await lifecycle.revoke(caller, key_id, "req_1")


async def change(lifecycle: KeyLifecycle, caller: Caller, key_id: uuid.UUID) -> None:
    await lifecycle.change(caller, key_id, {"name": "changed", "models": ["oss-120b"]}, "req_1")


@pytest.mark.parametrize("heard", [False, True])
@pytest.mark.parametrize(("operation", "least_steps"), [(create, 7), (rotate, 12), (revoke, 4), (change, 5)])
async def test_killed_at_any_step(
    portal: UnkeyPortal, operation: Callable[..., Awaitable[None]], least_steps: int, heard: bool
) -> None:
    ada = await portal.sign_up()
    organization_id = await ada.organization_id()
    caller = await portal.services.identification.identify(ada.token, None)
    steps = 0
    while True:
        steps += 1
        for key in live(portal).values():
            key.deleted = True
        await portal.database.table("api_keys").delete().eq("organization_id", organization_id).execute()
        key = await ada.make_key("old")
        life = Life(steps, heard=heard)
        lifecycle, issuer = await mortal(portal, life)
        try:
            await operation(lifecycle, caller, uuid.UUID(key["id"]))
        except Killed:
            pass
        else:
            assert life.left > 0
            break
        finally:
            await issuer.close()
        await reconciled(portal)
        await assert_together(portal, organization_id)
        again = await reconciled(portal)
        assert replace(again, seen=0) == Reconciled()
    assert steps > least_steps


async def test_what_may_still_be_in_the_making_is_left_alone(portal: UnkeyPortal, ada: Person) -> None:
    await ada.make_key()
    caller = await portal.services.identification.identify(ada.token, None)
    # Ended after Unkey has made the key: the row is there, its end is not.
    for steps in range(1, 20):
        lifecycle, issuer = await mortal(portal, Life(steps, heard=True))
        with pytest.raises(Killed):
            await create(lifecycle, caller, uuid.uuid4())
        await issuer.close()
        if len(live(portal)) == 2:
            break
    before = await portal.rows("api_keys", organization_id=await ada.organization_id())
    done = await reconciled(portal, timedelta(minutes=10))
    assert (done.seen, done.deleted, done.swept) == (2, 0, 0)
    assert await portal.rows("api_keys", organization_id=await ada.organization_id()) == before
    done = await reconciled(portal)
    assert done.deleted == 1
    assert done.swept >= 1
    assert len(live(portal)) == 1


async def test_a_plan_that_unkey_did_not_hear_of_is_put_there(portal: UnkeyPortal, ada: Person) -> None:
    key = (await ada.call("POST", "/portal/api-keys", json={"name": "k", "requests_per_minute": 7})).json()
    other = await ada.make_key()
    organization_id = await ada.organization_id()
    await portal.rpc("change_plan", p_organization_id=organization_id, p_plan="pro")
    done = await reconciled(portal)
    assert done.plans == 1
    # A node may answer from its cache; what is kept is what counts here.
    by_id = {kept.meta["key_id"]: kept for kept in live(portal).values() if kept.meta}
    assert [limit.limit for limit in by_id[key["id"]].limits] == [7]
    assert [limit.limit for limit in by_id[other["id"]].limits] == [120]
    identity = portal.unkey.store.identity(organization_id)
    assert identity is not None
    assert identity.meta == {"plan": "pro"}
    assert sorted(limit.limit for limit in identity.limits) == [5_000, 50_000]
    assert replace(await reconciled(portal), seen=0) == Reconciled()


async def test_a_key_in_use_that_nobody_can_have_is_reported_and_left(
    portal: UnkeyPortal, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """Most likely it is another deployment's, whose keys are in the same API by mistake."""
    key = await ada.make_key()
    (kept,) = live(portal).values()
    await portal.database.table("api_keys").delete().eq("id", key["id"]).execute()
    kept.last_used_at = kept.created_at
    done = await reconciled(portal)
    assert (done.deleted, done.unexplained) == (0, 1)
    assert [record.levelname for record in caplog.records if record.message == "keys.reconciled"] == ["ERROR"]
    assert live(portal)


async def test_a_key_made_by_hand_is_left(portal: UnkeyPortal, ada: Person) -> None:
    await ada.make_key()
    (kept,) = live(portal).values()
    kept.meta = None
    done = await reconciled(portal)
    assert (done.foreign, done.deleted, done.changed) == (1, 0, 0)


class Unchangeable(UnkeyIssuer):
    async def update(self, **_: Any) -> None:
        raise KeyServiceUnavailable("no")


async def test_a_key_that_cannot_be_mended_holds_up_no_other(portal: UnkeyPortal, ada: Person) -> None:
    for _ in range(2):
        drifted, revoked = await ada.make_key(), await ada.make_key()
        api_keys = portal.database.table("api_keys")
        await api_keys.update({"name": "renamed"}).eq("id", drifted["id"]).execute()
        await api_keys.update({"status": "revoked"}).eq("id", revoked["id"]).execute()
    administration = UnkeyAdministration(PORTAL_ROOT_KEY, base_url=portal.url)
    issuer = Unchangeable(administration, portal.unkey.store.api_id)
    rows = KeptKeyRows(portal.database)
    with pytest.raises(KeyServiceUnavailable):
        await KeyReconciliation(rows, issuer, under_way=timedelta(0)).run()
    await issuer.close()
    assert [key.name for key in live(portal).values()] == [drifted["name"]] * 2
    assert (await reconciled(portal)).changed == 2
    await assert_together(portal, await ada.organization_id())


class Noting(KeptKeyRows):
    """Rows that tell which comparisons were noted."""

    noted: list[datetime]

    async def compared(self, began_at: datetime) -> None:
        await super().compared(began_at)
        self.noted.append(began_at)


async def test_only_a_comparison_without_a_failure_is_noted(portal: UnkeyPortal, ada: Person) -> None:
    """Until then the policy snapshot goes on naming what has been revoked."""
    drifted = await ada.make_key()
    await portal.database.table("api_keys").update({"name": "renamed"}).eq("id", drifted["id"]).execute()
    rows = Noting(portal.database)
    rows.noted = []
    for keeper, told in ((Unchangeable, False), (UnkeyIssuer, True)):
        issuer = keeper(UnkeyAdministration(PORTAL_ROOT_KEY, base_url=portal.url), portal.unkey.store.api_id)
        began_at = datetime.now(UTC)
        with nullcontext() if told else pytest.raises(KeyServiceUnavailable):
            await KeyReconciliation(rows, issuer).run()
        await issuer.close()
        assert [began_at <= noted < datetime.now(UTC) for noted in rows.noted] == [True] * told


async def test_while_unkey_is_down_no_row_is_swept(portal: UnkeyPortal, ada: Person) -> None:
    organization_id = await ada.organization_id()
    row = {"organization_id": organization_id, "name": "n", "masked": "", "issuer": "unkey"}
    await portal.database.table("api_keys").insert(row).execute()
    portal.unkey.behaviour = replace(portal.unkey.behaviour, status=503)
    with pytest.raises(PortalError):
        await reconciled(portal)
    assert len(await portal.rows("api_keys", organization_id=organization_id)) == 1


async def test_with_the_local_issuer_only_rows_are_swept(portal: UnkeyPortal, ada: Person) -> None:
    organization_id = await ada.organization_id()
    old = {"created_at": (datetime.now(UTC) - timedelta(minutes=11)).isoformat()}
    row = {"organization_id": organization_id, "name": "n", "masked": "", "issuer": "local"}
    await portal.database.table("api_keys").insert([row | old, row]).execute()
    issuer = LocalKeyIssuer(KeyHasher(PEPPER), environ={})
    done = await KeyReconciliation(KeptKeyRows(portal.database), issuer).run()
    assert done.swept >= 1
    assert len(await portal.rows("api_keys", organization_id=organization_id)) == 1


async def test_the_scheduled_handler_does_it(portal: UnkeyPortal, ada: Person) -> None:
    """As Lambda loads it, twice in one process: connections and their loop outlive a call."""
    await ada.make_key()
    (kept,) = live(portal).values()
    kept.name = "somebody changed it"
    code = (
        "import json; from functions.control_plane.api_keys.upkeep import handler;"
        " print(json.dumps([handler({}, None), handler({}, None)]))"
    )
    environment = {
        "PYTHONPATH": f"{ROOT}:{ROOT / 'layers' / 'shared'}",
        "PORTAL_SUPABASE_URL": portal.supabase.url,
        "PORTAL_SUPABASE_SECRET_KEY": portal.supabase.keys.secret,
        "PORTAL_UNKEY_ROOT_KEY": PORTAL_ROOT_KEY,
        "PORTAL_UNKEY_API_ID": portal.unkey.store.api_id,
        "PORTAL_UNKEY_BASE_URL": portal.url,
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", code), cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    first, second = json.loads(said)
    assert (first["seen"], first["changed"], second["changed"]) == (1, 1, 0)
    assert kept.name == "test"
