"""Every function's settings, read by the function's own settings class from its secrets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from functions.control_plane.settings import ControlPlaneSettings, KeyUpkeepSettings
from functions.gateway.settings import GatewaySettings
from functions.pool_monitor.settings import PoolMonitorSettings
from functions.usage_rollup.settings import IngestSettings, MaintenanceSettings
from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok, warn
from scripts.doctor.inputs import DoctorInputs, SecretContent
from scripts.doctor.inputs.template import StackTemplate

_IN_HEADER = re.compile(r"[!-~]+")
"""Printable ASCII without spaces, which keys and tokens consist of."""

SETTINGS: dict[str, type[BaseSettings]] = {
    "GatewayFunction": GatewaySettings,
    "ControlPlaneFunction": ControlPlaneSettings,
    "KeyUpkeepFunction": KeyUpkeepSettings,
    "UsageIngestFunction": IngestSettings,
    "UsageRollupFunction": MaintenanceSettings,
    "PoolMonitorFunction": PoolMonitorSettings,
}


def settings_checks(inputs: DoctorInputs, template: StackTemplate) -> list[DeploymentCheck]:
    """Return a check for each secret, and one for the settings of each function."""
    checks = [
        _secret_check(content, known_settings(content.name, template)) for content in inputs.secrets.values()
    ]
    for function, settings_class in SETTINGS.items():
        given = inputs.functions.get(function, {})
        environment = template.environment.get(function, frozenset())
        checks.append(_function_check(function, settings_class, given, environment))
    return checks


def known_settings(secret: str, template: StackTemplate) -> frozenset[str]:
    """Return the settings of the functions that read the secret of this name."""
    return frozenset(
        f"PORTAL_{field}".upper()
        for function, ids in template.secrets_of.items()
        if secret in {template.secrets[id_] for id_ in ids}
        for field in SETTINGS[function].model_fields
    )


def _secret_check(content: SecretContent, known: frozenset[str]) -> DeploymentCheck:
    async def ask() -> CheckAnswer:
        put = f"Put a JSON object of settings into it: operations.md, Secrets, as files ({content.name})."
        if content.failure:
            return fail(content.failure, put)
        if not content.settings:
            return fail("it is empty, as the stack creates it", put)
        empty = [name for name, value in content.settings.items() if not value.strip()]
        if empty:
            return fail(f"without a value: {', '.join(empty)}", put)
        if damaged := [name for name, value in content.settings.items() if is_damaged(name, value)]:
            return fail(
                f"with a space, a line break or a character that no key has: {', '.join(damaged)}",
                "Copy it again, without what stands around it.",
            )
        if unread := sorted(content.settings.keys() - known):
            return warn(
                f"no function that reads it has the setting {', '.join(unread)}",
                "Is the name misspelled, or the setting another secret's? Else remove it.",
            )
        return ok(f"it holds {', '.join(sorted(content.settings))}")

    return DeploymentCheck(f"secret {content.name}", content.origin, ask)


def is_damaged(name: str, value: str) -> bool:
    """Whether a value has space around it, or is a key or token that no header can hold."""
    if name.endswith("_JSON"):
        return False
    in_header = name.endswith(("_KEY", "_TOKEN"))
    return value != value.strip() or (in_header and _IN_HEADER.fullmatch(value) is None)


def _function_check(
    function: str, settings_class: type[BaseSettings], given: Mapping[str, str], environment: frozenset[str]
) -> DeploymentCheck:
    async def ask() -> CheckAnswer:
        faults = [fault for fault in setting_faults(settings_class, given) if fault[0] not in environment]
        if faults:
            said = "; ".join(f"{name}: {reason}" for name, reason in faults)
            return fail(said, "The function would not start. Correct its secret.")
        return ok("its secrets and its template hold everything that it needs")

    return DeploymentCheck(f"settings of {function}", "what its settings class requires", ask)


def setting_faults(settings_class: type[BaseSettings], given: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return variable and reason for each setting that ``given`` lacks or has malformed; never a value."""

    class GivenSettings(settings_class):  # type: ignore[valid-type,misc]
        """Reads nothing but what it is given: this machine's variables are not the function's."""

        @classmethod
        def settings_customise_sources(
            cls, _: type[BaseSettings], init_settings: PydanticBaseSettingsSource, **__: Any
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return (init_settings,)

    fields = {f"PORTAL_{name}".upper(): name for name in settings_class.model_fields}
    values = {fields[variable]: text for variable, text in given.items() if variable in fields}
    try:
        GivenSettings(**values)
    except ValidationError as error:
        return [
            (f"PORTAL_{each['loc'][0]}".upper(), each["msg"]) for each in error.errors(include_input=False)
        ]
    return []
