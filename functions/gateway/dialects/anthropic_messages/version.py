"""``anthropic-version``: the rules by which a request is parsed.

Versions are dates (docs/protocols/anthropic.md, "Versions"). A date before 2026-10-21 selects the rules of
2023-06-01. Every other value, unknown ones included, selects the newest rules, because SDKs are updated
before gateways. A request without the header is parsed by 2023-06-01, the more lenient of the two;
Anthropic's own API refuses it.
"""

from __future__ import annotations

from functions.gateway.dialects import Headers

CLASSIC = "2023-06-01"
NEWEST = "2026-10-21"


def version_of(headers: Headers) -> str:
    """Return CLASSIC or NEWEST."""
    version = headers.get("anthropic-version", "").strip() or CLASSIC
    return CLASSIC if version < NEWEST else NEWEST
