"""The function URL behind a distribution: only the distribution may use it."""

from __future__ import annotations

import hmac

from portal.errors import NotPermitted
from portal.web.headers import lower_headers
from portal.web.types import ASGIApp, Receive, Scope, Send

EDGE_HEADER = "x-portal-edge"


class EdgeMiddleware:
    """Refuses requests of a function URL that lack the secret which its distribution sends.

    Anybody can call the URL, because signed requests of CloudFront would need the hash of the body from
    the client (docs/protocols/lambda-runtime.md, "Managed Instances"). Requests of API Gateway pass. Of a
    request of the distribution, the client is the last address of ``x-forwarded-for``, which CloudFront
    appends; whatever stands before it was written by the caller.
    """

    def __init__(self, app: ASGIApp, *, secret: str) -> None:
        self._app = app
        self._secret = secret.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("aws.event", {}).get("version") == "2.0":
            headers = lower_headers(scope["headers"])
            if not hmac.compare_digest(headers.get(EDGE_HEADER, "").encode(), self._secret):
                raise NotPermitted("This address is internal. Use the API's own.")
            address = headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
            scope = {**scope, "client": (address, 0) if address else scope.get("client")}
        await self._app(scope, receive, send)
