"""The demo account: created once, with the requests that a customer would send."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from local.stack.addresses import Addresses
from local.stack.demo.usage import NIGHTLY, WEBSITE, demo_events

EMAIL = "demo@example.com"
PLAN = "pro"
KEY_NAME = "Demo key of make dev"

_VERIFICATION_SECONDS = 20.0
_EVENTS_PER_CALL = 500


class AccountFailed(RuntimeError):
    """The demo account could not be created or used. The message names the step and its response."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Signs up or in at Supabase, and creates API keys in the control plane."""

    client: httpx.AsyncClient
    servers: Addresses
    password: str

    async def accepts(self, api_key: str) -> bool:
        """Return whether the API accepts ``api_key``. Repeats the request until it is decided.

        Raises AccountFailed if it is undecided after 20 s.
        """
        deadline = time.monotonic() + _VERIFICATION_SECONDS
        while True:
            response = await self.client.get(
                f"{self.servers.api_url}/v1/models", headers={"Authorization": f"Bearer {api_key}"}
            )
            if response.status_code in (httpx.codes.OK, httpx.codes.UNAUTHORIZED):
                return response.status_code == httpx.codes.OK
            if time.monotonic() > deadline:
                raise _failure(response, "using its API key")
            # The API caches a failure to reach the database for a moment.
            await asyncio.sleep(0.1)

    async def create_api_key(self) -> str:
        """Create the account if it is missing, with its plan and usage, and return a new API key.

        Raises AccountFailed.
        """
        session = await self._sign_in() or await self._sign_up()
        await self._assign_plan(session["user"])
        token = str(session["access_token"])
        await self._record_usage(token)
        api_key = str((await self._create_key(token, KEY_NAME))["key"])
        if not await self.accepts(api_key):
            raise AccountFailed("The demo account: the API rejects the API key that was created for it.")
        return api_key

    async def _sign_in(self) -> dict[str, Any] | None:
        response = await self._auth("token?grant_type=password")
        if response.status_code == httpx.codes.BAD_REQUEST:
            return None  # Supabase Auth does not tell an unknown account from a wrong password
        return _body(response, "signing in")

    async def _sign_up(self) -> dict[str, Any]:
        session = _body(await self._auth("signup"), "signing up")
        if "access_token" not in session:
            raise AccountFailed(
                f"This Supabase project requires confirmed e-mail addresses, so {EMAIL} cannot sign in. "
                "Create that user in its dashboard, confirmed, with the password in secrets.json, and start "
                "again."
            )
        return session

    async def _auth(self, path: str) -> httpx.Response:
        return await self.client.post(
            f"{self.servers.supabase_url}/auth/v1/{path}",
            json={"email": EMAIL, "password": self.password},
            headers={"apikey": self.servers.supabase_publishable_key},
        )

    async def _assign_plan(self, user: dict[str, Any]) -> None:
        account = await self._call(
            "provision_account",
            {
                "p_auth_provider": "supabase",
                "p_auth_subject": user["id"],
                "p_email": EMAIL,
                "p_display_name": "Demo",
            },
        )
        await self._call(
            "change_plan",
            {
                "p_organization_id": account["organization_id"],
                "p_plan": PLAN,
                "p_reason": "demo account of make dev",
            },
        )

    async def _record_usage(self, token: str) -> None:
        """Record the two weeks before the account was created. Repeating it changes nothing."""
        organization = (await self._get(token, "me"))["organization"]
        keys = {key["name"]: key["id"] for key in (await self._get(token, "api-keys"))["data"]}
        for name in (WEBSITE, NIGHTLY):
            if name not in keys:
                keys[name] = (await self._create_key(token, name))["id"]
        events = demo_events(organization["id"], keys, datetime.fromisoformat(organization["created_at"]))
        for start in range(0, len(events), _EVENTS_PER_CALL):
            batch = events[start : start + _EVENTS_PER_CALL]
            result = await self._call("record_usage", {"p_events": batch})
            if result["rejected"]:
                raise AccountFailed(f"The demo account: its usage was rejected: {result['rejected'][0]}")

    async def _get(self, token: str, path: str) -> dict[str, Any]:
        response = await self.client.get(f"{self.servers.api_url}/portal/{path}", headers=_bearer(token))
        return _body(response, f"reading {path}")

    async def _create_key(self, token: str, name: str) -> dict[str, Any]:
        url = f"{self.servers.api_url}/portal/api-keys"
        response = await self.client.post(url, json={"name": name}, headers=_bearer(token))
        return _body(response, "creating an API key")

    async def _call(self, function: str, arguments: dict[str, Any]) -> dict[str, Any]:
        key = self.servers.supabase_secret_key
        response = await self.client.post(
            f"{self.servers.supabase_url}/rest/v1/rpc/{function}",
            json=arguments,
            headers={"apikey": key, **_bearer(key)},
        )
        return _body(response, function)


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _body(response: httpx.Response, step: str) -> dict[str, Any]:
    if not response.is_success:
        raise _failure(response, step)
    body: dict[str, Any] = response.json()
    return body


def _failure(response: httpx.Response, step: str) -> AccountFailed:
    return AccountFailed(
        f"The demo account: {step} was answered with {response.status_code}: {response.text[:500]}"
    )
