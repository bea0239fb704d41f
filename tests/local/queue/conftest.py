"""A client of an empty SQS server, for the tests of one file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from local.queue.client import local_client
from tests.support.servers.aws import aws_server

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@pytest.fixture(scope="module")
def client() -> Iterator[SQSClient]:
    with aws_server() as url, closing(local_client(url)) as client:
        yield client
