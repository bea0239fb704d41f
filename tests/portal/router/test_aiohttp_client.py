"""The client against raw sockets: requests as sent, connections, timeouts, size limits."""

from __future__ import annotations

import asyncio
import gc
import json
import socket
import time
from collections.abc import AsyncIterator

import pytest

from portal.errors import (
    ContextTooLong,
    PortalError,
    RouterPending,
    RouterRefused,
    RouterRejected,
    RouterTimedOut,
    RouterUnreachable,
    StreamInterrupted,
)
from portal.inference import Sampling
from portal.pools import Target
from portal.router import RouterCall, RouterClient, TextChunk
from portal.router.aiohttp_client import AiohttpRouterClient
from portal.router.bounds import RouterBounds
from tests.portal.router.wire_server import JSON, OK, STREAM, Script, chunked, wire_server

BOUNDS = RouterBounds(max_answer_bytes=10_000)
QUICK = RouterBounds(connect_seconds=0.5, first_byte_seconds=0.2, idle_seconds=0.2, afterwards_seconds=0.1)
UNARY = RouterCall("Hi", client_reference="req_1", timeout_seconds=5)
STREAMED = RouterCall("Hi", stream=True, client_reference="req_1", timeout_seconds=5)
ANSWER = json.dumps(
    {
        "id": "1",
        "choices": [{"index": 0, "text": "Hello", "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 2},
    }
).encode()


@pytest.fixture
async def client() -> AsyncIterator[AiohttpRouterClient]:
    client = AiohttpRouterClient(BOUNDS)
    yield client
    await client.close()


@pytest.fixture
async def quick() -> AsyncIterator[AiohttpRouterClient]:
    """A client with short timeouts."""
    client = AiohttpRouterClient(QUICK)
    yield client
    await client.close()


def frame(text: str = "", finish: str | None = None) -> bytes:
    value = {"id": "1", "choices": [{"index": 0, "text": text, "finish_reason": finish}]}
    return b"data: " + json.dumps(value).encode() + b"\n\n"


def whole(body: bytes, head: bytes = JSON) -> bytes:
    return head + f"Content-Length: {len(body)}\r\n\r\n".encode() + body


def sending(answer: bytes, *, keep: bool = True) -> Script:
    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        writer.write(answer)
        await writer.drain()
        return keep

    return script


async def chunks(client: RouterClient, target: Target, call: RouterCall) -> list[TextChunk]:
    async with client.open(target, call) as exchange:
        return [chunk async for batch in exchange.chunks() for chunk in batch]


async def text(client: RouterClient, target: Target, call: RouterCall) -> str:
    return "".join([chunk.text for chunk in await chunks(client, target, call)])


async def failure(client: RouterClient, target: Target, call: RouterCall) -> tuple[str, PortalError]:
    received = ""
    try:
        async with client.open(target, call) as exchange:
            async for batch in exchange.chunks():
                received += "".join([chunk.text for chunk in batch])
    except PortalError as error:
        return received, error
    pytest.fail(f"the call did not fail but returned {received!r}")


async def test_request_has_the_documented_fields(client: AiohttpRouterClient) -> None:
    sampling = Sampling(256, 0.5, 0.9, 40, 0.1, 0.2, 7)
    call = RouterCall("Héllo", sampling, raw_prompt=True, client_reference="req_9", timeout_seconds=59.9)
    async with wire_server(sending(whole(ANSWER))) as server:
        await chunks(client, Target(f"{server.url}/", 7, "s3cret"), call)
        await chunks(client, Target(server.url), UNARY)
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
    assert lines[0] == "POST /api/v3/completions/7 HTTP/1.1"
    assert headers == {
        "host": server.url.removeprefix("http://"),
        "authorization": "Bearer s3cret",
        "content-type": "application/json",
        "content-length": str(len(body)),
        "accept": "text/event-stream, application/json",
        "accept-encoding": "identity",
        "user-agent": "cortensor-portal",
    }
    assert json.loads(body) == {
        "prompt": "Héllo",
        "prompt_type": 1,
        "prompt_template": "",
        "stream": False,
        "timeout": 59,
        "client_reference": "req_9",
        "max_tokens": 256,
        "temperature": 0.5,
        "top_p": 0.9,
        "top_k": 40,
        "presence_penalty": 0.1,
        "frequency_penalty": 0.2,
        "seed": 7,
    }
    head, _, body = server.requests[1].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /api/v3/completions HTTP/1.1\r\n")
    assert b"authorization" not in head.lower()
    assert json.loads(body) == {
        "prompt": "Hi",
        "prompt_type": 0,
        "prompt_template": "",
        "stream": False,
        "timeout": 5,
        "client_reference": "req_1",
    }


async def test_prompt_of_megabytes_is_sent(client: AiohttpRouterClient) -> None:
    call = RouterCall("x" * 3_000_000, timeout_seconds=5)
    async with wire_server(sending(whole(ANSWER))) as server:
        assert await text(client, Target(server.url), call) == "Hello"
    assert json.loads(server.requests[0].partition(b"\r\n\r\n")[2])["prompt"] == call.prompt


async def test_connection_is_reused_after_complete_responses(client: AiohttpRouterClient) -> None:
    stream = STREAM + chunked(frame("Hel")) + chunked(frame("lo", "stop") + b"data: [DONE]\n\n")

    async def script(writer: asyncio.StreamWriter, number: int) -> bool:
        if number % 2:
            writer.write(whole(ANSWER))
        else:
            writer.write(stream)
            await writer.drain()
            await asyncio.sleep(0.01)
            writer.write(b"0\r\n\r\n")
        return True

    async with wire_server(script) as server:
        target = Target(server.url)
        for _ in range(3):
            assert await text(client, target, UNARY) == "Hello"
            assert await text(client, target, STREAMED) == "Hello"
            await asyncio.sleep(0.05)
        assert server.connections == 1


async def test_small_writes_are_not_delayed(client: AiohttpRouterClient) -> None:
    script = sending(STREAM + chunked(frame("a")))
    async with wire_server(script) as server, client.open(Target(server.url), STREAMED) as exchange:
        transport = exchange._response.connection.transport  # type: ignore[union-attr]
        connection: socket.socket = transport.get_extra_info("socket")  # type: ignore[union-attr]
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


async def test_exiting_the_call_disconnects_at_once(client: AiohttpRouterClient) -> None:
    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        writer.write(STREAM + chunked(frame("Hel")))
        return True

    async with wire_server(script) as server:
        async with client.open(Target(server.url), STREAMED) as exchange:
            assert [chunk.text for chunk in await anext(exchange.chunks())] == ["Hel"]
            assert not server.disconnected.is_set()
        await asyncio.wait_for(server.disconnected.wait(), 1)


async def test_cancellation_before_the_head_disconnects(client: AiohttpRouterClient) -> None:
    arrived = asyncio.Event()

    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        arrived.set()
        return True

    async with wire_server(script) as server:
        task = asyncio.create_task(chunks(client, Target(server.url), UNARY))
        await arrived.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.wait_for(server.disconnected.wait(), 1)


async def test_stop_string_ends_the_text_and_the_call(client: AiohttpRouterClient) -> None:
    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        for part in ("one E", "N", "D two", " three"):
            writer.write((STREAM if part == "one E" else b"") + chunked(frame(part)))
            await writer.drain()
            await asyncio.sleep(0.01)
        return True

    call = RouterCall("Hi", Sampling(stop=("END",)), stream=True, timeout_seconds=5)
    async with wire_server(script) as server:
        received = await chunks(client, Target(server.url), call)
        await asyncio.wait_for(server.disconnected.wait(), 1)
    assert received == [TextChunk("one "), TextChunk("", "stop", "END", None)]


async def test_role_guard_ends_the_text_without_stop_sequence(client: AiohttpRouterClient) -> None:
    call = RouterCall("Hi", stream=True, role_guards=("\n### User:",), timeout_seconds=5)
    async with wire_server(sending(STREAM + chunked(frame("Fine.\n### User:\nAnd you?")))) as server:
        assert await chunks(client, Target(server.url), call) == [TextChunk("Fine.", "stop", None, None)]


async def test_stop_strings_are_not_sent_and_force_a_stream(client: AiohttpRouterClient) -> None:
    unary_call = RouterCall("Hi", Sampling(stop=("END",)), timeout_seconds=5)
    answer = STREAM + chunked(frame("one END two"))
    async with wire_server(sending(answer)) as server:
        received = await chunks(client, Target(server.url), unary_call)
        assert received == [TextChunk("one ", "stop", "END", None)]
        await asyncio.wait_for(server.disconnected.wait(), 1)
    body = json.loads(server.requests[0].partition(b"\r\n\r\n")[2])
    assert body["stream"] is True
    assert "stop" not in body


async def test_each_read_is_yielded_at_once(client: AiohttpRouterClient) -> None:
    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        writer.write(STREAM)
        for word in ("a", "b", "c"):
            writer.write(chunked(frame(word)))
            await writer.drain()
            await asyncio.sleep(0.05)
        writer.write(chunked(frame("", "stop") + b"data: [DONE]\n\n") + b"0\r\n\r\n")
        return True

    async with wire_server(script) as server, client.open(Target(server.url), STREAMED) as exchange:
        arrived = [(batch[0].text, time.monotonic()) async for batch in exchange.chunks()]
    assert [word for word, _ in arrived] == ["a", "b", "c", ""]
    assert arrived[2][1] - arrived[0][1] > 0.05


async def test_refused_connection_is_unreachable(client: AiohttpRouterClient) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    received, error = await failure(client, Target(f"http://127.0.0.1:{port}", 7, "s3cret"), UNARY)
    assert (received, type(error)) == ("", RouterUnreachable)
    for secret in (str(port), "127.0.0.1", "s3cret", "7"):
        assert secret not in f"{error.message} {error.hint}"


async def test_unaccepted_connection_times_out(
    quick: AiohttpRouterClient,
) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        backlog = [socket.socket() for _ in range(3)]
        for waiting in backlog:
            waiting.setblocking(False)
            waiting.connect_ex(address)
        started = time.monotonic()
        _, error = await failure(quick, Target(f"http://127.0.0.1:{address[1]}"), STREAMED)
        for waiting in backlog:
            waiting.close()
    assert isinstance(error, RouterUnreachable | RouterTimedOut)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("head", [b"", STREAM])
async def test_no_first_byte_times_out(quick: AiohttpRouterClient, head: bytes) -> None:
    async with wire_server(sending(head)) as server:
        started = time.monotonic()
        received, error = await failure(quick, Target(server.url), STREAMED)
        assert (received, type(error)) == ("", RouterTimedOut)
        assert 0.15 < time.monotonic() - started < 1
        await asyncio.wait_for(server.disconnected.wait(), 1)


async def test_idle_stream_is_interrupted(quick: AiohttpRouterClient) -> None:
    async with wire_server(sending(STREAM + chunked(frame("Hel")))) as server:
        started = time.monotonic()
        received, error = await failure(quick, Target(server.url), STREAMED)
        assert (received, type(error)) == ("Hel", StreamInterrupted)
        assert 0.15 < time.monotonic() - started < 1
        await asyncio.wait_for(server.disconnected.wait(), 1)


async def test_slow_consumer_does_not_time_out_the_router(quick: AiohttpRouterClient) -> None:
    answer = STREAM + chunked(frame("a")) + chunked(frame("", "stop") + b"data: [DONE]\n\n") + b"0\r\n\r\n"
    async with wire_server(sending(answer)) as server, quick.open(Target(server.url), STREAMED) as exchange:
        async for _ in exchange.chunks():
            await asyncio.sleep(0.3)


async def test_unary_response_has_only_the_timeout_of_the_call(quick: AiohttpRouterClient) -> None:
    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        await asyncio.sleep(0.4)
        writer.write(whole(ANSWER))
        return True

    async with wire_server(script) as server:
        assert await text(quick, Target(server.url), UNARY) == "Hello"
        hasty = RouterCall("Hi", timeout_seconds=0.1)
        assert isinstance((await failure(quick, Target(server.url), hasty))[1], RouterTimedOut)


async def test_stream_ends_at_the_timeout_of_the_call(client: AiohttpRouterClient) -> None:
    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        writer.write(STREAM)
        for _ in range(20):
            writer.write(chunked(frame("a")))
            await writer.drain()
            await asyncio.sleep(0.05)
        return False

    call = RouterCall("Hi", stream=True, timeout_seconds=0.3)
    async with wire_server(script) as server:
        started = time.monotonic()
        received, error = await failure(client, Target(server.url), call)
    assert set(received) == {"a"}
    assert isinstance(error, StreamInterrupted)
    assert 0.25 < time.monotonic() - started < 0.9


async def test_finished_text_waits_briefly_for_its_usage(quick: AiohttpRouterClient) -> None:
    async with wire_server(sending(STREAM + chunked(frame("Hello", "stop")))) as server:
        started = time.monotonic()
        assert await chunks(quick, Target(server.url), STREAMED) == [
            TextChunk("Hello"),
            TextChunk("", "stop", None, None),
        ]
        assert 0.05 < time.monotonic() - started < 1
        await asyncio.wait_for(server.disconnected.wait(), 1)


async def test_other_miners_do_not_extend_a_finished_text(quick: AiohttpRouterClient) -> None:
    async def script(writer: asyncio.StreamWriter, _: int) -> bool:
        writer.write(STREAM + chunked(frame("Hello", "stop")))
        for _ in range(50):
            writer.write(chunked(frame("x").replace(b'"id": "1"', b'"id": "2"')))
            await writer.drain()
            await asyncio.sleep(0.02)
        return False

    async with wire_server(script) as server:
        started = time.monotonic()
        assert await text(quick, Target(server.url), STREAMED) == "Hello"
        assert time.monotonic() - started < 0.8


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


async def test_stale_pooled_connection_is_retried(
    client: AiohttpRouterClient,
) -> None:
    async def script(writer: asyncio.StreamWriter, number: int) -> bool:
        if number == 2:
            return False
        writer.write(whole(ANSWER))
        return True

    async with wire_server(script) as server:
        target = Target(server.url)
        assert await text(client, target, UNARY) == "Hello"
        assert await text(client, target, UNARY) == "Hello"
        assert (len(server.requests), server.connections) == (3, 2)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (301, b"", RouterRejected),
        (307, b"", RouterRejected),
        (400, b'{"error": "prompt"}', RouterRefused),
        (400, b'{"error": {"message": "maximum context length is 4096"}}', ContextTooLong),
        (401, b"", RouterRejected),
        (404, b'{"error": "session 7 not found"}', RouterRejected),
        (408, b"", RouterTimedOut),
        (429, b"", RouterRejected),
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


async def test_cookies_are_not_stored(client: AiohttpRouterClient) -> None:
    async with wire_server(sending(whole(ANSWER, JSON + b"Set-Cookie: a=b\r\n"))) as server:
        await chunks(client, Target(server.url), UNARY)
        await chunks(client, Target(server.url), UNARY)
    assert b"cookie" not in server.requests[1].lower()


@pytest.mark.parametrize(
    "body", [b"", b'{"choices": [{"text": "", "finish_reason": "stop"}]}', b'{"status": "queued"}']
)
async def test_response_without_text_is_pending(client: AiohttpRouterClient, body: bytes) -> None:
    async with wire_server(sending(whole(body, OK))) as server:
        assert isinstance((await failure(client, Target(server.url), UNARY))[1], RouterPending)


@pytest.mark.parametrize(
    "body",
    [
        b'{"choices": [{"text": "", "finish_reason": "length"}]}',
        b'{"choices": [{"text": "<think>hm", "finish_reason": "stop"}]}',
        b'{"choices": [{"text": "END", "finish_reason": "stop"}]}',
        b'{"choices": [{"text": "", "finish_reason": "stop"}],'
        b' "usage": {"prompt_tokens": 1, "completion_tokens": 9}}',
    ],
)
async def test_empty_text_with_a_reason_is_an_answer(client: AiohttpRouterClient, body: bytes) -> None:
    call = RouterCall("Hi", Sampling(stop=("END",)), timeout_seconds=5)
    async with wire_server(sending(whole(body))) as server:
        assert await text(client, Target(server.url), call) == ""


async def test_interrupted_reasoning_counts_as_no_text(
    client: AiohttpRouterClient,
) -> None:
    async with wire_server(sending(STREAM + chunked(frame("<think>hm")) + b"0\r\n\r\n")) as server:
        received, error = await failure(client, Target(server.url), STREAMED)
        assert (received, type(error)) == ("", RouterPending)


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


async def test_concurrent_calls(client: AiohttpRouterClient) -> None:
    stream = (
        STREAM + chunked(frame("Hel")) + chunked(frame("lo", "stop") + b"data: [DONE]\n\n") + b"0\r\n\r\n"
    )
    async with wire_server(sending(stream)) as server:
        received = await asyncio.gather(*[text(client, Target(server.url), STREAMED) for _ in range(100)])
    assert received == ["Hello"] * 100


async def test_close_leaves_no_connection_open() -> None:
    client = AiohttpRouterClient(QUICK)
    async with wire_server(sending(STREAM + chunked(frame("a", "stop") + b"data: [DONE]\n\n"))) as server:
        assert await text(client, Target(server.url), STREAMED) == "a"
        await client.close()
        await asyncio.wait_for(server.disconnected.wait(), 1)
    await client.close()
    # aiohttp warns when it collects a connection that was not released.
    gc.collect()
