"""Calls of the admin API, of this machine's product or of any deployment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from local.cli.admin.call import AdminCall, AdminFailed
from local.cli.api_errors import error_message, request_suffix
from local.stack.settings import LocalSettings
from local.stack.state import State

_TIMEOUT = httpx.Timeout(30.0, connect=5.0)


def send(call: AdminCall, settings: LocalSettings, state: State) -> Any:
    """Send ``call`` and return the JSON of the response. Raises AdminFailed."""
    with http_client(settings) as client:
        url, token = _api_access(client, settings, state)
        headers = {"authorization": f"Bearer {token}"}
        if call.idempotency_key is not None:
            headers["idempotency-key"] = call.idempotency_key
        response = client.request(
            call.method, f"{url}/portal/admin/{call.path}", params=call.query, json=call.body, headers=headers
        )
        return response_body(response)


@contextmanager
def http_client(settings: LocalSettings) -> Iterator[httpx.Client]:
    """Yield a client. Raises AdminFailed if a request in the block gets no response."""
    # Proxy settings apply to a deployment, not to this machine.
    with httpx.Client(timeout=_TIMEOUT, trust_env=settings.admin_api_url is not None) as client:
        try:
            yield client
        except httpx.HTTPError as error:
            raise AdminFailed(f"No response arrived ({error}).") from error


def response_body(response: httpx.Response) -> Any:
    """Return the JSON of a successful response. Raises AdminFailed with the message of an error."""
    try:
        body = response.json()
    except ValueError:
        body = {}
    if response.is_success:
        return body
    message = error_message(body) or response.text[:300]
    raise AdminFailed(f"The API answered {response.status_code}: {message}{request_suffix(response)}")


def _api_access(client: httpx.Client, settings: LocalSettings, state: State) -> tuple[str, str]:
    """Return the address of the API and an operator's token: those of the settings, or the demo account's."""
    token = settings.admin_token
    if settings.admin_api_url is not None:
        if token is None:
            raise AdminFailed("PORTAL_ADMIN_TOKEN is not set. Set it to an operator's access token.")
        return str(settings.admin_api_url).rstrip("/"), token.get_secret_value()
    access = state.access()
    if access is None:
        raise AdminFailed(
            "No API is running on this machine: start one with `make dev`, or set PORTAL_ADMIN_API_URL."
        )
    if token is not None:
        return access.api_url, token.get_secret_value()
    response = client.post(
        f"{access.supabase_url}/auth/v1/token?grant_type=password",
        json={"email": access.email, "password": access.password},
        headers={"apikey": access.supabase_publishable_key},
    )
    return access.api_url, str(response_body(response)["access_token"])
