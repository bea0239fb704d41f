"""Headers as the code reads them."""

from __future__ import annotations

from portal.web.types import RawHeaders


def lower_headers(raw: RawHeaders) -> dict[str, str]:
    """Request headers as text with lower-case names; the last of a repeated name stands."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in raw}
