"""Call a running API as a customer does: ``KEY=ctx_… python -m scripts.smoke https://api.example.com``.

The key, and the portal's access token if there is one, are read from the environment (KEY, TOKEN): every
process of a machine can read the arguments of the others.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import httpx

from portal.web.tls import client_context
from scripts.checks import CheckResult
from scripts.checks.known_secrets import KnownSecrets
from scripts.checks.printing import as_json, as_lines, exit_code
from scripts.smoke.plan import smoke
from scripts.smoke.target import SmokeTarget, base_url

_SENDABLE = re.compile(r"[!-~]*")
"""Printable ASCII without spaces."""


async def examine(url: str, key: str, token: str, options: Mapping[str, Any]) -> list[CheckResult]:
    """Return the results of all checks, without the key and the token."""
    known = KnownSecrets([key, token])
    timeout = httpx.Timeout(60.0, connect=5.0)
    loopback = httpx.URL(url).host in {"127.0.0.1", "localhost", "::1"}
    async with httpx.AsyncClient(verify=client_context(), timeout=timeout, trust_env=not loopback) as http:
        target = replace(SmokeTarget(http, url, key, token), **options)
        return [known.mask_result(result) for result in await smoke(target)]


def main(arguments: list[str], environ: Mapping[str, str]) -> int:
    parser = argparse.ArgumentParser(prog="make smoke", description=__doc__)
    parser.add_argument("url", nargs="?", help="base URL of the API, as in the output ApiUrl")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    key = environ.get("KEY", "").strip()
    if not options.url or not key:
        print(
            "Name the API, and put a key into the environment: KEY=ctx_... make smoke URL=https://...",
            file=sys.stderr,
        )
        return 2
    token = environ.get("TOKEN", "").strip()
    damaged = [name for name, value in (("KEY", key), ("TOKEN", token)) if not _SENDABLE.fullmatch(value)]
    if damaged:
        print(
            f"{' and '.join(damaged)} cannot be sent: a character in it is no part of a key. Copy it again.",
            file=sys.stderr,
        )
        return 2
    try:
        url = base_url(options.url)
    except (ValueError, httpx.InvalidURL) as error:
        print(f"{error}.", file=sys.stderr)
        return 2
    chosen = {name.lower(): environ[name] for name in ("MODEL", "ORIGIN") if environ.get(name)}
    results = asyncio.run(examine(url, key, token, chosen))
    if options.json:
        print(as_json(results))
    else:
        for line in as_lines(results, colours=sys.stdout.isatty()):
            print(line)
    return exit_code(results)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
