"""The contracts on the embedded server of local development and tests."""

from __future__ import annotations

import pytest
from postgrest import AsyncPostgrestClient

from tests.supabase.contract.access_contract import AccessContract
from tests.supabase.contract.role_contract import RoleContract
from tests.supabase.contract.store_contract import StoreContract
from tests.support.database.supabase import SignUp, SupabaseProject


@pytest.fixture
def project(supabase: SupabaseProject) -> SupabaseProject:
    return supabase


@pytest.fixture
def service(store: AsyncPostgrestClient) -> AsyncPostgrestClient:
    return store


@pytest.fixture
def new_person(sign_up: SignUp) -> SignUp:
    return sign_up


class TestEmbeddedStore(StoreContract):
    pass


class TestEmbeddedAccess(AccessContract):
    pass


class TestEmbeddedRoles(RoleContract):
    pass
