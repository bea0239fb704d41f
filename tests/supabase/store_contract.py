"""What the portal needs of a Supabase project over HTTP, wherever it runs."""

from __future__ import annotations

import re
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from postgrest import APIError, AsyncPostgrestClient, CountMethod

from portal.database import connect
from portal.policy.supabase import SupabasePolicySource
from portal.usage import Admitted, Settled
from portal.web.ids import new_request_id
from tests.database.access import FUNCTIONS, TABLES, Sees
from tests.support.supabase import Person, SignUp, SupabaseProject

OWN_TABLES = [
    name.removeprefix("public.")
    for name, access in TABLES.items()
    if access.manager is Sees.OWN and access.tenant == "organization_id"
]
_PAGE = Path(__file__).parents[2] / "docs" / "data-model.md"
_SAMPLES: dict[str, Any] = {
    "uuid": str(uuid.UUID(int=0)),
    "text": "x",
    "boolean": True,
    "integer": 1,
    "bigint": 1,
    "double precision": 1,
    "timestamptz": "2026-01-01T00:00:00Z",
    "interval": "1 hour",
    "jsonb": [],
}
"""An argument of each type: nobody who may not call the function gets as far as reading it."""


def _calls() -> dict[str, dict[str, Any]]:
    """Return every function of the generated page with arguments for those it has to be given."""
    told = re.findall(r"^- `(\w+)\((.*?)\)`: ", _PAGE.read_text(), re.MULTILINE)
    return {
        function: {
            name: [] if kind.endswith("[]") else _SAMPLES[kind]
            for name, kind in (parameter.split(" ", 1) for parameter in parameters.split(", ") if parameter)
            if " = " not in kind
        }
        for function, parameters in told
    }


RPCS = _calls()


@dataclass(frozen=True, slots=True)
class Customer:
    person: Person
    key_id: str
    secret_hash: str

    def request(self, at: datetime) -> list[dict[str, Any]]:
        """Return both events of one request."""
        common = {
            "request_id": new_request_id(),
            "organization_id": self.person.organization_id,
            "key_id": self.key_id,
            "model": "oss-20b",
            "pool": "oss-20b",
            "route": "/v1/messages",
            "stream": True,
            "admitted_at": at,
        }
        first = Admitted(**common, deadline_at=at + timedelta(minutes=11), prompt_tokens=9)  # type: ignore[arg-type]
        last = Settled(
            **common,  # type: ignore[arg-type]
            settled_at=at + timedelta(seconds=1),
            ending="ok",
            status=200,
            prompt_tokens=10,
            completion_tokens=5,
            token_source="router",
            ttft_ms=80.25,
            latency_ms=950.5,
        )
        said: list[dict[str, Any]] = orjson.loads(orjson.dumps([first, last]))
        return said


async def new_customer(store: AsyncPostgrestClient, person: Person) -> Customer:
    row = {
        "organization_id": person.organization_id,
        "created_by": person.user_id,
        "name": "contract",
        "masked": "ctx_ab12…wxyz",
        "secret_hash": uuid.uuid4().hex,
        "issuer": "local",
    }
    made = await store.table("api_keys").insert(row).execute()
    return Customer(person, made.data[0]["id"], row["secret_hash"])  # type: ignore[index,call-overload,arg-type]


async def call(client: AsyncPostgrestClient, function: str, **arguments: Any) -> Any:
    return (await client.rpc(function, arguments).execute()).data


async def attempt(request: Any) -> Any:
    """Return the rows of an answer, or the code of a refusal."""
    try:
        return (await request.execute()).data
    except APIError as error:
        return error.code


class StoreContract:
    """Subclasses bring the fixtures ``project``, ``service`` and ``new_person``."""

    @pytest.fixture
    async def customer(self, service: AsyncPostgrestClient, new_person: SignUp) -> Customer:
        return await new_customer(service, await new_person())

    @pytest.fixture
    async def member(
        self, project: SupabaseProject, customer: Customer
    ) -> AsyncIterator[AsyncPostgrestClient]:
        """The data client as the customer's own page has it."""
        client = connect(project.url, project.publishable_key, user_token=customer.person.token)
        yield client
        await client.aclose()

    @pytest.fixture
    async def nobody(self, project: SupabaseProject) -> AsyncIterator[AsyncPostgrestClient]:
        """The data client before signing in."""
        client = connect(project.url, project.publishable_key)
        yield client
        await client.aclose()

    async def test_a_sign_up_made_the_account(
        self, service: AsyncPostgrestClient, customer: Customer
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
        self, service: AsyncPostgrestClient, customer: Customer
    ) -> None:
        now = datetime.now(UTC)
        events = [event for _ in range(500) for event in customer.request(now)]
        assert await call(service, "record_usage", p_events=events) == {
            "recorded": 1000, "duplicates": 0, "rejected": [],
        }  # fmt: skip
        assert await call(service, "record_usage", p_events=events[::-1]) == {
            "recorded": 0, "duplicates": 1000, "rejected": [],
        }  # fmt: skip
        counted = await (
            service.table("usage_events")
            .select("request_id", count=CountMethod.exact, head=True)
            .eq("organization_id", customer.person.organization_id)
            .execute()
        )
        assert counted.count == 500

    async def test_usage_is_read_back(self, service: AsyncPostgrestClient, customer: Customer) -> None:
        now = datetime.now(UTC)
        organization_id = customer.person.organization_id
        events = [event for _ in range(3) for event in customer.request(now)]
        await call(service, "record_usage", p_events=events)
        summary = await call(
            service,
            "usage_summary",
            p_organization_id=organization_id,
            p_from=(now - timedelta(days=1)).isoformat(),
            p_to=(now + timedelta(hours=1)).isoformat(),
        )
        assert (summary["totals"]["requests"], summary["totals"]["total_tokens"]) == (3, 45)
        standing = await call(service, "window_usage", p_organization_id=organization_id)
        assert [window["used"] for window in standing["windows"]][1:] == [3, 3]
        page = await call(service, "usage_events_page", p_organization_id=organization_id, p_limit=2)
        rest = await call(
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

    async def test_a_key_is_found_by_its_hash(
        self, service: AsyncPostgrestClient, customer: Customer
    ) -> None:
        found = await call(service, "find_key", p_secret_hash=customer.secret_hash)
        assert (found["key_id"], found["plan"], len(found["limits"])) == (customer.key_id, "free", 3)
        assert await call(service, "find_key", p_secret_hash="no such") is None

    async def test_the_policy_is_read(self, service: AsyncPostgrestClient, customer: Customer) -> None:
        source = SupabasePolicySource(service, timeout_seconds=10)
        snapshot = await source.fetch()
        assert {"oss-20b", "oss-120b", "gemma-4-26b", "qwen-3.5-9b"} <= snapshot.models.keys()
        assert snapshot.models["gemma-4-26b"].pool == "gemma4"
        assert snapshot.models["oss-20b"].created_at is not None
        assert customer.key_id not in snapshot.revoked_keys
        await service.table("api_keys").update({"status": "revoked"}).eq("id", customer.key_id).execute()
        assert customer.key_id in (await source.fetch()).revoked_keys

    async def test_a_member_sees_own_rows_only(
        self,
        service: AsyncPostgrestClient,
        member: AsyncPostgrestClient,
        customer: Customer,
        new_person: SignUp,
    ) -> None:
        stranger = await new_customer(service, await new_person())
        now = datetime.now(UTC)
        for one in (customer, stranger):
            await call(service, "record_usage", p_events=one.request(now))
            access = {"organization_id": one.person.organization_id, "model": "oss-20b"}
            await service.table("model_access_policies").insert(access).execute()
        await call(service, "roll_up_usage")
        tenants = [customer.person.organization_id, stranger.person.organization_id]
        for table in OWN_TABLES:
            there = await (
                service.table(table).select("organization_id").in_("organization_id", tenants).execute()
            )
            assert _organizations(there.data) == set(tenants), table
            seen = await member.table(table).select("organization_id").execute()
            assert _organizations(seen.data) == {customer.person.organization_id}, table

    async def test_a_member_changes_nothing(
        self, service: AsyncPostgrestClient, member: AsyncPostgrestClient, customer: Customer
    ) -> None:
        gift = {
            "organization_id": customer.person.organization_id,
            "kind": "credit",
            "amount_nanousd": 10**12,
            "source_id": "a gift to myself",
            "occurred_at": "2026-01-01T00:00:00Z",
        }
        assert await attempt(member.table("billing_ledger").insert(gift)) == "42501"
        organizations = member.table("organizations").update({"name": "mine"})
        # The embedded server grants every table to everybody; row-level security then leaves no row.
        assert await attempt(organizations.eq("id", customer.person.organization_id)) in ("42501", [])
        assert await attempt(member.table("api_keys").delete().eq("id", customer.key_id)) in ("42501", [])
        kept = await service.table("api_keys").select("id").eq("id", customer.key_id).execute()
        assert len(kept.data) == 1

    async def test_before_signing_in_nothing_is_seen(
        self, nobody: AsyncPostgrestClient, customer: Customer
    ) -> None:
        for table in [*OWN_TABLES, "users", "organizations", "plans", "router_targets", "audit_log"]:
            assert await attempt(nobody.table(table).select("*")) in ("42501", []), table

    async def test_functions_are_the_services_own(
        self, member: AsyncPostgrestClient, nobody: AsyncPostgrestClient
    ) -> None:
        for function, arguments in RPCS.items():
            for client in (member, nobody):
                assert await attempt(client.rpc(function, arguments)) == "42501", function

    def test_every_function_was_asked_for(self) -> None:
        names = {name.partition("(")[0] for name in FUNCTIONS if name.startswith("public.")}
        assert names == {f"public.{function}" for function in RPCS}

    async def test_a_request_without_a_key_is_refused(self, project: SupabaseProject) -> None:
        async with httpx.AsyncClient(base_url=project.url, trust_env=False) as http:
            assert (await http.get("/rest/v1/plans")).status_code == httpx.codes.UNAUTHORIZED

    async def test_a_forged_token_is_refused(self, project: SupabaseProject, customer: Customer) -> None:
        head, body, _ = customer.person.token.split(".")
        forged = replace(customer.person, token=f"{head}.{body}.{'A' * 43}")
        client = connect(project.url, project.publishable_key, user_token=forged.token)
        try:
            with pytest.raises(APIError):
                await client.table("organizations").select("id").execute()
        finally:
            await client.aclose()


def _organizations(rows: Any) -> set[str]:
    return {row["organization_id"] for row in rows}
