"""Database errors are translated, and their text never reaches a customer."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from postgrest import APIError

from portal.database import CALL_SECONDS, CONNECT_SECONDS, connect, translated
from portal.database.repeatable import REPEATABLE_FUNCTIONS
from portal.errors import (
    Conflict,
    DatabaseUnavailable,
    InternalError,
    InvalidRequest,
    PortalError,
    ResourceNotFound,
)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("23505", Conflict),
        ("23503", ResourceNotFound),
        ("PGRST116", ResourceNotFound),
        ("23514", InvalidRequest),
        ("22001", InvalidRequest),
        ("22", DatabaseUnavailable),
        ("PGRST301", DatabaseUnavailable),
        ("PGRST303", DatabaseUnavailable),
        ("PGRST000", DatabaseUnavailable),
        ("PGRST003", DatabaseUnavailable),
        ("08006", DatabaseUnavailable),
        ("53300", DatabaseUnavailable),
        ("57014", DatabaseUnavailable),
        ("503", DatabaseUnavailable),
        (503, DatabaseUnavailable),
        ("42501", DatabaseUnavailable),
        ("PGRST202", InternalError),
        (None, DatabaseUnavailable),
        ("404", DatabaseUnavailable),
        ("302", DatabaseUnavailable),
        ("XX000", DatabaseUnavailable),
        ("25006", DatabaseUnavailable),
        ("40P01", DatabaseUnavailable),
        ("P0001", InternalError),
    ],
)
def test_database_error_is_translated_by_its_code(
    code: str | int | None, expected: type[PortalError]
) -> None:
    vendor = APIError({"code": code, "message": 'relation "billing_ledger" is locked'})
    with pytest.raises(PortalError) as raised, translated():
        raise vendor
    assert type(raised.value) is expected
    assert "billing_ledger" not in raised.value.message
    assert raised.value.__cause__ is vendor


@pytest.mark.parametrize(
    "error", [httpx.ConnectError("no"), httpx.ReadTimeout("slow"), httpx.ReadError("gone")]
)
def test_transport_error_means_database_unavailable(error: httpx.HTTPError) -> None:
    with pytest.raises(DatabaseUnavailable), translated():
        raise error


def test_other_exceptions_pass_through() -> None:
    with pytest.raises(ZeroDivisionError), translated():
        raise ZeroDivisionError


async def test_client_sends_credentials_and_never_retries() -> None:
    service = connect("http://127.0.0.1:1/", "sb_secret_x")
    member = connect("https://project.example", "sb_publishable_x", token="a.b.c")
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


def test_repeatable_functions_are_functions_of_the_database() -> None:
    schemas = Path(__file__).parents[3] / "supabase" / "schemas"
    defined = {path.stem for path in schemas.rglob("*.sql")}
    assert defined >= REPEATABLE_FUNCTIONS
