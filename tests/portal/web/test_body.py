"""A body is read whole or refused, and a client that leaves is noticed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from portal.errors import MalformedBody, RequestTooLarge
from portal.web.body import ClientGone, read_body
from portal.web.types import Message, Receive


def receiving(*messages: dict[str, Any]) -> Receive:
    queue = list(messages)

    async def receive() -> Message:
        return queue.pop(0)

    return receive


def chunks(*bodies: bytes) -> Sequence[dict[str, Any]]:
    last = len(bodies) - 1
    return [{"type": "http.request", "body": b, "more_body": i < last} for i, b in enumerate(bodies)]


@pytest.mark.parametrize("bodies", [(b"",), (b"abc",), (b"a", b"b", b"c"), (b"", b"abc", b"")])
async def test_the_chunks_of_a_body_are_joined(bodies: tuple[bytes, ...]) -> None:
    assert await read_body(receiving(*chunks(*bodies)), {}, 10) == b"".join(bodies)


@pytest.mark.parametrize("bodies", [(b"x" * 11,), (b"x" * 6, b"x" * 5)])
async def test_a_body_over_the_limit_is_refused(bodies: tuple[bytes, ...]) -> None:
    with pytest.raises(RequestTooLarge, match="10 bytes"):
        await read_body(receiving(*chunks(*bodies)), {}, 10)


async def test_a_declared_length_over_the_limit_is_refused_unread() -> None:
    with pytest.raises(RequestTooLarge):
        await read_body(receiving(), {"content-length": "11"}, 10)


async def test_a_length_that_is_no_number_is_the_clients_fault() -> None:
    with pytest.raises(MalformedBody):
        await read_body(receiving(), {"content-length": "ten"}, 10)


async def test_a_client_that_leaves_while_sending_is_noticed() -> None:
    half = {"type": "http.request", "body": b"a", "more_body": True}
    with pytest.raises(ClientGone):
        await read_body(receiving(half, {"type": "http.disconnect"}), {}, 10)
