"""Contract for a Supabase project: accounts, usage, keys and policy, read over HTTP by the service role."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from postgrest import AsyncPostgrestClient, CountMethod

from portal.policy.supabase import SupabasePolicySource
from tests.support.database.customers import KeyOwner, call_rpc


class StoreContract:
    """Test modules of subclasses define the fixtures ``project``, ``service`` and ``new_person``."""

    async def test_sign_up_creates_the_account(
        self, service: AsyncPostgrestClient, customer: KeyOwner
    ) -> None:
        found = await (
            service.table("users")
            .select("email,organization_members(role,organizations(id,kind))")
            .eq("auth_subject", customer.person.subject)
            .execute()
        )
        organization = {"id": customer.person.organization_id, "kind": "personal"}
        assert found.data == [
            {
                "email": customer.person.email,
                "organization_members": [{"role": "owner", "organizations": organization}],
            }
        ]
        found = await (
            service.table("plan_subscriptions")
            .select("plan,status")
            .eq("organization_id", customer.person.organization_id)
            .execute()
        )
        assert found.data == [{"plan": "free", "status": "active"}]

    async def test_a_thousand_events_are_recorded_once(
        self, service: AsyncPostgrestClient, customer: KeyOwner
    ) -> None:
        now = datetime.now(UTC)
        events = [event for _ in range(500) for event in customer.request_events(now)]
        assert await call_rpc(service, "record_usage", p_events=events) == {
            "recorded": 1000, "duplicates": 0, "rejected": [],
        }  # fmt: skip
        assert await call_rpc(service, "record_usage", p_events=events[::-1]) == {
            "recorded": 0, "duplicates": 1000, "rejected": [],
        }  # fmt: skip
        counted = await (
            service.table("usage_events")
            .select("request_id", count=CountMethod.exact, head=True)
            .eq("organization_id", customer.person.organization_id)
            .execute()
        )
        assert counted.count == 500

    async def test_recorded_usage_is_read(self, service: AsyncPostgrestClient, customer: KeyOwner) -> None:
        now = datetime.now(UTC)
        organization_id = customer.person.organization_id
        events = [event for _ in range(3) for event in customer.request_events(now)]
        await call_rpc(service, "record_usage", p_events=events)
        hour = now.replace(minute=0, second=0, microsecond=0)
        summary = await call_rpc(
            service,
            "usage_summary",
            p_organization_id=organization_id,
            p_from=(hour - timedelta(days=1)).isoformat(),
            p_to=(hour + timedelta(hours=1)).isoformat(),
        )
        assert (summary["totals"]["requests"], summary["totals"]["total_tokens"]) == (3, 45)
        allowance = await call_rpc(service, "window_usage", p_organization_id=organization_id)
        assert [window["used"] for window in allowance["windows"]][1:] == [3, 3]
        page = await call_rpc(service, "usage_events_page", p_organization_id=organization_id, p_limit=2)
        rest = await call_rpc(
            service,
            "usage_events_page",
            p_organization_id=organization_id,
            p_before=page["next"]["before"],
            p_before_id=page["next"]["before_id"],
        )
        seen = [event["request_id"] for event in page["events"] + rest["events"]]
        assert sorted(seen) == sorted({event["request_id"] for event in events})
        first = page["events"][0]
        assert datetime.fromisoformat(first["admitted_at"]) == now
        assert (first["ttft_ms"], first["latency_ms"]) == (80.25, 950.5)

    async def test_key_is_found_by_its_hash(self, service: AsyncPostgrestClient, customer: KeyOwner) -> None:
        found = await call_rpc(service, "find_key", p_secret_hash=customer.secret_hash)
        assert (found["key_id"], found["plan"], len(found["limits"])) == (customer.key_id, "free", 3)
        assert await call_rpc(service, "find_key", p_secret_hash="no such") is None

    async def test_policy_snapshot_is_read(self, service: AsyncPostgrestClient, customer: KeyOwner) -> None:
        source = SupabasePolicySource(service, timeout_seconds=10)
        snapshot = (await source.fetch()).snapshot
        assert {"oss-20b", "oss-120b", "gemma-4-26b", "qwen-3.5-9b"} <= snapshot.models.keys()
        assert snapshot.models["gemma-4-26b"].pool == "gemma4"
        assert snapshot.models["oss-20b"].created_at is not None
        assert customer.key_id not in snapshot.blocked_keys
        await service.table("api_keys").update({"status": "revoked"}).eq("id", customer.key_id).execute()
        assert customer.key_id in (await source.fetch()).snapshot.blocked_keys
