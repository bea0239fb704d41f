"""The control plane as it is wired, over the embedded Supabase and a shared table: its changes are there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest
import pytest_asyncio

from local.queue.names import SHARED_TABLE
from local.queue.shared_table import create_shared_table
from portal.connections.aws.dynamodb import open_shared_table
from portal.errors import PolicyUnavailable
from portal.policy import FetchedPolicy, PolicySnapshot
from portal.policy.published import PublicationUnavailable
from portal.policy.published.dynamodb import DynamoDbPublishedPolicyStore
from portal.policy.published.source import PublishedPolicySource
from tests.support.control_plane.portal import Portal
from tests.support.database.supabase import SupabaseProject
from tests.support.servers.aws import PatientAwsTransport, aws_server

pytestmark = pytest.mark.asyncio(loop_scope="session")


class NoDatabase:
    """``PolicySource`` that shows that what was read was published."""

    async def fetch(self) -> FetchedPolicy:
        raise PolicyUnavailable("nothing is published")


@pytest.fixture(scope="module")
def table_url() -> Iterator[str]:
    with aws_server() as url:
        create_shared_table(url)
        yield url


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def publishing(supabase: SupabaseProject, table_url: str) -> AsyncIterator[Portal]:
    portal = Portal(supabase, shared_table=SHARED_TABLE, shared_table_endpoint=table_url, database_seconds=10)
    yield portal
    await portal.close()


async def published_policy(table_url: str) -> PolicySnapshot | None:
    """Return what is published, however long ago; None on a machine that is too busy to read it in time."""
    transport = PatientAwsTransport()
    store = DynamoDbPublishedPolicyStore(open_shared_table(SHARED_TABLE, table_url, "us-east-1", transport))
    try:
        published = (await store.head()).policy
        read_at = 0.0 if published is None else published.read_at
        return (await PublishedPolicySource(store, NoDatabase(), wall=lambda: read_at).fetch()).snapshot
    except (PolicyUnavailable, PublicationUnavailable):
        return None
    finally:
        await transport.close()


async def is_published(
    change: Callable[[], Awaitable[Callable[[PolicySnapshot], bool]]], table_url: str
) -> bool:
    """Whether a change is published once it is answered. A busy machine may exceed the bounds: five tries."""
    for _ in range(5):
        binds = await change()
        snapshot = await published_policy(table_url)
        if snapshot is not None and binds(snapshot):
            return True
    return False


async def test_revoked_key_is_published_when_its_owner_has_the_answer(
    publishing: Portal, table_url: str
) -> None:
    ada = await publishing.sign_up("Ada")

    async def revoke() -> Callable[[PolicySnapshot], bool]:
        key_id = (await ada.create_key())["id"]
        revoked = await ada.call("DELETE", f"/portal/api-keys/{key_id}")
        assert revoked.status_code < 300, revoked.text
        return lambda snapshot: key_id in snapshot.blocked_keys

    assert await is_published(revoke, table_url)


@pytest.mark.parametrize("state", ["disabled", "active"])
async def test_what_an_operator_changes_is_published(publishing: Portal, table_url: str, state: str) -> None:
    operator = await publishing.sign_up("Op")
    await publishing.rpc(
        "set_platform_admin",
        p_user_id=await operator.user_id(),
        p_is_admin=True,
        p_actor="system",
        p_reason="tests",
    )

    async def change() -> Callable[[PolicySnapshot], bool]:
        body = {"state": state, "reason": "a test"}
        response = await operator.call("PUT", "/portal/admin/models/oss-20b/state", json=body)
        assert response.status_code < 300, response.text
        return lambda snapshot: snapshot.models["oss-20b"].state == state

    assert await is_published(change, table_url)


async def test_refused_change_publishes_nothing(publishing: Portal, table_url: str) -> None:
    transport = PatientAwsTransport()
    table = open_shared_table(SHARED_TABLE, table_url, "us-east-1", transport)
    before = await table.get("policy")
    response = await publishing.client.delete("/portal/api-keys/11111111-1111-4111-8111-111111111111")
    assert response.status_code == 401
    assert await table.get("policy") == before
    await transport.close()


async def test_lost_table_fails_no_change(supabase: SupabaseProject) -> None:
    portal = Portal(
        supabase, shared_table="none", shared_table_endpoint="http://127.0.0.1:9", database_seconds=10
    )
    ada = await portal.sign_up("Ada")
    assert (await ada.create_key())["id"]
    await portal.close()
