"""The template's environment and the settings classes are the same."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_settings import BaseSettings

from functions.control_plane.settings import ControlPlaneSettings, KeyServiceSettings
from functions.gateway.settings import GatewaySettings
from functions.pool_monitor.settings import PoolMonitorSettings
from functions.usage_rollup.settings import IngestSettings, MaintenanceSettings
from portal.configuration import SECRET_IDS

CLASSES: dict[str, type[BaseSettings]] = {
    "Gateway": GatewaySettings,
    "ControlPlane": ControlPlaneSettings,
    "KeyUpkeep": KeyServiceSettings,
    "UsageIngest": IngestSettings,
    "UsageRollup": MaintenanceSettings,
    "PoolProbe": PoolMonitorSettings,
}
LOCAL_ONLY = {"PORTAL_USAGE_QUEUE_ENDPOINT"}
"""For servers that are not AWS."""
OF_LAMBDA = {"AWS_LAMBDA_EXEC_WRAPPER"}


def names(settings: type[BaseSettings]) -> tuple[set[str], set[str]]:
    """Return the variables that belong in the template, and those that belong in a secret.

    The router maps are in one as a whole: they may be longer than Lambda's whole environment.
    """
    open_: set[str] = set()
    hidden: set[str] = set()
    for field, info in settings.model_fields.items():
        is_secret = "SecretStr" in str(info.annotation) or field.startswith("router_")
        (hidden if is_secret else open_).add(f"PORTAL_{field.upper()}")
    return open_ - LOCAL_ONLY, hidden


@pytest.mark.parametrize("function", CLASSES)
def test_the_template_sets_what_the_class_reads(resources: dict[str, Any], function: str) -> None:
    variables = resources[f"{function}Function"]["Properties"]["Environment"]["Variables"]
    expected, _ = names(CLASSES[function])
    assert set(variables) - OF_LAMBDA - {SECRET_IDS} == expected
    assert SECRET_IDS in variables


def test_secrets_are_told_apart() -> None:
    told, hidden = names(GatewaySettings)
    assert {"PORTAL_SUPABASE_SECRET_KEY", "PORTAL_ROUTER_POOLS_JSON"} <= hidden
    assert "PORTAL_SUPABASE_URL" in told


@pytest.mark.parametrize("settings", CLASSES.values())
def test_a_setting_at_fault_is_named_without_the_secrets_beside_it(
    monkeypatch: pytest.MonkeyPatch, settings: type[BaseSettings]
) -> None:
    """What pydantic says goes to the log; by itself it quotes the values of all settings."""
    secret = next(name for name in names(settings)[1] if name != "PORTAL_ROUTER_POOLS_JSON")
    monkeypatch.setenv(secret, "wxyz")
    monkeypatch.setenv("PORTAL_LOG_LEVEL", "LOUD")
    with pytest.raises(ValidationError) as caught:
        settings()
    assert "log_level" in str(caught.value)
    assert "input_value" not in str(caught.value)


def test_defaults_that_the_template_repeats_are_the_same(resources: dict[str, Any]) -> None:
    for function, settings in CLASSES.items():
        variables = resources[f"{function}Function"]["Properties"]["Environment"]["Variables"]
        for name, value in variables.items():
            field = settings.model_fields.get(name.removeprefix("PORTAL_").lower())
            if isinstance(value, str) and field is not None:
                assert float(value) == field.default, name


def test_the_environment_is_far_from_lambdas_four_kilobytes(resources: dict[str, Any]) -> None:
    for function in CLASSES:
        variables = resources[f"{function}Function"]["Properties"]["Environment"]["Variables"]
        assert sum(len(name) + 200 for name in variables) < 4096
