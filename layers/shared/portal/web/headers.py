"""Request headers as a mapping."""

from __future__ import annotations

from portal.web.types import RawHeaders


def lower_headers(raw: RawHeaders) -> dict[str, str]:
    """Return ASGI request headers as text; names are lower-case, the last value of a repeated name wins."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in raw}
