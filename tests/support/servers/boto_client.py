"""boto3's client of a service that moto does not have: it validates every call, and a function answers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import boto3
from botocore.exceptions import ClientError

_session = boto3.Session("test", "test", region_name="us-east-1")

Answer = Callable[..., Mapping[str, Any] | None]
"""Takes an operation's parameters by name and returns its output, or raises ClientError."""


def answering_client(service: str, answers: Mapping[str, Answer]) -> Any:
    """Return a client whose operations are answered by name (``DescribeStacks``). Others are not allowed."""
    client: Any = _session.client(service)  # type: ignore[call-overload]
    parameters: dict[str, Any] = {}

    def remember(params: dict[str, Any], **_: Any) -> None:
        parameters.clear()
        parameters.update(params)

    def answer(model: Any, **_: Any) -> tuple[Any, dict[str, Any]]:
        assert model.name in answers, f"nothing answers {service}.{model.name}"
        try:
            output = answers[model.name](**parameters) or {}
        except ClientError as error:  # as the class that the client's own errors have
            kind = client.exceptions.from_code(error.response["Error"]["Code"])
            raise kind(error.response, model.name) from None
        return _Response(), {**output, "ResponseMetadata": {"HTTPStatusCode": 200}}

    client.meta.events.register("provide-client-params.*.*", remember)
    client.meta.events.register("before-call.*.*", answer)
    return client


def refusal(operation: str, code: str, message: str) -> ClientError:
    """Return the error that a client raises when AWS refuses a call."""
    return ClientError({"Error": {"Code": code, "Message": message}}, operation)


class _Response:
    status_code = 200
