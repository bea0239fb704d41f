"""Failures of a router and the errors that the client raises for them."""

from __future__ import annotations

import asyncio

import pytest

from portal.errors import (
    ContextTooLong,
    PortalError,
    RouterBusy,
    RouterRefused,
    RouterRejected,
    RouterTimedOut,
    RouterUnreachable,
    StreamInterrupted,
)
from portal.pools import Target
from portal.router import RouterCall, TextChunk, text_in
from portal.router.aiohttp_client import AiohttpRouterClient
from tests.support.router.calls import ANSWER, STREAMED, UNARY, failure, frame, sending, whole
from tests.support.router.wire_server import STREAM, chunked, wire_server


async def test_refused_connection_is_unreachable(client: AiohttpRouterClient, unused_tcp_port: int) -> None:
    port = unused_tcp_port
    received, error = await failure(client, Target(f"http://127.0.0.1:{port}", 7, "s3cret"), UNARY)
    assert (received, type(error)) == ("", RouterUnreachable)
    for secret in (str(port), "127.0.0.1", "s3cret", "7"):
        assert secret not in f"{error.message} {error.hint}"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b"", ""),
        (b"HTTP/1.1 200 OK\r\nContent-Le", ""),
        (STREAM, ""),
        (whole(ANSWER)[:-10], ""),
        (STREAM + chunked(frame("Hel")), "Hel"),
        (STREAM + chunked(frame("Hel")) + b"5\r\nda", "Hel"),
    ],
)
async def test_dropped_connection_fails_by_the_text_so_far(
    client: AiohttpRouterClient, answer: bytes, expected: str
) -> None:
    async with wire_server(sending(answer, keep=False)) as server:
        received, error = await failure(client, Target(server.url), STREAMED)
        assert (received, type(error)) == (expected, StreamInterrupted if expected else RouterUnreachable)
        assert len(server.requests) == 1


async def test_stream_without_its_end_is_interrupted(client: AiohttpRouterClient) -> None:
    answer = STREAM + chunked(frame("Hel")) + b"0\r\n\r\n"
    async with wire_server(sending(answer)) as server:
        received, error = await failure(client, Target(server.url), STREAMED)
        assert (received, type(error)) == ("Hel", StreamInterrupted)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (301, b"", RouterRejected),
        (307, b"", RouterRejected),
        (400, b'{"error": "prompt"}', RouterRefused),
        (400, b'{"error": {"message": "maximum context length is 4096"}}', ContextTooLong),
        (
            400,
            b'{"error": "The decoder prompt (length 9) is longer than the maximum model length of 8"}',
            ContextTooLong,
        ),
        (400, b'{"error": "The prompt (total length 9) is too long to fit into the model"}', ContextTooLong),
        (
            422,
            b'{"error": "Input validation error: `inputs` must have less than 8 tokens. Given: 9"}',
            ContextTooLong,
        ),
        (400, b'{"error": "The name of the session is too long"}', RouterRefused),
        (401, b"", RouterRejected),
        (404, b'{"error": "session 7 not found"}', RouterRejected),
        (408, b"", RouterTimedOut),
        (429, b"", RouterBusy),
        (500, b"<html>", RouterRejected),
        (504, b"", RouterTimedOut),
    ],
)
async def test_http_error_is_translated(
    client: AiohttpRouterClient, status: int, body: bytes, kind: type[PortalError]
) -> None:
    head = f"HTTP/1.1 {status} X\r\nLocation: http://127.0.0.1:1/\r\n".encode()
    async with wire_server(sending(whole(body, head))) as server:
        _, error = await failure(client, Target(server.url, 7), UNARY)
        assert type(error) is kind
        assert getattr(error, "upstream_status", status) == status
        assert len(server.requests) == 1


async def test_response_that_is_not_http_is_rejected(client: AiohttpRouterClient) -> None:
    async with wire_server(sending(b"SSH-2.0-OpenSSH_9.6\r\n\r\n", keep=False)) as server:
        assert isinstance((await failure(client, Target(server.url), UNARY))[1], RouterRejected)


async def test_oversized_response_is_rejected(client: AiohttpRouterClient) -> None:
    oversized = STREAM + chunked(frame("a")) + chunked(b": " + b"x" * 20_000 + b"\n")
    async with wire_server(sending(oversized)) as server:
        _, error = await failure(client, Target(server.url), STREAMED)
        assert isinstance(error, StreamInterrupted | RouterRejected)
    async with wire_server(sending(whole(b'{"text": "' + b"x" * 20_000 + b'"}'))) as server:
        assert isinstance((await failure(client, Target(server.url), UNARY))[1], RouterRejected)


async def test_failure_is_logged_without_the_auth_key(
    client: AiohttpRouterClient, caplog: pytest.LogCaptureFixture
) -> None:
    async with wire_server(sending(whole(b'{"error": "s3cret"}', b"HTTP/1.1 401 X\r\n"))) as server:
        await failure(client, Target(server.url, 7, "s3cret"), UNARY)
    record = caplog.records[-1]
    assert (record.message, record.levelname) == ("router.failed", "WARNING")
    assert record.__dict__["session"] == 7
    assert record.__dict__["upstream_status"] == 401
    assert "s3cret" not in str(record.__dict__)


@pytest.mark.parametrize("call", [UNARY, STREAMED])
@pytest.mark.parametrize(
    ("status", "header", "body", "retry_after"),
    [
        (429, b"Retry-After: 7\r\n", b"", 7.0),
        (503, b"Retry-After: 86400\r\n", b"<html>", 60.0),
        (503, b"", b"", None),
        (500, b"", b'{"error": {"message": "x", "code": "router_v4_correlation_mismatch"}}', None),
        (409, b"Retry-After: 1\r\n", b'{"error": "router_v4_correlation_mismatch"}', 1.0),
        (400, b"", b'{"detail": "router_v4_correlation_mismatch"}', None),
        (502, b"", b'{"message": "all miners are busy"}', None),
    ],
)
async def test_busy_router_says_when_it_is_free(
    client: AiohttpRouterClient,
    call: RouterCall,
    status: int,
    header: bytes,
    body: bytes,
    retry_after: float | None,
) -> None:
    head = f"HTTP/1.1 {status} X\r\n".encode() + header
    async with wire_server(sending(whole(body, head))) as server:
        _, error = await failure(client, Target(server.url, 7), call)
    assert type(error) is RouterBusy
    assert error.retry_after == retry_after


@pytest.mark.parametrize(
    "body",
    [
        b'{"error": "bad field", "input": "the session is busy"}',
        b'{"detail": [{"input": "router_v4_correlation_mismatch"}]}',
        b'{"error": "Invalid value: the model is overloaded"}',
    ],
)
async def test_words_of_the_customer_in_a_refusal_make_no_router_busy(
    client: AiohttpRouterClient, body: bytes
) -> None:
    async with wire_server(sending(whole(body, b"HTTP/1.1 422 X\r\n"))) as server:
        _, error = await failure(client, Target(server.url, 7), UNARY)
    assert type(error) is RouterRefused


async def test_first_batch_says_that_the_model_has_begun_to_reason(client: AiohttpRouterClient) -> None:
    async def reasoning(writer: asyncio.StreamWriter, _: int) -> bool:
        writer.write(STREAM + chunked(b": keep-alive\n\n") + chunked(frame("")))
        await asyncio.sleep(0.05)
        writer.write(chunked(frame("<think>hm")))
        await asyncio.sleep(0.05)
        writer.write(chunked(frame("</think>Hi", "stop")) + chunked(b""))
        return True

    async with wire_server(reasoning) as server, client.open(Target(server.url), STREAMED) as exchange:
        batches = [batch async for batch in exchange.pieces()]
    assert batches[0] == (TextChunk(),)
    assert "".join(map(text_in, batches[1:])) == "Hi"
