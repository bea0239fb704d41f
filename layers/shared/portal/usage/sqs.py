"""The usage queue on SQS, or on any server with its API."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlsplit

from portal.connections import SILENT_SECONDS
from portal.connections.second_try import first_answer
from portal.usage import QueueDepth, QueueUnavailable
from portal.web.elapsed import elapsed_seconds

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

Answer = TypeVar("Answer")

_CONNECT_SECONDS = 0.5
_READ_SECONDS = 1.5
_CONNECTIONS = 4
"""As many sends of a recorder run at once."""
_WAITING: Final = "ApproximateNumberOfMessages"
_RECEIVED: Final = "ApproximateNumberOfMessagesNotVisible"
_DELAYED: Final = "ApproximateNumberOfMessagesDelayed"

KEEP_ALIVE_SECONDS = 15.0
"""Less than AWS keeps an idle connection (docs/protocols/connections.md)."""


class SqsQueue:
    """Sends and counts with boto3, in a thread pool.

    The first call, or ``prepare`` before it, imports boto3 and creates its client: together about 0.4 s
    that the start of an environment should not wait for. ``endpoint`` is the address of a server other than
    AWS; it gets placeholder credentials, so that real ones never reach it.

    urllib3 finds out that an idle connection was closed; that it is silent, only a call does. A message may
    arrive twice, so a call without an answer after ``SILENT_SECONDS`` is sent again on a new connection.
    """

    def __init__(
        self, url: str, *, endpoint: str | None = None, clock: Callable[[], float] = elapsed_seconds
    ) -> None:
        self._url = url
        self._endpoint = endpoint
        self._client: SQSClient | None = None
        self._client_lock = threading.Lock()
        self._clock = clock
        self._answered_at: float | None = None
        # A call that is sent again leaves its first thread waiting for the silent connection.
        self._threads = ThreadPoolExecutor(2 * _CONNECTIONS, thread_name_prefix="usage-queue")

    async def prepare(self) -> None:
        """Create the client, so that the first ``send`` does not have to."""
        await asyncio.get_running_loop().run_in_executor(self._threads, self._get_client)

    async def send(self, body: bytes) -> None:
        """Raises QueueUnavailable."""
        text = body.decode()
        await self._answer_of(lambda: send_confirmed(self._get_client(), self._url, text))

    async def depth(self) -> QueueDepth:
        return await self._answer_of(self._depth)

    async def close(self) -> None:
        """Close the client without waiting for sends that are still under way."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._client is not None:
            self._client.close()

    async def _answer_of(self, call: Callable[[], Answer]) -> Answer:
        """Return what ``call`` returns, which may be called twice at once."""

        async def in_thread() -> Answer:
            return await asyncio.get_running_loop().run_in_executor(self._threads, call)

        if self._answered_at is None:
            # The first call creates the client, which takes longer than a silent connection is waited for.
            answer = await in_thread()
        else:
            if self._clock() - self._answered_at >= KEEP_ALIVE_SECONDS:
                self._drop_idle()
            answer = await first_answer(in_thread, self._drop_idle, silent_seconds=SILENT_SECONDS, lost=())
        self._answered_at = self._clock()
        return answer

    def _drop_idle(self) -> None:
        if self._client is not None:
            self._client.close()  # its idle connections; the next call connects

    def _depth(self) -> QueueDepth:
        try:
            response: Mapping[str, Any] = self._get_client().get_queue_attributes(
                QueueUrl=self._url, AttributeNames=[_WAITING, _RECEIVED, _DELAYED]
            )
            counts = {name: int(response["Attributes"][name]) for name in (_WAITING, _RECEIVED, _DELAYED)}
        except Exception as error:  # as in send_confirmed
            raise QueueUnavailable(f"{type(error).__name__}: {error}") from error
        return QueueDepth(counts[_WAITING], counts[_RECEIVED] + counts[_DELAYED])

    def _get_client(self) -> SQSClient:
        with self._client_lock:
            if self._client is None:
                self._client = _create_client(self._url, self._endpoint)
            return self._client


def send_confirmed(client: SQSClient, queue_url: str, body: str) -> None:
    """Send one message. Raises QueueUnavailable unless SQS answers with its id and the hash of its body.

    A status of 200 alone means nothing: a proxy or a captive portal sends that too.
    """
    try:
        response: Mapping[str, object] = client.send_message(QueueUrl=queue_url, MessageBody=body)
    except Exception as error:
        # Besides botocore's errors those that its parser stumbles over in a body that is not SQS's.
        raise QueueUnavailable(f"{type(error).__name__}: {error}") from error
    message_id, stored = response.get("MessageId"), response.get("MD5OfMessageBody")
    if not isinstance(message_id, str) or not message_id:
        raise QueueUnavailable("the queue's answer has no MessageId: the message is not known to be stored")
    if stored != hashlib.md5(body.encode(), usedforsecurity=False).hexdigest():
        raise QueueUnavailable("the queue's answer has another MD5OfMessageBody than the message")


def _create_client(url: str, endpoint: str | None) -> SQSClient:
    import boto3  # noqa: PLC0415 (takes 0.4 s; see the class)
    from botocore.config import Config  # noqa: PLC0415

    overrides: dict[str, Any] = {}
    if endpoint is not None:
        overrides = {"endpoint_url": endpoint, "aws_access_key_id": "local", "aws_secret_access_key": "local"}
    config = Config(
        connect_timeout=_CONNECT_SECONDS,
        read_timeout=_READ_SECONDS,
        retries={"total_max_attempts": 1},  # the recorder retries, within DELIVERY_SECONDS
        max_pool_connections=_CONNECTIONS,
    )
    return boto3.session.Session().client("sqs", region_name=_region(url), config=config, **overrides)


def _region(url: str) -> str:
    """Return the region in the host of a queue URL (``sqs.<region>.amazonaws.com``), else ``us-east-1``."""
    service, _, rest = (urlsplit(url).hostname or "").partition(".")
    return rest.partition(".")[0] if service == "sqs" and rest else "us-east-1"
