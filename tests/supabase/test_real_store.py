"""The store contract on a real project. It leaves rows behind: give it a project for tests.

Runs with ``PORTAL_SUPABASE_URL``, ``PORTAL_SUPABASE_SECRET_KEY`` and ``PORTAL_SUPABASE_PUBLISHABLE_KEY`` set:
``pytest tests/supabase/test_real_store.py --force-enable-socket``.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterator

import httpx
import pytest
from postgrest import AsyncPostgrestClient

from portal.database import connect
from tests.supabase.store_contract import StoreContract
from tests.support.supabase import Person, SignUp, SupabaseProject, person

_SETTINGS = ("PORTAL_SUPABASE_URL", "PORTAL_SUPABASE_PUBLISHABLE_KEY", "PORTAL_SUPABASE_SECRET_KEY")
_MISSING = [name for name in _SETTINGS if not os.environ.get(name)]


@pytest.mark.real
@pytest.mark.skipif(bool(_MISSING), reason=f"no real Supabase project: {', '.join(_MISSING)} not set")
class TestRealStore(StoreContract):
    @pytest.fixture
    def project(self) -> SupabaseProject:
        return SupabaseProject(*(os.environ[name] for name in _SETTINGS))

    @pytest.fixture
    async def service(self, project: SupabaseProject) -> AsyncIterator[AsyncPostgrestClient]:
        client = connect(project.url, project.secret_key, call_seconds=30)
        yield client
        await client.aclose()

    @pytest.fixture
    def new_person(self, project: SupabaseProject) -> SignUp:
        """Made by the admin interface, because a hosted sign-up waits for a letter to be answered."""

        async def make() -> Person:
            email, password = f"{secrets.token_hex(8)}@example.com", secrets.token_urlsafe(16)
            async with httpx.AsyncClient(base_url=project.url, timeout=30) as http:
                made = await http.post(
                    "/auth/v1/admin/users",
                    headers={"apikey": project.secret_key, "Authorization": f"Bearer {project.secret_key}"},
                    json={"email": email, "password": password, "email_confirm": True},
                )
                made.raise_for_status()
                session = await http.post(
                    "/auth/v1/token?grant_type=password",
                    headers={"apikey": project.publishable_key},
                    json={"email": email, "password": password},
                )
                session.raise_for_status()
            return await person(project, email, password, made.json()["id"], session.json()["access_token"])

        return make
