"""The text that `make dev` shows when all child processes answer."""

from __future__ import annotations

from collections.abc import Sequence

from local.stack.state import ProductAccess


def banner(access: ProductAccess, *, model: str, seconds: float) -> str:
    """Return addresses, account, API key and two requests to paste. The start took ``seconds``."""
    return f"""
Cortensor Portal is running on this machine. It started in {seconds:.1f} s.

  Portal            {access.portal_url}      sign in with the account below
  API               {access.api_url}      /v1/*, /health, and the control plane at /portal/*
  Supabase          {access.supabase_url}
  Usage queue       {access.queue_url}
{_routers(access)}

  Account           {access.email}   password {access.password}
  API key           {access.api_key}

Send a request:

  curl {access.api_url}/v1/chat/completions \\
    -H "Authorization: Bearer {access.api_key}" -H "Content-Type: application/json" \\
    -d '{{"model": "{model}", "messages": [{{"role": "user", "content": "Say hello."}}]}}'

The same request, streamed (or: .venv/bin/python -m local chat "Say hello."):

  curl -N {access.api_url}/v1/chat/completions \\
    -H "Authorization: Bearer {access.api_key}" -H "Content-Type: application/json" \\
    -d '{{"model": "{model}", "stream": true, "messages": [{{"role": "user", "content": "Say hello."}}]}}'

{_breaking(access.router_urls)}
Ctrl-C stops everything. The data is kept for the next start; `make dev-reset` deletes it."""


def _routers(access: ProductAccess) -> str:
    urls = access.router_urls or (access.router_url,)
    titles = ["Router"] if len(urls) == 1 else [f"Router {number}" for number in range(1, len(urls) + 1)]
    return "\n".join(f"  {title:18}{url}" for title, url in zip(titles, urls, strict=True))


def _breaking(urls: Sequence[str]) -> str:
    """Return how to break a router and to heal it, if there are others to take its requests."""
    if len(urls) < 2:
        return ""
    url = urls[1]
    return f"""
Break a router and watch the others take over (all switches: curl {url}/_sim/behaviour):

  curl -X PUT {url}/_sim/behaviour -d '{{"black_hole": true}}'
  curl -X PUT {url}/_sim/behaviour -d '{{"slow_factor": 20}}'
  curl -X PUT {url}/_sim/behaviour -d '{{"refuse_connections_seconds": 60}}'

  curl -X DELETE {url}/_sim/behaviour        heals it, as does kill -HUP
  curl {url}/_sim/pid                        the id of its process: kill -STOP, -CONT, -HUP
"""
