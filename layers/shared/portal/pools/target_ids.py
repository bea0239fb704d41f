"""The ids of targets and routers: the same for every spelling of a router's URL."""

from __future__ import annotations

import hashlib
import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import urlsplit

MAX_URL_CHARACTERS = 500

_DEFAULT_PORTS = {"http": 80, "https": 443}
_DIGITS = 16
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_PATH = re.compile(r"(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+)*")


def normalised_url(url: str) -> str:
    """Return the one spelling of a router's URL: lower case scheme and host, no default port, no last slash,
    an IPv6 address in its short form.

    Raises ValueError if ``url`` is not a URL with a host, or if it has a part that can be spelled in several
    ways: a host that is not ASCII, an IPv4 address other than in four numbers, a path with an escaped
    character, an empty segment, or ``.`` or ``..``.
    """
    parts = urlsplit(url.strip())
    scheme, port = parts.scheme.lower(), parts.port
    if scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError("expected a URL such as http://host:5010")
    host, path = _normalised_host(parts.hostname.lower()), parts.path.rstrip("/")
    if not _PATH.fullmatch(path):
        raise ValueError("the path of a router URL has names of letters, digits and - . _ ~ signs")
    place = host if port in {None, _DEFAULT_PORTS[scheme]} else f"{host}:{port}"
    normalised = f"{scheme}://{place}{path}"
    if len(normalised) > MAX_URL_CHARACTERS:
        raise ValueError(f"a router URL has at most {MAX_URL_CHARACTERS} characters")
    return normalised


def _normalised_host(host: str) -> str:
    """Return ``host``, which is in lower case. Raises ValueError."""
    if ":" in host:
        return f"[{_ip_address(IPv6Address, host)}]"
    name = host.removesuffix(".")
    if not _HOST.fullmatch(name):
        raise ValueError("the host of a router URL is in ASCII (an international name begins with xn--)")
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        return _ip_address(IPv4Address, name)
    return name


def _ip_address(kind: type[IPv4Address | IPv6Address], text: str) -> str:
    try:
        return str(kind(text))
    except AddressValueError:
        raise ValueError("expected an IP address in its usual form") from None


def target_id(alias: str, url: str, session_id: int | None) -> str:
    """Return ``tgt_`` and 16 hexadecimal digits: a hash of the alias, the normalised URL and the session."""
    session = "" if session_id is None else str(session_id)
    return f"tgt_{_digest(alias, normalised_url(url), session)}"


def router_id(url: str) -> str:
    """Return ``rtr_`` and 16 hexadecimal digits: a hash of the normalised URL."""
    return f"rtr_{_digest(normalised_url(url))}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_DIGITS]
