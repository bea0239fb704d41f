"""The contracts on a hosted project. They leave rows behind: use a project for tests.

Runs with ``PORTAL_SUPABASE_URL``, ``PORTAL_SUPABASE_SECRET_KEY``, ``PORTAL_SUPABASE_PUBLISHABLE_KEY`` and
``PORTAL_SUPABASE_ROLE_TOKENS`` (the file that ``python -m local database-tokens`` wrote) set:
``pytest tests/supabase/contract/test_hosted.py --force-enable-socket``.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from postgrest import AsyncPostgrestClient

from portal.database import connect
from tests.supabase.contract.access_contract import AccessContract
from tests.supabase.contract.role_contract import RoleContract
from tests.supabase.contract.store_contract import StoreContract
from tests.support.database.supabase import Person, SignUp, SupabaseProject, person

_SETTINGS = (
    "PORTAL_SUPABASE_URL",
    "PORTAL_SUPABASE_PUBLISHABLE_KEY",
    "PORTAL_SUPABASE_SECRET_KEY",
    "PORTAL_SUPABASE_ROLE_TOKENS",
)
_MISSING = [name for name in _SETTINGS if not os.environ.get(name)]

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(bool(_MISSING), reason=f"no hosted Supabase project: {', '.join(_MISSING)} not set"),
]


@pytest.fixture
def project() -> SupabaseProject:
    url, publishable_key, secret_key, tokens = (os.environ[name] for name in _SETTINGS)
    role_tokens = json.loads(Path(tokens).read_text())
    return SupabaseProject(url, publishable_key, secret_key, role_tokens=role_tokens)


@pytest.fixture
async def service(project: SupabaseProject) -> AsyncIterator[AsyncPostgrestClient]:
    client = connect(project.url, project.secret_key, call_seconds=30)
    yield client
    await client.aclose()


@pytest.fixture
def new_person(project: SupabaseProject) -> SignUp:
    """Signs up with the admin API, because a public sign-up waits for a confirmation by e-mail."""

    async def create() -> Person:
        email, password = f"{secrets.token_hex(8)}@example.com", secrets.token_urlsafe(16)
        async with httpx.AsyncClient(base_url=project.url, timeout=30) as http:
            created = await http.post(
                "/auth/v1/admin/users",
                headers={"apikey": project.secret_key, "Authorization": f"Bearer {project.secret_key}"},
                json={"email": email, "password": password, "email_confirm": True},
            )
            created.raise_for_status()
            session = await http.post(
                "/auth/v1/token?grant_type=password",
                headers={"apikey": project.publishable_key},
                json={"email": email, "password": password},
            )
            session.raise_for_status()
        return await person(project, email, password, created.json()["id"], session.json()["access_token"])

    return create


class TestHostedStore(StoreContract):
    pass


class TestHostedAccess(AccessContract):
    pass


class TestHostedRoles(RoleContract):
    pass
