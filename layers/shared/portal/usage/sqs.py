"""The usage queue on SQS, or on anything that speaks it."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from portal.usage import QueueUnavailable

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_CONNECT_SECONDS = 0.5
_ANSWER_SECONDS = 1.5
_THREADS = 4


class SqsQueue:
    """Sends over boto3, in threads of its own.

    boto3 is imported and its client made in the first ``send``, or earlier in ``prepare``: together about
    0.4 s that an environment's start should not wait for. ``endpoint`` is for a server that is not AWS; its
    credentials are made up, so that real ones never go there.
    """

    def __init__(self, url: str, *, endpoint: str | None = None) -> None:
        self._url = url
        self._endpoint = endpoint
        self._made: SQSClient | None = None
        self._making = threading.Lock()
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="usage-queue")

    async def prepare(self) -> None:
        """Make the client, so that the first ``send`` need not."""
        await asyncio.get_running_loop().run_in_executor(self._threads, self._client)

    async def send(self, body: bytes) -> None:
        await asyncio.get_running_loop().run_in_executor(self._threads, self._send, body.decode())

    async def close(self) -> None:
        """Give the threads back; one that still waits for an answer is not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._made is not None:
            self._made.close()

    def _send(self, body: str) -> None:
        client = self._client()
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 (lazy, as boto3 is)

        try:
            client.send_message(QueueUrl=self._url, MessageBody=body)
        except (BotoCoreError, ClientError) as error:
            raise QueueUnavailable(f"{type(error).__name__}: {error}") from error

    def _client(self) -> SQSClient:
        with self._making:
            if self._made is None:
                self._made = _make_client(self._url, self._endpoint)
            return self._made


def _make_client(url: str, endpoint: str | None) -> SQSClient:
    import boto3  # noqa: PLC0415 (0.4 s, and only metering needs it)
    from botocore.config import Config  # noqa: PLC0415

    made_up: dict[str, Any] = {}
    if endpoint is not None:
        made_up = {"endpoint_url": endpoint, "aws_access_key_id": "local", "aws_secret_access_key": "local"}
    config = Config(
        connect_timeout=_CONNECT_SECONDS,
        read_timeout=_ANSWER_SECONDS,
        retries={"total_max_attempts": 1},  # the recorder retries, within its bound
        max_pool_connections=_THREADS,
    )
    return boto3.session.Session().client("sqs", region_name=_region(url), config=config, **made_up)


def _region(url: str) -> str:
    """Return the region a queue address names (``sqs.<region>.amazonaws.com``), else ``us-east-1``."""
    service, _, rest = (urlsplit(url).hostname or "").partition(".")
    return rest.partition(".")[0] if service == "sqs" and rest else "us-east-1"
