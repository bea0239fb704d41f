"""AWS's Signature Version 4 for the one kind of request that the JSON protocols have: ``POST /``.

The algorithm and its source are in docs/protocols/aws-signature.md.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

_ALGORITHM = "AWS4-HMAC-SHA256"


@dataclass(frozen=True, slots=True)
class AwsCredentials:
    """``session_token`` comes with temporary credentials, ``expires_at`` (unix seconds) with some of them."""

    access_key_id: str
    secret_access_key: str = field(repr=False)
    session_token: str | None = field(default=None, repr=False)
    expires_at: float | None = None


class Signer:
    """Signs requests to one service in one region. A day's signing key is derived once."""

    def __init__(self, service: str, region: str) -> None:
        self._service = service
        self._region = region
        self._key_of: tuple[str, str] | None = None
        self._key = b""

    def sign(
        self, headers: Mapping[str, str], body: bytes, credentials: AwsCredentials, at: float
    ) -> dict[str, str]:
        """Return ``headers`` and those that authenticate the request; ``at`` is its time in unix seconds.

        The names in ``headers`` are in lower case, and ``host`` is among them. All of them are signed: a
        header that something on the way may change or add must be added after signing.
        """
        timestamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(at))
        signed = {**headers, "x-amz-date": timestamp}
        if credentials.session_token is not None:
            signed["x-amz-security-token"] = credentials.session_token
        names = sorted(signed)
        listed = ";".join(names)
        lines = "".join(f"{name}:{' '.join(signed[name].split())}\n" for name in names)
        request = f"POST\n/\n\n{lines}\n{listed}\n{hashlib.sha256(body).hexdigest()}"
        scope = f"{timestamp[:8]}/{self._region}/{self._service}/aws4_request"
        text = f"{_ALGORITHM}\n{timestamp}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
        key = self._signing_key(credentials.secret_access_key, timestamp[:8])
        signature = hmac.digest(key, text.encode(), "sha256").hex()
        signed["authorization"] = (
            f"{_ALGORITHM} Credential={credentials.access_key_id}/{scope}, "
            f"SignedHeaders={listed}, Signature={signature}"
        )
        return signed

    def _signing_key(self, secret: str, date: str) -> bytes:
        if self._key_of != (secret, date):
            key = f"AWS4{secret}".encode()
            for part in (date, self._region, self._service, "aws4_request"):
                key = hmac.digest(key, part.encode(), "sha256")
            self._key, self._key_of = key, (secret, date)
        return self._key
