"""Helpers of the probes. They run with nothing but an SDK installed, so this uses the standard library only.

A probe is a module: ``python -m tests.support.sdk.openai_sdk.probe <base url> <keys as JSON>``. It runs
every scenario with the SDK of its interpreter and prints one JSON object: scenario → what a customer's code
gets.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import re
import sys
from collections.abc import Callable
from typing import Any

Scenario = Callable[..., Any]


def describe(error: Any) -> dict[str, Any]:
    """Return the attributes of an SDK's exception that code can branch on."""
    body = error.body if isinstance(getattr(error, "body", None), dict) else {}
    inner = body.get("error", body)
    return {
        "class": type(error).__name__,
        "bases": [base.__name__ for base in type(error).__mro__],
        "status": getattr(error, "status_code", None),
        "code": getattr(error, "code", None),
        "param": getattr(error, "param", None),
        "type": getattr(error, "type", None),
        "body_type": inner.get("type"),
        "error_code": getattr(error, "error_code", None),
        "message": str(inner.get("message")),
        "request_id": is_request_id(getattr(error, "request_id", None)),
        "body_request_id": is_request_id(body.get("request_id")),
        "retry_after": error.response.headers.get("retry-after") if hasattr(error, "response") else None,
        "should_retry": error.response.headers.get("x-should-retry") if hasattr(error, "response") else None,
    }


def is_request_id(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"req_[0-9A-Z]{26}", value) is not None


def failing(kind: Any, call: Callable[[], Any]) -> dict[str, Any]:
    """Return the ``kind`` of exception that ``call`` raises, described; or its result if it raises none."""
    try:
        result = call()
    except kind as error:
        return describe(error)
    return {"class": None, "result": result if isinstance(result, str) else repr(result)}


def run(version: str, scenarios: dict[str, Scenario], *context: Any) -> None:
    results: dict[str, Any] = {"version": version}
    for name, scenario in scenarios.items():
        try:
            outcome = scenario(*context)
            results[name] = asyncio.run(outcome) if inspect.iscoroutine(outcome) else outcome
        except Exception as error:  # noqa: BLE001 (any exception is a finding)
            results[name] = {"unexpected": repr(error)}
    json.dump(results, sys.stdout)


def arguments() -> Any:
    """Return (base url, keys)."""
    return sys.argv[1], json.loads(sys.argv[2])
