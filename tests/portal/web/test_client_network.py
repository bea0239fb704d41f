"""The network of a request."""

from __future__ import annotations

import pytest

from portal.web.client_network import address_of, network_of


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("", "testclient", False),
    ],
)
def test_ipv6_addresses_of_a_prefix_are_one_network(one: str, other: str, same: bool) -> None:
    assert (network_of(one) == network_of(other)) is same


def test_address_is_the_connections_whatever_the_headers_say() -> None:
    headers = [(b"x-forwarded-for", b"203.0.113.9"), (b"forwarded", b"for=203.0.113.9")]
    assert address_of({"type": "http", "client": ("192.0.2.1", 5), "headers": headers}) == "192.0.2.1"
    assert address_of({"type": "http", "client": None, "headers": headers}) == ""
