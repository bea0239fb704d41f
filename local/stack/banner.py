"""The text that `make dev` shows when all child processes answer."""

from __future__ import annotations

from local.stack.state import ProductAccess


def banner(access: ProductAccess, *, model: str, seconds: float) -> str:
    """Return addresses, account, API key and two requests to paste. The start took ``seconds``."""
    return f"""
Cortensor Portal is running on this machine. It started in {seconds:.1f} s.

  Portal            {access.portal_url}      sign in with the account below
  API               {access.api_url}      /v1/*, /health, and the control plane at /portal/*
  Supabase          {access.supabase_url}
  Usage queue       {access.queue_url}
  Router            {access.router_url}

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

Ctrl-C stops everything. The data is kept for the next start; `make dev-reset` deletes it."""
