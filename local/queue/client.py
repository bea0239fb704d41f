"""boto3's SQS client: for the local server with placeholder credentials, or for AWS with the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_CONFIG = Config(connect_timeout=2, read_timeout=30, retries={"total_max_attempts": 1})


def local_client(endpoint: str) -> SQSClient:
    """Return a client for the local server at ``endpoint``."""
    return boto3.session.Session().client(
        "sqs",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",  # noqa: S106 (not a secret: the server checks none)
        config=_CONFIG,
    )


def client_for(queue_url: str, endpoint: str | None) -> SQSClient:
    """Return a client for the queue at ``queue_url``; ``endpoint`` None means AWS."""
    if endpoint is not None:
        return local_client(endpoint)
    region = (urlsplit(queue_url).hostname or "").split(".")[1]
    return boto3.session.Session().client("sqs", region_name=region, config=_CONFIG)
