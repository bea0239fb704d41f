"""The caches of Unkey's nodes (docs/protocols/unkey.md, "Revocation and caches")."""

from __future__ import annotations

import pytest

from tests.support.unkey.workspace import UnkeyWorkspace


async def test_node_that_deletes_a_key_refuses_it_at_once(workspace: UnkeyWorkspace) -> None:
    key_id, secret = await workspace.key()
    assert (await workspace.verify(secret))["valid"]
    await workspace.sdk.keys.delete_key_async(key_id=key_id)
    assert (await workspace.verify(secret))["code"] == "NOT_FOUND"


@pytest.mark.parametrize("nodes", [3])
async def test_other_nodes_respond_from_their_caches(workspace: UnkeyWorkspace) -> None:
    key_id, secret = await workspace.key()
    for _ in range(3):
        assert (await workspace.verify(secret))["valid"]
    await workspace.sdk.keys.delete_key_async(key_id=key_id)

    async def valid() -> int:
        return sum([(await workspace.verify(secret))["valid"] for _ in range(3)])

    workspace.moment.at += 9
    assert await valid() == 2
    assert await valid() == 2, "fresh entries respond to every call"
    workspace.moment.at += 500
    assert await valid() == 2, "a stale entry responds once more"
    assert await valid() == 0


@pytest.mark.parametrize("nodes", [3])
async def test_node_drops_an_entry_after_ten_idle_minutes(workspace: UnkeyWorkspace) -> None:
    key_id, secret = await workspace.key()
    for _ in range(3):
        await workspace.verify(secret)
    await workspace.sdk.keys.delete_key_async(key_id=key_id)
    workspace.moment.at += 600
    assert not any([(await workspace.verify(secret))["valid"] for _ in range(3)])


async def test_identity_changes_with_the_next_lookup(workspace: UnkeyWorkspace) -> None:
    await workspace.sdk.identities.create_identity_async(external_id="o", meta={"plan": "free"})
    _, secret = await workspace.key(external_id="o")
    await workspace.verify(secret)
    await workspace.sdk.identities.update_identity_async(identity="o", meta={"plan": "pro"})
    plans = []
    for seconds in (0, 11, 0):
        workspace.moment.at += seconds
        plans.append((await workspace.verify(secret))["identity"]["meta"]["plan"])
    assert plans == ["free", "free", "pro"]
