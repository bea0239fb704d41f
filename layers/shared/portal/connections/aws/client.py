"""Calls of one AWS service by its JSON protocol."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import orjson

from portal.connections.aws import AwsTransport
from portal.connections.aws.credentials import CredentialSource
from portal.connections.aws.signature import Signer

_MESSAGE_CHARACTERS = 300


class AwsRefused(Exception):
    """AWS answered with an error, or with something that is none of its answers.

    ``code`` is AWS's name of the error, such as ``ThrottlingException``, or ``HTTP <status>``; ``answer`` is
    the whole body, which has more fields with some errors.
    """

    def __init__(self, code: str, message: str, answer: Mapping[str, Any]) -> None:
        super().__init__(f"{code}: {message}" if message else code)
        self.code = code
        self.answer = answer


class AwsClient:
    """Calls ``service`` (its name in signatures) at ``url``, an origin without a path.

    ``target`` is what precedes the operation in ``x-amz-target``; ``json_version`` is the service's.
    """

    def __init__(
        self,
        service: str,
        url: str,
        region: str,
        transport: AwsTransport,
        credentials: CredentialSource,
        *,
        target: str,
        json_version: str = "1.0",
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._url = url.rstrip("/") + "/"
        self._transport = transport
        self._credentials = credentials
        self._target = target
        self._signer = Signer(service, region)
        self._headers = {
            "content-type": f"application/x-amz-json-{json_version}",
            "host": urlsplit(url).netloc,
        }
        self._clock = clock

    async def call(
        self, operation: str, request: Mapping[str, Any], *, timeout_seconds: float, repeatable: bool
    ) -> dict[str, Any]:
        """Return the decoded answer. Raises AwsRefused and AwsUnreachable."""
        body = orjson.dumps(request)
        headers = {**self._headers, "x-amz-target": f"{self._target}.{operation}"}
        credentials = await self._credentials.current()
        signed = self._signer.sign(headers, body, credentials, self._clock())
        status, answer = await self._transport.post(
            self._url, signed, body, timeout_seconds=timeout_seconds, repeatable=repeatable
        )
        return decode_answer(status, answer)


def decode_answer(status: int, body: bytes) -> dict[str, Any]:
    """Return the answer as an object. Raises AwsRefused.

    A status of 200 alone means nothing: a proxy or a captive portal sends that too.
    """
    try:
        answer = orjson.loads(body)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise AwsRefused(f"HTTP {status}", "the answer is no JSON object", {})
    if status == 200:
        return answer
    kind = answer.get("__type")
    code = kind.rpartition("#")[2] if isinstance(kind, str) and kind else f"HTTP {status}"
    raise AwsRefused(code, _loggable(code, answer.get("message") or answer.get("Message") or ""), answer)


def _loggable(code: str, message: object) -> str:
    """Return the first line, or nothing of what may quote the signed request with its session token."""
    if "Signature" in code or not isinstance(message, str):
        return ""
    return message.partition("\n")[0][:_MESSAGE_CHARACTERS]
