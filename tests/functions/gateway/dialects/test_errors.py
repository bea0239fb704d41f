"""Every error of the error tree in every dialect."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from portal import errors
from portal.errors import MethodNotAllowed, PortalError, QuotaExhausted, RateLimited, UnsupportedFeature
from portal.limits import Window
from tests.support.gateway.dialect_cases import ANTHROPIC, CORTENSOR, OPENAI


def tree(kind: type[PortalError] = PortalError) -> Iterator[type[PortalError]]:
    yield kind
    for child in kind.__subclasses__():
        if child.__module__.startswith(f"{errors.__name__}."):
            yield from tree(child)


def an_error(kind: type[PortalError]) -> PortalError:
    if kind is MethodNotAllowed:
        return MethodNotAllowed("Plain words.", allow=["GET"])
    return kind("Plain words.", hint="What to do.")


each_error = pytest.mark.parametrize("kind", sorted(set(tree()), key=str))

ANTHROPIC_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    405: "invalid_request_error",
    409: "conflict_error",
    413: "request_too_large",
    415: "invalid_request_error",
    422: "invalid_request_error",
    429: "rate_limit_error",
    500: "api_error",
    502: "api_error",
    503: "api_error",
    504: "timeout_error",
    529: "overloaded_error",
}


@each_error
def test_openai_errors_have_all_four_keys(kind: type[PortalError]) -> None:
    error = an_error(kind)
    body = json.loads(OPENAI.error(error, "req_1"))
    assert set(body) == {"error", "request_id"}
    assert set(body["error"]) == {"message", "type", "param", "code"}
    assert body["error"]["code"] == kind.code
    assert body["error"]["message"].startswith("Plain words.")
    assert body["request_id"] == "req_1"
    assert OPENAI.error_status(error) == kind.status


@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        (
            "invalid_request_error",
            ["InvalidRequest", "UnsupportedFeature", "InvalidKey", "ModelNotFound", "Conflict"],
        ),
        ("permission_error", ["ModelNotPermitted", "OrganizationSuspended"]),
        ("requests", ["RateLimited", "ConcurrencyLimited"]),
        ("insufficient_quota", ["QuotaExhausted"]),
        ("server_error", ["PoolSaturated", "RouterUnreachable", "RouterTimedOut", "InternalError"]),
    ],
)
def test_openai_error_type_follows_the_kind_of_error(status: str, kinds: list[str]) -> None:
    for name in kinds:
        body = json.loads(OPENAI.error(an_error(getattr(errors, name)), "req_1"))
        assert body["error"]["type"] == status, name


@each_error
def test_anthropic_errors_have_the_type_of_their_status(kind: type[PortalError]) -> None:
    error = an_error(kind)
    body = json.loads(ANTHROPIC.error(error, "req_1"))
    assert body["type"] == "error"
    assert body["request_id"] == "req_1"
    assert body["error"]["type"] == ANTHROPIC_TYPES[ANTHROPIC.error_status(error)]
    assert body["error"]["details"] == {"error_code": kind.code}


@pytest.mark.parametrize(
    ("kind", "status", "type_"),
    [
        ("QuotaExhausted", 402, "billing_error"),
        ("RateLimited", 429, "rate_limit_error"),
        ("ConcurrencyLimited", 429, "rate_limit_error"),
        ("PoolSaturated", 529, "overloaded_error"),
        ("ModelUnavailable", 503, "api_error"),
        ("DeadlineExceeded", 504, "timeout_error"),
    ],
)
def test_anthropic_status_may_differ_from_openais(kind: str, status: int, type_: str) -> None:
    error = an_error(getattr(errors, kind))
    assert ANTHROPIC.error_status(error) == status
    assert json.loads(ANTHROPIC.error(error, "req_1"))["error"]["type"] == type_


@each_error
def test_cortensor_errors_are_failed_envelopes(kind: type[PortalError]) -> None:
    error = an_error(kind)
    body = json.loads(CORTENSOR.error(error, "req_1"))
    given = {"hint": error.hint, "retry_after": error.retry_after}
    details = {name: value for name, value in given.items() if value is not None} or None
    assert body == {
        "request_id": "req_1",
        "status": "failed",
        "model": None,
        "router_pool": None,
        "data": None,
        "error": {
            "code": kind.code,
            "message": "Plain words.",
            "type": json.loads(OPENAI.error(error, "req_1"))["error"]["type"],
            "param": None,
            "details": details,
        },
    }
    assert CORTENSOR.error_status(error) == kind.status


def test_parameter_at_fault_is_named() -> None:
    error = UnsupportedFeature("No tools.", param="tools")
    assert json.loads(OPENAI.error(error, "r"))["error"]["param"] == "tools"
    assert json.loads(ANTHROPIC.error(error, "r"))["error"]["details"]["param"] == "tools"
    envelope = json.loads(CORTENSOR.error(error, "r"))["error"]
    assert (envelope["param"], envelope["details"]) == ("tools", {"param": "tools"})


def test_hint_is_part_of_the_message_without_a_field_for_it() -> None:
    error = RateLimited("Too many requests.", hint="Wait 3 s.")
    for dialect in (OPENAI, ANTHROPIC):
        body: dict[str, Any] = json.loads(dialect.error(error, "r"))
        assert body["error"]["message"] == "Too many requests. Wait 3 s."


def test_refused_thread_has_the_code_on_which_tool_runners_go_on_without() -> None:
    error = UnsupportedFeature("x", param="thread")
    assert json.loads(ANTHROPIC.error(error, "r"))["error"]["details"] == {
        "error_code": "thread_unsupported_request",
        "unsupported": ["thread"],
        "param": "thread",
    }


def test_cortensor_error_has_the_details_of_a_limit() -> None:
    window = Window("requests per week", "organization", 1000, 0, 1_764_000_000.4, 604_800, exceeded=True)
    error = QuotaExhausted("Used up.", window=window, windows=[window])
    assert json.loads(CORTENSOR.error(error, "r"))["error"]["details"] == {
        "limit": {"name": "requests per week", "limit": 1000, "used": 1000, "resets_at": 1_764_000_000}
    }
    short = RateLimited("Slow down.", retry_after=1.23456)
    assert json.loads(CORTENSOR.error(short, "r"))["error"]["details"] == {"retry_after": 1.235}


def test_error_with_a_lone_surrogate_is_encoded() -> None:
    error = PortalError("No such thing: \ud800.")
    for dialect in (OPENAI, ANTHROPIC, CORTENSOR):
        assert json.loads(dialect.error(error, "r"))["error"]["message"] == "No such thing: \ufffd."
