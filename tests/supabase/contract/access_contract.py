"""Contract for a Supabase project: what members and anonymous callers can read, change and call over HTTP."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from postgrest import APIError, AsyncPostgrestClient

from portal.database import connect
from tests.support.database.access import FUNCTIONS, TABLES, RowVisibility
from tests.support.database.customers import KeyOwner, call_rpc, create_key, rows_or_error_code
from tests.support.database.supabase import SignUp, SupabaseProject

OWN_TABLES = [
    name.removeprefix("public.")
    for name, access in TABLES.items()
    if access.manager is RowVisibility.OWN and access.tenant == "organization_id"
]
PUBLIC_TABLES = {
    name.removeprefix("public."): access for name, access in TABLES.items() if name.startswith("public.")
}
_PAGE = Path(__file__).parents[3] / "docs" / "data-model.md"
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
"""An argument of each type. The values do not matter: the privilege is checked before they are read."""


def _sample_calls() -> dict[str, dict[str, Any]]:
    """Return every public function of docs/data-model.md with samples for its required arguments."""
    documented = re.findall(r"^- `(\w+)\((.*?)\)`: ", _PAGE.read_text(), re.MULTILINE)
    return {
        function: {
            name: [] if kind.endswith("[]") else _SAMPLES[kind]
            for name, kind in (parameter.split(" ", 1) for parameter in parameters.split(", ") if parameter)
            if " = " not in kind
        }
        for function, parameters in documented
    }


SAMPLE_CALLS = _sample_calls()


class AccessContract:
    """Test modules of subclasses define the fixtures ``project``, ``service`` and ``new_person``."""

    async def test_member_reads_only_own_rows(
        self,
        service: AsyncPostgrestClient,
        member: AsyncPostgrestClient,
        customer: KeyOwner,
        new_person: SignUp,
    ) -> None:
        stranger = await create_key(service, await new_person())
        now = datetime.now(UTC)
        for owner in (customer, stranger):
            await call_rpc(service, "record_usage", p_events=owner.request_events(now))
            await call_rpc(service, "record_refusals", p_events=[owner.refused_event(now)])
            access = {"organization_id": owner.person.organization_id, "model": "oss-20b"}
            await service.table("model_access_policies").insert(access).execute()
        await call_rpc(service, "roll_up_usage")
        tenants = [customer.person.organization_id, stranger.person.organization_id]
        for table in OWN_TABLES:
            stored = await (
                service.table(table).select("organization_id").in_("organization_id", tenants).execute()
            )
            assert _organizations(stored.data) == set(tenants), table
            seen = await member.table(table).select("organization_id").execute()
            assert _organizations(seen.data) == {customer.person.organization_id}, table

    async def test_member_cannot_change_rows(
        self, service: AsyncPostgrestClient, member: AsyncPostgrestClient, customer: KeyOwner
    ) -> None:
        credit = {
            "organization_id": customer.person.organization_id,
            "kind": "credit",
            "amount_nanousd": 10**12,
            "source_id": "a gift to myself",
            "occurred_at": "2026-01-01T00:00:00Z",
        }
        assert await rows_or_error_code(member.table("billing_ledger").insert(credit)) == "42501"
        renamed = member.table("organizations").update({"name": "mine"})
        assert await rows_or_error_code(renamed.eq("id", customer.person.organization_id)) == "42501"
        deleted = member.table("api_keys").delete().eq("id", customer.key_id)
        assert await rows_or_error_code(deleted) == "42501"
        remaining = await service.table("api_keys").select("id").eq("id", customer.key_id).execute()
        assert len(remaining.data) == 1

    async def test_anonymous_caller_reads_no_table(
        self, anonymous: AsyncPostgrestClient, customer: KeyOwner
    ) -> None:
        for table in PUBLIC_TABLES:
            assert await rows_or_error_code(anonymous.table(table).select("*")) == "42501", table

    async def test_member_reads_no_hidden_column(
        self, member: AsyncPostgrestClient, customer: KeyOwner
    ) -> None:
        for table, access in PUBLIC_TABLES.items():
            if access.member is RowVisibility.DENIED:
                assert await rows_or_error_code(member.table(table).select("*")) == "42501", table
            for column in access.hidden:
                hidden = member.table(table).select(column)
                assert await rows_or_error_code(hidden) == "42501", f"{table}.{column}"

    async def test_only_the_service_role_calls_functions(
        self, member: AsyncPostgrestClient, anonymous: AsyncPostgrestClient
    ) -> None:
        for function, arguments in SAMPLE_CALLS.items():
            for client in (member, anonymous):
                assert await rows_or_error_code(client.rpc(function, arguments)) == "42501", function

    def test_sample_calls_have_every_public_function(self) -> None:
        names = {name.partition("(")[0] for name in FUNCTIONS if name.startswith("public.")}
        assert names == {f"public.{function}" for function in SAMPLE_CALLS}

    async def test_request_without_a_key_is_rejected(self, project: SupabaseProject) -> None:
        async with httpx.AsyncClient(base_url=project.url, trust_env=False) as http:
            assert (await http.get("/rest/v1/plans")).status_code == httpx.codes.UNAUTHORIZED

    async def test_forged_token_is_rejected(self, project: SupabaseProject, customer: KeyOwner) -> None:
        head, body, _ = customer.person.token.split(".")
        forged = replace(customer.person, token=f"{head}.{body}.{'A' * 43}")
        client = connect(project.url, project.publishable_key, token=forged.token)
        try:
            with pytest.raises(APIError):
                await client.table("organizations").select("id").execute()
        finally:
            await client.aclose()


def _organizations(rows: Any) -> set[str]:
    return {row["organization_id"] for row in rows}
