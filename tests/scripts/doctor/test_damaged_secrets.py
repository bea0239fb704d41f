"""Keys that were copied with something around them, and settings that nobody reads."""

from __future__ import annotations

import httpx
import pytest

from scripts.checks import CheckAnswer, DeploymentCheck, ok
from scripts.deployment.stacks import deployment_stack
from scripts.doctor.inputs import DoctorInputs, ExaminedStack, SecretContent
from scripts.doctor.inputs.template import read_template
from scripts.doctor.settings import is_damaged, settings_checks
from tests.support.deployment.asking import FAIL, OK, WARN, answer_of, outcome

KEY = "unkey_of_the_tests_0123456789"


async def answer(name: str, **settings: str) -> CheckAnswer:
    content = SecretContent(name, "file", settings)
    inputs = DoctorInputs(deployment_stack("dev"), ExaminedStack(), {}, {}, {name: content}, {}, "")
    return await answer_of(settings_checks(inputs, read_template()), f"secret {name}")


@pytest.mark.parametrize("around", [" ", "\n", "\t", "\r\n", "\u00a0", "\u200b", "\ufeff"])
async def test_what_stands_around_a_key_is_noticed_and_not_shown(around: str) -> None:
    for value in (KEY + around, around + KEY):
        found = await answer("gateway", PORTAL_UNKEY_ROOT_KEY=value)
        assert found.status is FAIL
        assert "PORTAL_UNKEY_ROOT_KEY" in found.came_back
        assert KEY not in f"{found.came_back}{found.advice}"


def test_maps_may_be_written_over_several_lines() -> None:
    assert not is_damaged("PORTAL_ROUTER_POOLS_JSON", '{\n "a": "https://x"\n}\n')
    assert not is_damaged("PORTAL_SUPABASE_JWT_SECRET", "a passphrase of words")
    assert is_damaged("PORTAL_SUPABASE_JWT_SECRET", "a passphrase of words\n")


@pytest.mark.parametrize(
    ("secret", "setting"),
    [
        ("gateway", "PORTAL_UNKEY_ROOT_KEYS"),  # misspelled
        ("usage-ingest", "PORTAL_UNKEY_ROOT_KEY"),  # another secret's
        ("gateway", "PORTAL_SUPABASE_SECRET_KEY"),  # no function's
    ],
)
async def test_setting_that_no_function_reads_is_named(secret: str, setting: str) -> None:
    found = await answer(secret, **{setting: KEY})
    assert found.status is WARN
    assert setting in found.came_back


async def test_settings_of_each_reader_are_known() -> None:
    assert (await answer("gateway", PORTAL_UNKEY_ROOT_KEY=KEY)).status is OK
    assert (await answer("routers", PORTAL_ROUTER_SESSION_LIMITS_JSON="8")).status is OK


@pytest.mark.parametrize("key", [f"{KEY}\n", f"{KEY}\u00a0", f"{KEY} "])
async def test_check_that_would_send_a_damaged_key_says_so(key: str) -> None:
    async def ask() -> CheckAnswer:
        async with httpx.AsyncClient(trust_env=False) as http:
            await http.get("http://127.0.0.1:9", headers={"authorization": f"Bearer {key}"})
        return ok("sent")

    # A server is needed for httpx to look at the value, but not for it to refuse other alphabets.
    status, said = await outcome(DeploymentCheck("x", "y", ask))
    assert status is FAIL
    assert KEY not in said
    assert "itself failed" not in said
