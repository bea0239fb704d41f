"""A function starts with a token of its own role and with nothing that may do more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import SecretStr, ValidationError

from functions.control_plane.settings import ControlPlaneSettings, KeyUpkeepSettings
from functions.gateway.settings import GatewaySettings
from functions.pool_monitor.settings import PoolMonitorSettings
from functions.usage_rollup.settings import IngestSettings, MaintenanceSettings
from local.supabase.role_tokens import embedded_role_tokens, mint_role_token
from portal.database.connecting import connect_as
from portal.database.roles import DatabaseRole
from portal.database.settings import DatabaseSettings

CLASSES: tuple[type[DatabaseSettings], ...] = (
    GatewaySettings,
    ControlPlaneSettings,
    KeyUpkeepSettings,
    PoolMonitorSettings,
    IngestSettings,
    MaintenanceSettings,
)
SECRET = "x" * 32
TOKENS = embedded_role_tokens(SECRET) | {
    role: mint_role_token(role, timedelta(days=365), SECRET, "HS256")
    for role in ("service_role", "authenticated", "anon", "postgres")
}


def settings(settings_class: type[DatabaseSettings], **changes: object) -> DatabaseSettings:
    values: dict[str, object] = {
        "supabase_url": "https://project.example",
        "supabase_publishable_key": "sb_publishable_x",
        "supabase_role_token": TOKENS[settings_class.database_role],
        "usage_queue_url": "http://127.0.0.1:1/queue",
        "usage_dead_letters_url": "http://127.0.0.1:1/dead",
        "router_pools_json": '{"oss-20b": "http://127.0.0.1:1"}',
    }
    return settings_class.model_validate(values | changes)


def test_every_function_has_a_role_of_its_own() -> None:
    assert [settings_class.database_role for settings_class in CLASSES] == [*DatabaseRole]


@pytest.mark.parametrize("settings_class", CLASSES)
def test_token_of_any_other_role_is_refused(settings_class: type[DatabaseSettings]) -> None:
    for role, token in TOKENS.items():
        if role == settings_class.database_role:
            assert settings(settings_class, supabase_role_token=token).role_token.role == role
            continue
        with pytest.raises(ValidationError, match="PORTAL_SUPABASE_ROLE_TOKEN") as raised:
            settings(settings_class, supabase_role_token=token)
        assert str(settings_class.database_role) in str(raised.value)
        assert token not in str(raised.value)


@pytest.mark.parametrize("token", ["", "sb_secret_abcdefgh", "sb_publishable_abcdefgh", "a.b.c", "eyJ.e30.c"])
def test_what_is_no_role_token_is_refused_and_not_shown(token: str) -> None:
    with pytest.raises(ValidationError, match="PORTAL_SUPABASE_ROLE_TOKEN is no token of a role") as raised:
        settings(GatewaySettings, supabase_role_token=token)
    assert not token or token not in str(raised.value)


def test_secret_key_in_place_of_the_publishable_key_is_refused() -> None:
    with pytest.raises(ValidationError, match="PORTAL_SUPABASE_PUBLISHABLE_KEY is a secret key") as raised:
        settings(GatewaySettings, supabase_publishable_key="sb_secret_abcdefgh")
    assert "abcdefgh" not in str(raised.value)


@pytest.mark.parametrize("name", ["supabase_publishable_key", "supabase_role_token"])
def test_both_are_required(name: str) -> None:
    values = settings(GatewaySettings).model_dump()
    with pytest.raises(ValidationError, match=name):
        GatewaySettings.model_validate({field: value for field, value in values.items() if field != name})


async def test_client_sends_the_publishable_key_and_the_token() -> None:
    gateway = settings(GatewaySettings)
    assert isinstance(gateway.supabase_role_token, SecretStr)
    client = connect_as(gateway)
    try:
        assert client.headers["apikey"] == "sb_publishable_x"
        assert client.headers["Authorization"] == f"Bearer {TOKENS['portal_gateway']}"
    finally:
        await client.aclose()


async def test_start_with_a_token_that_soon_expires_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    token = mint_role_token("portal_gateway", timedelta(days=20), SECRET, "HS256")
    client = connect_as(settings(GatewaySettings, supabase_role_token=token))
    await client.aclose()
    assert any(message.startswith("database.token_expires_soon") for message in caplog.messages)
    assert token not in caplog.text
