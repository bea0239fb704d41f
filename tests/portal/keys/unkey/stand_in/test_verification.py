"""``keys.verifyKey``: its checks, credits and rerolls (docs/protocols/unkey.md, "Verification")."""

from __future__ import annotations

from unkey.py.models import Operation

from tests.support.unkey.workspace import API, UnkeyWorkspace, limit


async def test_checks_run_in_unkeys_order(workspace: UnkeyWorkspace) -> None:
    """Each failed check hides the later ones, and only the last one counts."""
    key_id, secret = await workspace.key(
        permissions=["a"],
        enabled=False,
        expires=int(workspace.moment.at * 1000) - 1,
        ratelimits=[limit("per-minute", 1)],
        credits={"remaining": 0},
    )
    update = workspace.sdk.keys.update_key_async

    async def code() -> str:
        return str((await workspace.verify(secret, permissions="b"))["code"])

    assert await code() == "DISABLED"
    await update(key_id=key_id, enabled=True)
    assert await code() == "EXPIRED"
    await update(key_id=key_id, expires=None)
    assert await code() == "INSUFFICIENT_PERMISSIONS"
    await update(key_id=key_id, permissions=["b"])
    assert await code() == "USAGE_EXCEEDED"
    assert await code() == "RATE_LIMITED", "the limit was charged although the credits refused"
    await workspace.sdk.keys.delete_key_async(key_id=key_id)
    assert await code() == "NOT_FOUND"


async def test_credits_belong_to_the_key_and_cost_one_by_default(workspace: UnkeyWorkspace) -> None:
    key_id, secret = await workspace.key(credits={"remaining": 3})
    assert (await workspace.verify(secret))["credits"] == 2
    assert (await workspace.verify(secret, credits={"cost": 3}))["code"] == "USAGE_EXCEEDED"
    assert (await workspace.verify(secret, credits={"cost": 2}))["credits"] == 0
    change = workspace.sdk.keys.update_credits_async
    answer = await change(key_id=key_id, operation=Operation.INCREMENT, value=5)
    assert answer.data.remaining == 5
    answer = await change(key_id=key_id, operation=Operation.DECREMENT, value=9)
    assert answer.data.remaining == 0
    answer = await change(key_id=key_id, operation=Operation.SET, value=None)
    assert answer.data.remaining is None
    assert (await workspace.verify(secret))["valid"]


async def test_reroll_creates_a_second_key_with_a_cut_prefix(workspace: UnkeyWorkspace) -> None:
    made = await workspace.sdk.keys.create_key_async(
        api_id=API, prefix="sk_live", byte_length=32, credits={"remaining": 7}
    )
    rerolled = await workspace.sdk.keys.reroll_key_async(key_id=made.data.key_id, expiration=30_000)
    assert rerolled.data.key.startswith("sk_")
    assert not rerolled.data.key.startswith("sk_live")
    assert (await workspace.verify(rerolled.data.key))["credits"] == 6
    assert (await workspace.verify(made.data.key))["credits"] == 6, "the credits were doubled"
    workspace.moment.at += 41
    assert (await workspace.verify(made.data.key))["code"] == "EXPIRED"
    assert (await workspace.verify(rerolled.data.key))["valid"]
