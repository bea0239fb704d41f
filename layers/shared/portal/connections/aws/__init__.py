"""AWS's JSON protocols over the HTTP clients that are there anyway, without boto3.

Importing boto3 and creating a client takes 0.3 s of processor time, which an environment would spend on its
first request (docs/decisions/deployment-and-tooling.md). What is needed of it is small: a POST to ``/``,
signed (``signature``), with the operation in a header (``client``). DynamoDB is in ``dynamodb``, SQS in
``portal.usage.sqs``, Secrets Manager in ``portal.configuration.secrets_manager``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

KEEP_ALIVE_SECONDS = 15.0
"""Less than AWS keeps an idle connection (docs/protocols/connections.md)."""


class AwsUnreachable(OSError):
    """AWS, or the server in its place, gave no answer: it cannot be reached, or not in time."""


class AwsTransport(Protocol):
    """Sends requests over connections that are kept; one for all services of a process."""

    async def post(
        self,
        url: str,
        headers: Mapping[str, str],
        body: bytes,
        *,
        timeout_seconds: float,
        repeatable: bool = False,
    ) -> tuple[int, bytes]:
        """Return status and body of the response. Raises AwsUnreachable after ``timeout_seconds``.

        A ``repeatable`` call may take effect twice: it is sent again, on a new connection, if a kept one
        ends, or was idle and stays silent. Another call uses no kept connection that may be silent.
        """
        ...

    async def get(self, url: str, headers: Mapping[str, str], *, timeout_seconds: float) -> tuple[int, bytes]:
        """As ``post``, and always repeatable."""
        ...

    async def close(self) -> None:
        """Close the connections without waiting for calls that are under way."""
        ...
