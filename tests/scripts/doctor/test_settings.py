"""A function's settings class says what its secrets lack, and never shows what they hold."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from local.supabase.role_tokens import mint_role_token
from scripts.checks import CheckStatus
from scripts.deployment.stacks import deployment_stack
from scripts.doctor.inputs import DoctorInputs, ExaminedStack, SecretContent
from scripts.doctor.inputs.template import read_template
from scripts.doctor.settings import SETTINGS, setting_faults, settings_checks
from tests.support.deployment.asking import FAIL, OK, answer_of


class Required(BaseSettings):
    """``path`` is a variable of every machine."""

    model_config = SettingsConfigDict(hide_input_in_errors=True)

    path: SecretStr
    number: int = 3


def test_missing_and_malformed_settings_are_named_without_their_values() -> None:
    assert setting_faults(Required, {"PORTAL_PATH": "x"}) == []
    assert setting_faults(Required, {}) == [("PORTAL_PATH", "Field required")]
    ((name, reason),) = setting_faults(Required, {"PORTAL_PATH": "x", "PORTAL_NUMBER": "hunter22"})
    assert name == "PORTAL_NUMBER"
    assert "hunter22" not in reason


def inputs(**settings: str) -> DoctorInputs:
    content = SecretContent("gateway", "file", settings)
    stack = deployment_stack("dev")
    return DoctorInputs(
        stack, ExaminedStack(), {}, {}, {"gateway": content}, dict.fromkeys(SETTINGS, settings), ""
    )


async def test_a_function_that_would_not_start_is_named() -> None:
    checks = settings_checks(inputs(), read_template())
    for function in SETTINGS:
        answer = await answer_of(checks, f"settings of {function}")
        assert answer.status is FAIL
        assert "Field required" in answer.came_back
        assert "PORTAL_SUPABASE_URL" not in answer.came_back  # the template sets it


async def test_the_monitor_needs_the_routers_and_the_database() -> None:
    routers = '{"a": "http://x:1"}'
    checks = settings_checks(inputs(PORTAL_ROUTER_POOLS_JSON=routers), read_template())
    answer = await answer_of(checks, "settings of PoolMonitorFunction")
    assert answer.status is FAIL
    assert "PORTAL_SUPABASE_ROLE_TOKEN" in answer.came_back
    token = mint_role_token("portal_pool_monitor", timedelta(days=365), "x" * 32, "HS256")
    complete = inputs(
        PORTAL_ROUTER_POOLS_JSON=routers,
        PORTAL_SUPABASE_PUBLISHABLE_KEY="sb_publishable_x",
        PORTAL_SUPABASE_ROLE_TOKEN=token,
    )
    checks = settings_checks(complete, read_template())
    assert (await answer_of(checks, "settings of PoolMonitorFunction")).status is OK


@pytest.mark.parametrize(
    ("settings", "failure", "status"),
    [
        ({"PORTAL_UNKEY_ROOT_KEY": "1"}, "", OK),
        ({}, "", FAIL),
        ({"PORTAL_X": " "}, "", FAIL),
        ({}, "there is no such file", FAIL),
    ],
)
async def test_secrets(settings: dict[str, str], failure: str, status: CheckStatus) -> None:
    content = SecretContent("gateway", "file gateway.json", settings, failure)
    found = DoctorInputs(deployment_stack("dev"), ExaminedStack(), {}, {}, {"gateway": content}, {}, "")
    answer = await answer_of(settings_checks(found, read_template()), "secret gateway")
    assert answer.status is status
