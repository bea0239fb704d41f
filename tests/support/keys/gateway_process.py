"""A gateway in a process of its own: ``python -m tests.support.keys.gateway_process``.

Keys are Unkey's, the policy comes over HTTP, and the model responds at once. It prints its address and serves
until it is terminated. ``GET /_admissions`` returns the admitted requests.
"""

from __future__ import annotations

import argparse
import logging
import socket
from dataclasses import replace

import orjson
import uvicorn

from functions.gateway.api import create_app
from functions.gateway.auth.throttled_verifier import ThrottledVerifier
from functions.gateway.pipeline.services import GatewayServices
from functions.gateway.telemetry.request_log import GatewayRequestLog
from local.queue.names import SHARED_TABLE
from portal.connections.aws.aiohttp_transport import AiohttpAwsTransport
from portal.connections.aws.dynamodb import open_shared_table
from portal.database import connect
from portal.keys.unkey.connection import UnkeyConnection
from portal.keys.unkey.key_format import is_possible
from portal.keys.unkey.verifier import UnkeyVerifier
from portal.policy import PolicySource
from portal.policy.cache import PolicyCache
from portal.policy.published.dynamodb import DynamoDbPublishedPolicyStore
from portal.policy.published.source import PublishedPolicySource
from portal.policy.supabase import SupabasePolicySource
from portal.web.types import ASGIApp, Receive, Scope, Send
from tests.support.gateway.gateways import RecordedUsage, make_services, pool_router
from tests.support.router.scripted import ScriptedRouter, saying

ADMISSIONS = "/_admissions"


def policy_source(policy_url: str, table_url: str | None) -> PolicySource:
    """Return the source that wiring would choose: with a table, the published policy."""
    direct = SupabasePolicySource(connect(policy_url, "sb_publishable_probe"))
    if table_url is None:
        return direct
    table = open_shared_table(SHARED_TABLE, table_url, "us-east-1", AiohttpAwsTransport())
    return PublishedPolicySource(DynamoDbPublishedPolicyStore(table), direct)


def gateway_services(
    unkey_url: str, root_key: str, policy: PolicySource, recorder: RecordedUsage
) -> GatewayServices:
    # These tests are not about the timeout, and the machine may be slow.
    connection = UnkeyConnection(root_key, base_url=unkey_url, timeout_seconds=20.0)
    services = make_services(
        ThrottledVerifier(UnkeyVerifier(connection), is_possible=is_possible),
        PolicyCache(policy),
        pool_router("oss-20b"),
        ScriptedRouter(saying("Hello.")),
        recorder,
        # The parent process reads one line of the output; a full pipe would block this one.
        log=GatewayRequestLog(lambda _: None),
    )
    return replace(services, close=(*services.close, connection.close))


def with_admissions(app: ASGIApp, recorder: RecordedUsage) -> ASGIApp:
    """Return ``app`` with ``GET /_admissions``: (key id, unix seconds) of each admitted request."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") != ADMISSIONS:
            await app(scope, receive, send)
            return
        admissions = [(event.key_id, event.admitted_at.timestamp()) for event in recorder.admitted]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": orjson.dumps(admissions)})

    return wrapped


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--unkey-url", "--root-key", "--policy-url"):
        parser.add_argument(name, required=True)
    parser.add_argument("--table-url", help="DynamoDB with the published policy; default: none is published")
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)
    recorder = RecordedUsage()
    policy = policy_source(arguments.policy_url, arguments.table_url)
    services = gateway_services(arguments.unkey_url, arguments.root_key, policy, recorder)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(2_048)
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    app = with_admissions(create_app(services), recorder)
    config = uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=1)
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
