"""Limits of keys and identities (docs/protocols/unkey.md, "Rate limits")."""

from __future__ import annotations

from tests.support.unkey.workspace import VERIFY, UnkeyWorkspace, limit


async def test_limits_of_key_and_identity_are_charged_all_or_none(workspace: UnkeyWorkspace) -> None:
    await workspace.sdk.identities.create_identity_async(external_id="o", ratelimits=[limit("org", 5)])
    _, first = await workspace.key(external_id="o", ratelimits=[limit("key", 3)])
    _, second = await workspace.key(external_id="o", ratelimits=[limit("key", 3)])
    codes = [(await workspace.verify(first))["code"] for _ in range(6)]
    assert codes == ["VALID"] * 3 + ["RATE_LIMITED"] * 3
    # Three denied requests have taken nothing from the identity.
    codes = [(await workspace.verify(second))["code"] for _ in range(3)]
    assert codes == ["VALID"] * 2 + ["RATE_LIMITED"]
    denied = {entry["name"]: entry for entry in (await workspace.verify(second))["ratelimits"]}
    assert denied["org"]["exceeded"]
    assert not denied["key"]["exceeded"]
    assert denied["key"]["remaining"] == 1


async def test_key_limit_hides_the_identity_limit_of_the_same_name(workspace: UnkeyWorkspace) -> None:
    await workspace.sdk.identities.create_identity_async(external_id="o", ratelimits=[limit("same", 1)])
    _, secret = await workspace.key(external_id="o", ratelimits=[limit("same", 3)])
    codes = [(await workspace.verify(secret))["code"] for _ in range(4)]
    assert codes == ["VALID"] * 3 + ["RATE_LIMITED"]


async def test_only_auto_applied_or_named_limits_are_checked(workspace: UnkeyWorkspace) -> None:
    _, secret = await workspace.key(ratelimits=[limit("named", 1, auto=False)])
    assert (await workspace.verify(secret)).get("ratelimits") is None
    assert (await workspace.verify(secret, ratelimits=[{"name": "named"}]))["valid"]
    assert not (await workspace.verify(secret, ratelimits=[{"name": "named"}]))["valid"]


async def test_cost_of_zero_reads_and_charges_nothing(workspace: UnkeyWorkspace) -> None:
    _, secret = await workspace.key(ratelimits=[limit("per-minute", 2)], credits={"remaining": 2})
    look = {"ratelimits": [{"name": "per-minute", "cost": 0}], "credits": {"cost": 0}}
    for _ in range(5):
        data = await workspace.verify(secret, **look)
        assert (data["code"], data["ratelimits"][0]["remaining"], data["credits"]) == ("VALID", 2, 2)
    for _ in range(2):
        await workspace.verify(secret)
    data = await workspace.verify(secret, **look)
    assert (data["code"], data["ratelimits"][0]["remaining"], data["credits"]) == ("VALID", 0, 0)


async def test_costs_are_charged_whole_or_not_at_all(workspace: UnkeyWorkspace) -> None:
    _, secret = await workspace.key(ratelimits=[limit("tokens", 100)])
    asked = [{"name": "tokens", "cost": 60}]
    assert (await workspace.verify(secret, ratelimits=asked))["valid"]
    assert not (await workspace.verify(secret, ratelimits=asked))["valid"]
    asked[0]["cost"] = 40
    assert (await workspace.verify(secret, ratelimits=asked))["ratelimits"][0]["remaining"] == 0


async def test_ad_hoc_limit_counts_the_key(workspace: UnkeyWorkspace) -> None:
    await workspace.sdk.identities.create_identity_async(external_id="o")
    asked = {"ratelimits": [{"name": "ad-hoc", "limit": 1, "duration": 60_000}]}
    for _ in range(2):
        _, secret = await workspace.key(external_id="o")
        assert (await workspace.verify(secret, **asked))["valid"]
        assert not (await workspace.verify(secret, **asked))["valid"]


async def test_unknown_limit_name_is_412_and_charges_nothing(workspace: UnkeyWorkspace) -> None:
    _, secret = await workspace.key(ratelimits=[limit("per-minute", 1)])
    answer = await workspace.post(VERIFY, {"key": secret, "ratelimits": [{"name": "other"}]})
    assert answer.status_code == 412
    assert (await workspace.verify(secret))["valid"]


async def test_previous_window_counts_by_its_remaining_fraction(workspace: UnkeyWorkspace) -> None:
    _, secret = await workspace.key(ratelimits=[limit("per-minute", 10)])
    for _ in range(10):
        await workspace.verify(secret)
    data = await workspace.verify(secret)
    reset = data["ratelimits"][0]["reset"] / 1000
    assert reset == workspace.moment.at + 40
    workspace.moment.at = reset + 30
    passed = [(await workspace.verify(secret))["valid"] for _ in range(7)]
    assert passed == [True] * 5 + [False] * 2
