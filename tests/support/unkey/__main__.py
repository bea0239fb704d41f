"""``python -m tests.support.unkey --port 8791``: Unkey on this machine, for ``make dev`` in Unkey mode."""

from __future__ import annotations

import argparse
import socket

import uvicorn

from tests.support.unkey.server import Unkey
from tests.support.unkey.store import GATEWAY_PERMISSIONS, PORTAL_PERMISSIONS


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.support.unkey", description=__doc__)
    parser.add_argument("--port", type=int, default=8791, help="0: any free port")
    parser.add_argument("--root-key", default="unkey_local", help="a root key for gateway and portal")
    parser.add_argument("--gateway-root-key", default="unkey_gateway", help="one that may verify only")
    parser.add_argument("--nodes", type=int, default=1, help="nodes, each with its own cache")
    parser.add_argument("--fresh", type=float, default=10.0, help="seconds for which a cached key is fresh")
    parser.add_argument(
        "--stale", type=float, default=600.0, help="seconds for which a stale entry may respond"
    )
    arguments = parser.parse_args()
    unkey = Unkey(nodes=arguments.nodes, fresh_seconds=arguments.fresh, stale_seconds=arguments.stale)
    unkey.store.add_root_key(arguments.root_key, GATEWAY_PERMISSIONS | PORTAL_PERMISSIONS)
    unkey.store.add_root_key(arguments.gateway_root_key, GATEWAY_PERMISSIONS)
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", arguments.port))
    listener.listen(2_048)
    print(f"PORTAL_UNKEY_BASE_URL=http://127.0.0.1:{listener.getsockname()[1]}")
    print(f"PORTAL_UNKEY_ROOT_KEY={arguments.root_key}")
    print(f"PORTAL_UNKEY_API_ID={unkey.store.api_id}", flush=True)
    server = uvicorn.Server(uvicorn.Config(unkey.app, log_level="warning", access_log=False))
    server.run(sockets=[listener])


if __name__ == "__main__":
    main()
