"""The contract of ``UsageQueue``, tested on SQS (moto's server) and its local twin in memory."""

from __future__ import annotations

import asyncio
import hashlib
import io
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass

import boto3
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portal.connections.aws.aiohttp_transport import AiohttpAwsTransport
from portal.usage import QueueDepth, QueueUnavailable
from portal.usage.batching import BatchingRecorder
from portal.usage.memory import MemoryQueue
from portal.usage.messages import MAX_BYTES
from portal.usage.sqs import SqsQueue
from portal.usage.unsent import UnsentLog, read_unsent
from tests.support.servers.asgi import serving
from tests.support.servers.aws import aws_server
from tests.support.servers.connections import Connections, never_answer
from tests.support.usage import events


@pytest.fixture(scope="module")
def sqs_address() -> Iterator[str]:
    with aws_server() as url:
        yield url


@dataclass
class QueueUnderTest:
    """``received`` returns the bodies that arrived; ``refuse`` makes the queue refuse from now on."""

    queue: SqsQueue | MemoryQueue
    received: Callable[[], list[bytes]]
    refuse: Callable[[], object]


@pytest.fixture
async def transport() -> AsyncIterator[AiohttpAwsTransport]:
    transport = AiohttpAwsTransport()
    yield transport
    await transport.close()


@pytest.fixture(params=["memory", "sqs"])
async def subject(
    request: pytest.FixtureRequest, transport: AiohttpAwsTransport
) -> AsyncIterator[QueueUnderTest]:
    if request.param == "memory":
        memory = MemoryQueue()

        def switch_off() -> None:
            memory.refusing = True

        yield QueueUnderTest(memory, lambda: memory.messages, switch_off)
        return
    address = request.getfixturevalue("sqs_address")
    client = boto3.client(
        "sqs",
        endpoint_url=address,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    url = client.create_queue(QueueName="usage")["QueueUrl"]

    def received() -> list[bytes]:
        answer = client.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
        return [message["Body"].encode() for message in answer.get("Messages", [])]

    queue = SqsQueue(url, transport, endpoint=address)
    yield QueueUnderTest(queue, received, lambda: client.delete_queue(QueueUrl=url))
    client.close()


async def test_message_arrives_as_it_was_sent(subject: QueueUnderTest) -> None:
    body = '{"events":[{"model":"größer \\u2603"}]}'.encode()
    await subject.queue.send(body)
    assert subject.received() == [body]


async def test_largest_message_is_accepted(subject: QueueUnderTest) -> None:
    body = b'"' + b"x" * (MAX_BYTES - 2) + b'"'
    await subject.queue.send(body)
    assert subject.received() == [body]


async def test_messages_can_be_sent_concurrently(subject: QueueUnderTest) -> None:
    bodies = {f"message {number}".encode() for number in range(8)}
    await asyncio.gather(*(subject.queue.send(body) for body in bodies))
    assert set(subject.received()) == bodies


async def test_depth_counts_what_waits_and_what_was_received(subject: QueueUnderTest) -> None:
    before = await subject.queue.depth()  # other tests leave messages behind
    for number in range(3):
        await subject.queue.send(b"message %d" % number)
    assert await subject.queue.depth() == QueueDepth(before.waiting + 3, before.in_flight)
    if isinstance(subject.queue, SqsQueue):
        received = len(subject.received())
        after = await subject.queue.depth()
        assert after == QueueDepth(before.waiting + 3 - received, before.in_flight + received)


async def test_queue_that_refuses_has_no_depth(subject: QueueUnderTest) -> None:
    subject.refuse()
    with pytest.raises(QueueUnavailable):
        await subject.queue.depth()


async def test_refusal_raises_queue_unavailable(subject: QueueUnderTest) -> None:
    subject.refuse()
    with pytest.raises(QueueUnavailable):
        await subject.queue.send(b"{}")


async def test_unreachable_queue_raises_within_two_seconds(transport: AiohttpAwsTransport) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{bound.getsockname()[1]}"
        queue = SqsQueue(f"{address}/123456789012/usage", transport, endpoint=address)
        await _raises_within(2.0, lambda: queue.send(b"{}"))


async def test_silent_queue_raises_within_two_seconds(transport: AiohttpAwsTransport) -> None:
    async with Connections(never_answer) as silent:
        address = f"http://{silent.address}"
        queue = SqsQueue(f"{address}/123456789012/usage", transport, endpoint=address)
        await _raises_within(2.0, lambda: queue.send(b"{}"))


async def _raises_within(seconds: float, call: Callable[[], Awaitable[None]]) -> None:
    async with asyncio.timeout(seconds):
        with pytest.raises(QueueUnavailable):
            await call()


def test_memory_queue_refuses_to_start_inside_lambda() -> None:
    with pytest.raises(RuntimeError, match="PORTAL_USAGE_QUEUE_URL"):
        MemoryQueue(environ={"AWS_LAMBDA_FUNCTION_NAME": "gateway"})


BODY = b'{"events":[]}'
DIGEST = hashlib.md5(BODY, usedforsecurity=False).hexdigest()


def responses(body: bytes, content_type: str = "application/x-amz-json-1.0") -> Starlette:
    """Return an application that answers every request with 200 and ``body``."""

    async def answer(_: Request) -> Response:
        return Response(body, media_type=content_type)

    return Starlette(routes=[Route("/{path:path}", answer, methods=["POST"])])


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"{}", id="no id"),
        pytest.param(b"null", id="null"),
        pytest.param(b"[1]", id="a list"),
        pytest.param(b"<html><body>Sign in to this network</body></html>", id="html"),
        pytest.param(b'{"MessageId": "", "MD5OfMessageBody": "%s"}' % DIGEST.encode(), id="empty id"),
        pytest.param(b'{"MessageId": null, "MD5OfMessageBody": "%s"}' % DIGEST.encode(), id="null id"),
        pytest.param(b'{"MessageId": "1"}', id="no hash"),
        pytest.param(b'{"MessageId": "1", "MD5OfMessageBody": "%s"}' % (b"0" * 32), id="other hash"),
        pytest.param(b'{"MessageId": "1', id="cut off"),
        pytest.param(b"\xff\xfe\x00", id="no text"),
    ],
)
async def test_200_that_does_not_confirm_the_message_is_a_failure(
    body: bytes, transport: AiohttpAwsTransport
) -> None:
    async with serving(responses(body)) as address:
        queue = SqsQueue(f"{address}/123456789012/usage", transport, endpoint=address)
        with pytest.raises(QueueUnavailable):
            await queue.send(BODY)


async def test_200_with_id_and_hash_confirms_the_message(transport: AiohttpAwsTransport) -> None:
    confirmed = b'{"MessageId": "1", "MD5OfMessageBody": "%s"}' % DIGEST.encode()
    async with serving(responses(confirmed)) as address:
        queue = SqsQueue(f"{address}/123456789012/usage", transport, endpoint=address)
        await queue.send(BODY)


async def test_event_of_an_unconfirmed_message_is_written_to_the_log(transport: AiohttpAwsTransport) -> None:
    log = io.StringIO()
    async with serving(responses(b"<html>maintenance</html>", "text/html")) as address:
        queue = SqsQueue(f"{address}/123456789012/usage", transport, endpoint=address)
        recorder = BatchingRecorder(queue, UnsentLog(log), retry_delays=(0.01,))
        recorder.record(events.admitted("req_000lost"))
        await recorder.flush()
        await recorder.close()
    assert recorder.sent == 0
    assert [event.request_id for event in read_unsent(log.getvalue().splitlines())] == ["req_000lost"]
