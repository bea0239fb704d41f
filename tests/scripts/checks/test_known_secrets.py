"""No secret of the inputs occurs in a report, however an exception or an address spells it."""

from __future__ import annotations

import json
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.checks import CheckResult, DeploymentCheck, fail
from scripts.checks.known_secrets import KnownSecrets
from scripts.checks.running import run_checks

SECRETS = st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S")), min_size=8, max_size=40)


def report(known: KnownSecrets, text: str) -> str:
    result = known.mask_result(CheckResult(text, text, fail(text, text), 0.1))
    return " ".join((result.name, result.asked, result.answer.came_back, result.answer.advice))


@given(secret=SECRETS)
def test_a_secret_is_masked_in_every_spelling(secret: str) -> None:
    known = KnownSecrets([secret])
    spellings = [secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1], repr(secret)]
    for spelling in spellings:
        masked = report(known, f"at https://router.example/?key={spelling} of it")
        assert spelling not in masked
        assert secret not in masked


@given(secret=SECRETS)
def test_every_text_of_a_json_setting_is_a_secret(secret: str) -> None:
    known = KnownSecrets([json.dumps({"oss-20b": [secret, {"x": secret}]})])
    assert secret not in report(known, f"Bearer {secret}")


@pytest.mark.parametrize(
    "text",
    [
        "key=sb_secret_abcdefghijklmn0123",
        "Bearer eyJhbGciOiJFUzI1NiJ9.eyJyb2xlIjoieCJ9.c2ln",
        "unkey_3ZabcDEF123",
    ],
)
def test_what_looks_like_a_secret_is_masked_although_nobody_named_it(text: str) -> None:
    assert "***" in report(KnownSecrets([]), text)


def test_parts_of_a_token_are_masked() -> None:
    token = "eyJhbGciOiJFUzI1NiJ9.eyJyb2xlIjoicG9ydGFsX2dhdGV3YXkifQ.c2lnbmF0dXJlLW9mLWl0"
    assert "c2lnbmF0dXJl" not in report(KnownSecrets([token]), "signature c2lnbmF0dXJlLW9mLWl0")


def test_names_of_settings_stay_readable() -> None:
    text = "PORTAL_UNKEY_ROOT_KEY: Field required"
    assert KnownSecrets(["unrelated"]).mask(text) == text


def test_a_report_has_one_line_for_each_answer() -> None:
    assert "\n" not in KnownSecrets([]).mask("a\nb\x1b[0m")


async def test_an_exception_with_a_secret_is_masked() -> None:
    async def ask() -> None:
        raise OSError("https://user:hunter22@router.example refused")

    (result,) = await run_checks([DeploymentCheck("it", "x", ask)])  # type: ignore[arg-type]
    assert "hunter22" not in report(KnownSecrets(["hunter22"]), result.answer.came_back)
