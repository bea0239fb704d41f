"""Errors of a response have the codes by which clients decide whether to send it again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from portal.errors import (
    ConcurrencyLimited,
    ContextTooLong,
    DeadlineExceeded,
    InternalError,
    ModelOutputInvalid,
    PoolSaturated,
    PortalError,
    QuotaExhausted,
    RateLimited,
    RouterRefused,
    StreamInterrupted,
    UnsupportedFeature,
)
from tests.support.gateway.dialect_cases import OPENAI_RESPONSES
from tests.support.gateway.response_streams import Event, read_stream
from tests.support.gateway.responses import CONTEXT


def failure(error: PortalError) -> Event:
    frames = OPENAI_RESPONSES.stream(CONTEXT)
    last = read_stream(frames.start() + frames.error(error))[-1]
    assert last["type"] == "response.failed"
    found: Event = last["response"]["error"]
    return found


def body(error: PortalError) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(OPENAI_RESPONSES.error(error, "req_1"))["error"]
    return found


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ContextTooLong("x"), "context_length_exceeded"),
        (QuotaExhausted("x"), "insufficient_quota"),
        (RateLimited("x"), "rate_limit_exceeded"),
        (ConcurrencyLimited("x"), "rate_limit_exceeded"),
        (PoolSaturated("x"), "server_is_overloaded"),
        (RouterRefused("x"), "invalid_prompt"),
        (ModelOutputInvalid("x"), "invalid_prompt"),
        (DeadlineExceeded("x"), "invalid_prompt"),
        (StreamInterrupted("x"), "server_error"),
        (InternalError("x"), "server_error"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, PortalError) else value,
)
def test_failure_has_a_code_that_clients_read(error: PortalError, code: str) -> None:
    assert failure(error) == {"code": code, "message": "x"}


def test_failure_that_may_be_retried_says_when() -> None:
    error = RateLimited("Too many.", hint="Slow down.", retry_after=2.1)
    assert failure(error)["message"] == "Too many. Slow down. Please try again in 3s."
    assert "try again" not in failure(QuotaExhausted("Used up."))["message"]


def test_http_error_is_openais_body() -> None:
    error = UnsupportedFeature("Not here.", param="prompt", hint="Leave it out.")
    assert body(error) == {
        "message": "Not here. Leave it out.",
        "type": "invalid_request_error",
        "param": "prompt",
        "code": "unsupported_feature",
    }


def test_http_error_of_a_saturated_pool_has_the_code_that_codex_reads() -> None:
    error = PoolSaturated("All busy.")
    assert (OPENAI_RESPONSES.error_status(error), body(error)["code"]) == (503, "server_is_overloaded")


def test_long_conversation_names_the_field_of_this_api() -> None:
    assert body(ContextTooLong("Too long.", param="messages"))["param"] == "input"
