"""The embedded Supabase with the portal's schema, started once per worker and shared by its tests.

Tests share its rows, so each test signs up its own people (``sign_up``) and reads only their rows. Every test
run imports this module for its fixtures: what takes long to import is imported inside of them.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from postgrest import AsyncPostgrestClient


@dataclass(frozen=True, slots=True)
class SupabaseProject:
    url: str
    publishable_key: str
    secret_key: str
    jwt_secret: str | None = None
    role_tokens: Mapping[str, str] = field(default_factory=dict)
    """Role → token."""

    def connect_as(self, role: str, *, call_seconds: float = 30) -> AsyncPostgrestClient:
        """Return a client that acts as ``role``, as its function does. Test machines are busy."""
        from portal.database import connect

        return connect(
            self.url, self.publishable_key, token=self.role_tokens[role], call_seconds=call_seconds
        )


@dataclass(frozen=True, slots=True)
class Person:
    """A person who has just signed up; ``subject`` is their id at the authentication provider."""

    email: str
    password: str
    subject: str
    token: str
    user_id: str
    organization_id: str


SignUp = Callable[[], Awaitable[Person]]


@pytest.fixture(scope="session")
def supabase(
    tmp_path_factory: pytest.TempPathFactory, unused_tcp_port_factory: Callable[[], int]
) -> Iterator[SupabaseProject]:
    """The embedded Supabase, on a free port."""
    from local.supabase.role_tokens import embedded_role_tokens
    from local.supabase.server import EmbeddedSupabase, Keys

    keys = Keys(
        publishable=f"sb_publishable_{secrets.token_urlsafe(24)}",
        secret=f"sb_secret_{secrets.token_urlsafe(24)}",
        jwt_secret=secrets.token_urlsafe(48),
    )
    server = EmbeddedSupabase(tmp_path_factory.mktemp("supabase"), unused_tcp_port_factory(), keys)
    server.start()
    try:
        server.ready(90)
        tokens = embedded_role_tokens(keys.jwt_secret)
        yield SupabaseProject(server.url, keys.publishable, keys.secret, keys.jwt_secret, tokens)
    finally:
        server.stop()
        server.delete_data()


@pytest.fixture
async def store(supabase: SupabaseProject) -> AsyncIterator[AsyncPostgrestClient]:
    """The database client with the secret key, as operators use it."""
    from portal.database import connect

    client = connect(supabase.url, supabase.secret_key, call_seconds=30)  # test machines are busy
    yield client
    await client.aclose()


@pytest.fixture
def sign_up(supabase: SupabaseProject) -> SignUp:
    """Signs up a new person through the HTTP interface that the portal's pages use."""
    return lambda: sign_up_at(supabase)


async def sign_up_at(project: SupabaseProject) -> Person:
    """Sign up a new person at ``project``, with random e-mail address and password."""
    import httpx

    email, password = f"{secrets.token_hex(8)}@example.com", secrets.token_urlsafe(12)
    async with httpx.AsyncClient(base_url=project.url, timeout=30, trust_env=False) as http:
        answer = await http.post(
            "/auth/v1/signup",
            headers={"apikey": project.publishable_key},
            json={"email": email, "password": password, "data": {"display_name": "Ada"}},
        )
        answer.raise_for_status()
        session = answer.json()
    return await person(project, email, password, session["user"]["id"], session["access_token"])


async def person(project: SupabaseProject, email: str, password: str, subject: str, token: str) -> Person:
    """Return the person with the rows that the sign-up made in the portal's tables."""
    from portal.database import connect

    store = connect(project.url, project.secret_key)
    try:
        account = await store.rpc(
            "provision_account", {"p_auth_provider": "supabase", "p_auth_subject": subject}
        ).execute()
    finally:
        await store.aclose()
    assert isinstance(account.data, dict)
    return Person(email, password, subject, token, account.data["user_id"], account.data["organization_id"])
