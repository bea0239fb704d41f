"""The ids of targets and routers: the same for every spelling of a router's URL."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_DIGITS = 16


def normalised_url(url: str) -> str:
    """Return the one spelling of a router's URL: lower case scheme and host, no default port, no last slash.

    Raises ValueError if ``url`` is not a URL with a host.
    """
    parts = urlsplit(url.strip())
    scheme, host, port = parts.scheme.lower(), (parts.hostname or "").lower().rstrip("."), parts.port
    if scheme not in _DEFAULT_PORTS or not host:
        raise ValueError("expected a URL such as http://host:5010")
    name = f"[{host}]" if ":" in host else host
    place = name if port in {None, _DEFAULT_PORTS[scheme]} else f"{name}:{port}"
    return f"{scheme}://{place}{parts.path.rstrip('/')}"


def target_id(alias: str, url: str, session_id: int | None) -> str:
    """Return ``tgt_`` and 16 hexadecimal digits: a hash of the alias, the normalised URL and the session."""
    session = "" if session_id is None else str(session_id)
    return f"tgt_{_digest(alias, normalised_url(url), session)}"


def router_id(url: str) -> str:
    """Return ``rtr_`` and 16 hexadecimal digits: a hash of the normalised URL."""
    return f"rtr_{_digest(normalised_url(url))}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_DIGITS]
