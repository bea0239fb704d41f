"""boto3's SQS client: for the local server with placeholder credentials, or for AWS with the user's own.

Commands on a person's machine take credentials as the AWS CLI does (profiles, SSO), which functions do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

from portal.usage import QueueUnavailable
from portal.usage.sqs import require_confirmation

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


def send_confirmed(client: SQSClient, queue_url: str, body: str) -> None:
    """Send one message. Raises QueueUnavailable unless SQS confirms that it is stored."""
    try:
        answer: Mapping[str, object] = client.send_message(QueueUrl=queue_url, MessageBody=body)
    except Exception as error:
        # Besides botocore's errors those that its parser stumbles over in a body that is not SQS's.
        raise QueueUnavailable(f"{type(error).__name__}: {error}") from error
    require_confirmation(answer, body)
