"""A gateway in a process of its own, for tests over several: ``python -m …unkey.gateway_process``.

Keys are Unkey's, the policy comes over HTTP, the model answers at once. It prints its address, serves until
it is terminated, and tells at ``GET /_admissions`` which requests it has let in, and when.
"""

from __future__ import annotations

import argparse
import logging
import socket

import orjson
import uvicorn

from functions.gateway.api import create_app
from functions.gateway.auth.throttled_verifier import ThrottledVerifier
from functions.gateway.pipeline.admission import Admitter
from functions.gateway.pipeline.idempotency import Repetitions
from functions.gateway.services import Services
from functions.gateway.telemetry.request_log import RequestLog
from portal.database import connect
from portal.idempotency.memory import MemoryIdempotencyStore
from portal.keys.unkey.connection import UnkeyConnection
from portal.keys.unkey.key_format import is_possible
from portal.keys.unkey.verifier import UnkeyVerifier
from portal.policy.cache import PolicyCache
from portal.policy.supabase import SupabasePolicySource
from portal.pools import Pool, PoolMap, Target
from portal.pools.routing import PoolRouter
from portal.web.types import ASGIApp, Receive, Scope, Send
from tests.functions.gateway.gateways import Ledger
from tests.functions.gateway.scripted_router import ScriptedRouter, saying

ADMISSIONS = "/_admissions"


def make_services(unkey_url: str, root_key: str, policy_url: str, ledger: Ledger) -> Services:
    # The bound is not what these proofs are about, and the machine is small.
    connection = UnkeyConnection(root_key, base_url=unkey_url, timeout_seconds=20.0)
    policy = PolicyCache(SupabasePolicySource(connect(policy_url, "sb_secret_probe")))
    pools = PoolRouter(PoolMap({"oss-20b": Pool("oss-20b", (Target("http://router", 1, "key"),))}, "oss-20b"))
    router = ScriptedRouter(saying("Hello."))
    return Services(
        admitter=Admitter(
            ThrottledVerifier(UnkeyVerifier(connection), is_possible=is_possible), policy, pools
        ),
        policy=policy,
        pools=pools,
        router=router,
        recorder=ledger,
        repetitions=Repetitions(MemoryIdempotencyStore({})),
        # Whoever started this reads one line of it; a full pipe would stop it.
        log=RequestLog(lambda _: None),
        close=(router.close, connection.close),
    )


def telling_admissions(app: ASGIApp, ledger: Ledger) -> ASGIApp:
    async def told(scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") != ADMISSIONS:
            await app(scope, receive, send)
            return
        admissions = [(event.key_id, event.admitted_at.timestamp()) for event in ledger.admitted]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": orjson.dumps(admissions)})

    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--unkey-url", "--root-key", "--policy-url"):
        parser.add_argument(name, required=True)
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)
    ledger = Ledger()
    services = make_services(arguments.unkey_url, arguments.root_key, arguments.policy_url, ledger)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(2_048)
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    app = telling_admissions(create_app(services), ledger)
    config = uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=1)
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
