"""What `make dev` says when everything answers."""

from __future__ import annotations

from local.stack.state import Access


def banner(access: Access, *, model: str, seconds: float) -> str:
    return f"""
Cortensor Portal answers on this machine after {seconds:.1f} s.

  Portal            {access.portal_url}      sign in with the account below
  API               {access.api_url}      /v1/*, /health, and the control plane at /portal/*
  Supabase          {access.supabase_url}
  Usage queue       {access.queue_url}
  Router            {access.router_url}

  Account           {access.email}   password {access.password}
  API key           {access.api_key}

Ask something:

  curl {access.api_url}/v1/chat/completions \\
    -H "Authorization: Bearer {access.api_key}" -H "Content-Type: application/json" \\
    -d '{{"model": "{model}", "messages": [{{"role": "user", "content": "Say hello."}}]}}'

The same, streamed as it is written (or: .venv/bin/python -m local chat "Say hello."):

  curl -N {access.api_url}/v1/chat/completions \\
    -H "Authorization: Bearer {access.api_key}" -H "Content-Type: application/json" \\
    -d '{{"model": "{model}", "stream": true, "messages": [{{"role": "user", "content": "Say hello."}}]}}'

Ctrl-C stops everything. What was made stays; `make dev-reset` forgets it."""
