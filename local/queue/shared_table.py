"""The table of what environments share, on moto's server: empty at each start, as it holds nothing durable.

moto runs calls in threads and tests a condition without a lock: of two writers, both may win. DynamoDB's
writes are atomic, so here one call of the table runs at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import boto3

from local.queue.names import SHARED_TABLE
from portal.connections.aws.dynamodb import KEY, LOCAL_REGION

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class AtomicTableApp:
    """Passes each call on to ``app``, DynamoDB's one after the other."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not environ.get("HTTP_X_AMZ_TARGET", "").startswith("DynamoDB"):
            return self._app(environ, start_response)
        with self._lock:
            return [b"".join(self._app(environ, start_response))]


def create_shared_table(endpoint: str, name: str = SHARED_TABLE) -> str:
    """Create the table as template.yaml describes it, unless it is there, and return its name."""
    client = boto3.session.Session().client(
        "dynamodb",
        endpoint_url=endpoint,
        region_name=LOCAL_REGION,
        aws_access_key_id="local",
        aws_secret_access_key="local",  # noqa: S106 (not a secret: the server checks none)
    )
    with closing(client), suppress(client.exceptions.ResourceInUseException):
        client.create_table(
            TableName=name,
            KeySchema=[{"AttributeName": KEY, "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": KEY, "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
    return name
