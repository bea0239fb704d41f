"""The network that a request comes from, for limits that count it. Pure."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from portal.web.types import Scope


def address_of(scope: Scope) -> str:
    """Return the address of the connection, or behind API Gateway the one that it saw; empty if unknown.

    Forwarding headers are ignored, because any caller can write them.
    """
    client = scope.get("client")
    return client[0] if client else ""


def network_of(address: str) -> str:
    """Return the address itself, or of IPv6 the 64 bits that one customer is assigned."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped is not None else parsed.exploded[:19]
    return address
