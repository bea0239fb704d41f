"""A body is read whole or rejected, and a client disconnect is detected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from portal.errors import MalformedBody, RequestTooLarge, UnsupportedEncoding
from portal.web.body import ClientDisconnected, read_body
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
async def test_body_chunks_are_joined(bodies: tuple[bytes, ...]) -> None:
    assert await read_body(receiving(*chunks(*bodies)), [], 10) == b"".join(bodies)


@pytest.mark.parametrize("bodies", [(b"x" * 11,), (b"x" * 6, b"x" * 5)])
async def test_body_over_the_limit_is_rejected(bodies: tuple[bytes, ...]) -> None:
    with pytest.raises(RequestTooLarge, match="10 bytes"):
        await read_body(receiving(*chunks(*bodies)), [], 10)


async def test_content_length_over_the_limit_is_rejected_unread() -> None:
    with pytest.raises(RequestTooLarge):
        await read_body(receiving(), [(b"content-length", b"11")], 10)


async def test_absurd_content_length_is_too_large() -> None:
    with pytest.raises(RequestTooLarge):
        await read_body(receiving(), [(b"content-length", b"9" * 5_000)], 10)


@pytest.mark.parametrize(
    "headers",
    [
        [(b"content-encoding", b"gzip")],
        [(b"content-encoding", b"identity"), (b"content-encoding", b"br")],
        [(b"transfer-encoding", b"gzip, chunked")],
        [(b"content-length", b"3"), (b"content-encoding", b" GZip ")],
    ],
)
async def test_encoded_body_is_refused_unread(headers: list[tuple[bytes, bytes]]) -> None:
    with pytest.raises(UnsupportedEncoding):
        await read_body(receiving(), headers, 10)


async def test_encoding_of_no_body_is_ignored() -> None:
    headers = [(b"content-encoding", b"gzip"), (b"content-length", b"0")]
    assert await read_body(receiving(*chunks(b"")), headers, 10) == b""


async def test_non_numeric_content_length_is_malformed() -> None:
    with pytest.raises(MalformedBody):
        await read_body(receiving(), [(b"content-length", b"ten")], 10)


async def test_client_disconnect_while_sending_is_detected() -> None:
    half = {"type": "http.request", "body": b"a", "more_body": True}
    with pytest.raises(ClientDisconnected):
        await read_body(receiving(half, {"type": "http.disconnect"}), [], 10)
