"""Powertools' logger: no secret in a line, and one event a line."""

from __future__ import annotations

import json

import pytest

from portal.keys.secret import new_secret
from portal.observability.powertools import masked_logger


def test_secrets_are_masked_in_message_fields_and_stack_trace(capsys: pytest.CaptureFixture[str]) -> None:
    secret = new_secret()
    logger = masked_logger("probe", "tests.powertools.secrets")
    try:
        int(secret)
    except ValueError:
        logger.exception("failed %s", secret, router={"url": f"https://x/?key={secret}", "tried": [secret]})
    printed = capsys.readouterr().out
    assert secret not in printed
    assert "ctx_***" in json.loads(printed)["message"]


def test_no_text_begins_another_line(capsys: pytest.CaptureFixture[str]) -> None:
    masked_logger("forged", "tests.powertools.lines").error(
        "a\n{}\u2028\x1b[31m", reason="b\r\n2026-11-30 forged"
    )
    printed = capsys.readouterr().out
    assert printed.isascii()
    (line,) = printed.splitlines()
    assert json.loads(line)["reason"] == "b\r\n2026-11-30 forged"


@pytest.mark.parametrize("attempt", [1, 2])
def test_logger_of_a_known_name_writes_to_the_current_standard_output(
    capsys: pytest.CaptureFixture[str], attempt: int
) -> None:
    masked_logger("probe", "tests.powertools.again").error("attempt %s", attempt)
    assert json.loads(capsys.readouterr().out)["message"] == f"attempt {attempt}"
