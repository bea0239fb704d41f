"""The environment in the template matches the settings classes."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_settings import BaseSettings

from functions.control_plane.settings import ControlPlaneSettings, KeyUpkeepSettings
from functions.gateway.settings import GatewaySettings
from functions.pool_monitor.settings import PoolMonitorSettings
from functions.usage_rollup.settings import IngestSettings, MaintenanceSettings
from portal.configuration import SECRET_IDS

CLASSES: dict[str, type[BaseSettings]] = {
    "Gateway": GatewaySettings,
    "ControlPlane": ControlPlaneSettings,
    "KeyUpkeep": KeyUpkeepSettings,
    "UsageIngest": IngestSettings,
    "UsageRollup": MaintenanceSettings,
    "PoolMonitor": PoolMonitorSettings,
}
LOCAL_ONLY = {"PORTAL_USAGE_QUEUE_ENDPOINT", "PORTAL_SHARED_TABLE_ENDPOINT"}
"""Settings for servers that are not AWS."""
LAMBDA_VARIABLES = {"AWS_LAMBDA_EXEC_WRAPPER"}


def variables_and_secrets(settings: type[BaseSettings]) -> tuple[set[str], set[str]]:
    """Return the settings that are variables in the template, and those that are in a secret.

    The router maps are in a secret, because they can be longer than Lambda's environment.
    """
    plain: set[str] = set()
    secret: set[str] = set()
    for field, info in settings.model_fields.items():
        if info.validation_alias is not None:  # a variable that Lambda sets
            continue
        is_secret = "SecretStr" in str(info.annotation) or field.startswith("router_")
        (secret if is_secret else plain).add(f"PORTAL_{field.upper()}")
    return plain - LOCAL_ONLY, secret


@pytest.mark.parametrize("function", CLASSES)
def test_template_sets_the_variables_of_the_class(resources: dict[str, Any], function: str) -> None:
    variables = resources[f"{function}Function"]["Properties"]["Environment"]["Variables"]
    expected, _ = variables_and_secrets(CLASSES[function])
    assert set(variables) - LAMBDA_VARIABLES - {SECRET_IDS} == expected
    assert SECRET_IDS in variables


def test_secrets_are_distinguished_from_variables() -> None:
    plain, secret = variables_and_secrets(GatewaySettings)
    assert {"PORTAL_SUPABASE_ROLE_TOKEN", "PORTAL_ROUTER_POOLS_JSON"} <= secret
    assert "PORTAL_SUPABASE_URL" in plain


@pytest.mark.parametrize("settings", CLASSES.values())
def test_invalid_setting_is_named_without_secrets(
    monkeypatch: pytest.MonkeyPatch, settings: type[BaseSettings]
) -> None:
    """The message is logged, and by default pydantic quotes the values of all settings in it."""
    secret = next(name for name in variables_and_secrets(settings)[1] if name != "PORTAL_ROUTER_POOLS_JSON")
    monkeypatch.setenv(secret, "wxyz")
    monkeypatch.setenv("PORTAL_LOG_LEVEL", "LOUD")
    with pytest.raises(ValidationError) as caught:
        settings()
    assert "log_level" in str(caught.value)
    assert "input_value" not in str(caught.value)


def test_defaults_in_template_equal_those_of_the_class(resources: dict[str, Any]) -> None:
    for function, settings in CLASSES.items():
        variables = resources[f"{function}Function"]["Properties"]["Environment"]["Variables"]
        for name, value in variables.items():
            field = settings.model_fields.get(name.removeprefix("PORTAL_").lower())
            if isinstance(value, str) and field is not None:
                assert float(value) == field.default, name


def test_environment_is_below_lambdas_4_kb(resources: dict[str, Any]) -> None:
    for function in CLASSES:
        variables = resources[f"{function}Function"]["Properties"]["Environment"]["Variables"]
        assert sum(len(name) + 200 for name in variables) < 4096
