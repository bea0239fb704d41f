"""The store contract on the embedded server that local development and other tests use."""

from __future__ import annotations

import pytest
from postgrest import AsyncPostgrestClient

from tests.supabase.store_contract import StoreContract
from tests.support.supabase import SignUp, SupabaseProject


class TestEmbeddedStore(StoreContract):
    @pytest.fixture
    def project(self, supabase: SupabaseProject) -> SupabaseProject:
        return supabase

    @pytest.fixture
    def service(self, store: AsyncPostgrestClient) -> AsyncPostgrestClient:
        return store

    @pytest.fixture
    def new_person(self, sign_up: SignUp) -> SignUp:
        return sign_up
