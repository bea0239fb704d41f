"""Where credentials come from: a function's role, or nowhere for a server that is not AWS's.

Lambda has the role's credentials in three environment variables, or names an endpoint on the same machine
that gives them out, with their expiry (docs/protocols/aws-signature.md, "Credentials"). Profiles, SSO and
instance roles are for programs on a person's machine, which use boto3.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from ipaddress import ip_address
from typing import Protocol
from urllib.parse import urlsplit

from portal.connections.aws import AwsTransport, AwsUnreachable
from portal.connections.aws.signature import AwsCredentials

_ENDPOINT = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
_ENDPOINT_TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN"  # noqa: S105 (the name of a variable)
_ENDPOINT_SECONDS = 0.5
"""Beside the bound of the call that needs the credentials: once in hours, and on the same machine."""

_RENEW_SECONDS = 600.0
"""Credentials are renewed this long before they expire."""

_PLACEHOLDER = AwsCredentials("local", "local")


class CredentialSource(Protocol):
    async def current(self) -> AwsCredentials:
        """Return credentials that are in force. Raises AwsUnreachable."""
        ...


class FixedCredentials:
    """Credentials that last as long as the process."""

    def __init__(self, credentials: AwsCredentials = _PLACEHOLDER) -> None:
        self._credentials = credentials

    async def current(self) -> AwsCredentials:
        return self._credentials


class MissingCredentials:
    """A process without credentials: each call fails, and says what is missing."""

    async def current(self) -> AwsCredentials:
        raise AwsUnreachable("no AWS credentials: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set")


class EndpointCredentials:
    """Credentials of an endpoint on this machine, kept until shortly before they expire.

    One that cannot be reached leaves those that are still in force in use. ``token`` goes only to a loopback
    or link-local address, or to one with TLS: anything else is a ValueError.
    """

    def __init__(
        self, url: str, token: str, transport: AwsTransport, *, clock: Callable[[], float] = time.time
    ) -> None:
        if not _is_trusted(url):
            raise ValueError(f"{_ENDPOINT} is neither on this machine nor an https address")
        self._url = url
        self._headers = {"authorization": token} if token else {}
        self._transport = transport
        self._clock = clock
        self._kept: AwsCredentials | None = None

    async def current(self) -> AwsCredentials:
        kept = self._kept
        if kept is not None and self._lasts(kept, _RENEW_SECONDS):
            return kept
        try:
            status, body = await self._transport.get(
                self._url, self._headers, timeout_seconds=_ENDPOINT_SECONDS
            )
            self._kept = kept = _parsed(status, body)
        except AwsUnreachable:
            if kept is None or not self._lasts(kept, 0):
                raise
        return kept

    def _lasts(self, credentials: AwsCredentials, seconds: float) -> bool:
        return credentials.expires_at is None or self._clock() + seconds < credentials.expires_at


def credentials_for(
    endpoint: str | None, transport: AwsTransport, environ: Mapping[str, str] = os.environ
) -> CredentialSource:
    """Return the function's credentials, or placeholders for an ``endpoint`` that is not AWS's.

    So real credentials never reach a local server, and none are needed to use it.
    """
    if endpoint is not None:
        return FixedCredentials()
    if environ.get("AWS_ACCESS_KEY_ID") and environ.get("AWS_SECRET_ACCESS_KEY"):
        token = environ.get("AWS_SESSION_TOKEN") or None
        return FixedCredentials(
            AwsCredentials(environ["AWS_ACCESS_KEY_ID"], environ["AWS_SECRET_ACCESS_KEY"], token)
        )
    if environ.get(_ENDPOINT):
        return EndpointCredentials(environ[_ENDPOINT], environ.get(_ENDPOINT_TOKEN, ""), transport)
    return MissingCredentials()


def _is_trusted(url: str) -> bool:
    parts = urlsplit(url)
    if parts.scheme == "https" or parts.hostname == "localhost":
        return True
    try:
        address = ip_address(parts.hostname or "")
    except ValueError:
        return False
    return address.is_loopback or address.is_link_local


def _parsed(status: int, body: bytes) -> AwsCredentials:
    """Raises AwsUnreachable, without the body: it may hold credentials."""
    try:
        answer = json.loads(body) if status == 200 else {}
        return AwsCredentials(
            answer["AccessKeyId"],
            answer["SecretAccessKey"],
            answer["Token"],
            datetime.fromisoformat(answer["Expiration"]).timestamp(),
        )
    except (ValueError, KeyError, TypeError) as error:
        reason = f"the credentials endpoint answered {status}, and no credentials ({type(error).__name__})"
        raise AwsUnreachable(reason) from None
