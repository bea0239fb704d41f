"""What the database's refusals become. Its own words never reach a customer."""

from __future__ import annotations

import httpx
import pytest
from postgrest import APIError

from portal.database import CALL_SECONDS, CONNECT_SECONDS, connect, translated
from portal.errors import (
    Conflict,
    DatabaseUnavailable,
    InternalError,
    InvalidRequest,
    InvalidSession,
    PortalError,
    ResourceNotFound,
)


@pytest.mark.parametrize(
    ("code", "becomes"),
    [
        ("23505", Conflict),
        ("23503", ResourceNotFound),
        ("PGRST116", ResourceNotFound),
        ("23514", InvalidRequest),
        ("22001", InvalidRequest),
        ("22", InternalError),
        ("PGRST301", InvalidSession),
        ("PGRST303", InvalidSession),
        ("PGRST000", DatabaseUnavailable),
        ("PGRST003", DatabaseUnavailable),
        ("08006", DatabaseUnavailable),
        ("53300", DatabaseUnavailable),
        ("57014", DatabaseUnavailable),
        ("503", DatabaseUnavailable),
        (503, DatabaseUnavailable),
        ("42501", InternalError),
        ("PGRST202", InternalError),
        (None, InternalError),
    ],
)
def test_refusals(code: str | int | None, becomes: type[PortalError]) -> None:
    vendor = APIError({"code": code, "message": 'relation "billing_ledger" said no'})
    with pytest.raises(PortalError) as raised, translated():
        raise vendor
    assert type(raised.value) is becomes
    assert "billing_ledger" not in raised.value.message
    assert raised.value.__cause__ is vendor


@pytest.mark.parametrize(
    "error", [httpx.ConnectError("no"), httpx.ReadTimeout("slow"), httpx.ReadError("gone")]
)
def test_transport_failures(error: httpx.HTTPError) -> None:
    with pytest.raises(DatabaseUnavailable), translated():
        raise error


def test_what_is_not_the_databases_passes() -> None:
    with pytest.raises(ZeroDivisionError), translated():
        raise ZeroDivisionError


async def test_the_client_says_who_it_is_and_repeats_nothing() -> None:
    service = connect("http://127.0.0.1:1/", "sb_secret_x")
    member = connect("https://project.example", "sb_publishable_x", user_token="a.b.c")
    assert str(service.base_url) == "http://127.0.0.1:1/rest/v1"
    assert (service.headers["apikey"], service.headers["Authorization"]) == (
        "sb_secret_x",
        "Bearer sb_secret_x",
    )
    assert (member.headers["apikey"], member.headers["Authorization"]) == ("sb_publishable_x", "Bearer a.b.c")
    assert not service.retry_enabled
    assert service.session.timeout == httpx.Timeout(CALL_SECONDS, connect=CONNECT_SECONDS)
    assert service.session is not member.session
    await service.aclose()
    await member.aclose()
