"""Contract for a Supabase project: what a function can do over HTTP with the token of its role."""

from __future__ import annotations

import pytest

from portal.database import EXPECTS_NOTHING
from tests.supabase.contract.access_contract import PUBLIC_TABLES, SAMPLE_CALLS
from tests.support.database.customers import KeyOwner, rows_or_error_code
from tests.support.database.portal_roles import FOR_THE_DOCTOR, PORTAL_ROLES
from tests.support.database.supabase import SupabaseProject

NOT_PERMITTED = "42501"


class RoleContract:
    """Test modules of subclasses define the fixtures ``project``, ``service`` and ``new_person``."""

    @pytest.mark.parametrize("role", PORTAL_ROLES)
    async def test_role_calls_its_functions_and_no_other(self, project: SupabaseProject, role: str) -> None:
        client = project.connect_as(role)
        try:
            permitted = set()
            for function, arguments in SAMPLE_CALLS.items():
                call = client.rpc(function, arguments)
                call.request.headers["Prefer"] = EXPECTS_NOTHING  # some return void
                if await rows_or_error_code(call) != NOT_PERMITTED:
                    permitted.add(function)
        finally:
            await client.aclose()
        assert permitted == PORTAL_ROLES[role].functions | FOR_THE_DOCTOR

    @pytest.mark.parametrize("role", PORTAL_ROLES)
    async def test_role_reads_its_columns_and_no_other(
        self, project: SupabaseProject, customer: KeyOwner, role: str
    ) -> None:
        access = PORTAL_ROLES[role]
        client = project.connect_as(role)
        try:
            for table in PUBLIC_TABLES:
                columns = access.reads.get(table, frozenset())
                whole = await rows_or_error_code(client.table(table).select("*").limit(1))
                assert whole == NOT_PERMITTED or columns, table
                if columns:
                    query = client.table(table).select(",".join(sorted(columns))).limit(1)
                    assert isinstance(await rows_or_error_code(query), list), table
        finally:
            await client.aclose()

    async def test_control_plane_reads_the_rows_of_every_customer(
        self, project: SupabaseProject, customer: KeyOwner
    ) -> None:
        client = project.connect_as("portal_control_plane")
        try:
            found = await rows_or_error_code(client.table("api_keys").select("id").eq("id", customer.key_id))
            assert found == [{"id": customer.key_id}]
            hidden = client.table("api_keys").select("secret_hash").eq("id", customer.key_id)
            assert await rows_or_error_code(hidden) == NOT_PERMITTED
            copied = client.table("organization_members").insert({"organization_id": customer.key_id})
            assert await rows_or_error_code(copied) == NOT_PERMITTED
        finally:
            await client.aclose()
