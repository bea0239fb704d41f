"""``anthropic-version``: which rules a request is read by.

Versions are dates (reference: clients 0.1, 0.2). One dated before 2026-10-21 is read by the rules of
2023-06-01, any other, an unknown one included, by the newest we know: SDKs move on before gateways do. A
request without the header is read by 2023-06-01, the more lenient of the two; Anthropic's own API refuses it.
"""

from __future__ import annotations

from functions.gateway.dialects import Headers

CLASSIC = "2023-06-01"
NEWEST = "2026-10-21"


def version_of(headers: Headers) -> str:
    """Return CLASSIC or NEWEST."""
    asked = headers.get("anthropic-version", "").strip() or CLASSIC
    return CLASSIC if asked < NEWEST else NEWEST
