"""The demo account: made once, through the doors a customer uses."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from local.stack.demo.usage import NIGHTLY, WEBSITE, demo_events
from local.stack.programs import Addresses

EMAIL = "demo@example.com"
PLAN = "pro"
KEY_NAME = "Demo key of make dev"

_DECIDE_SECONDS = 20.0
_EVENTS_AT_ONCE = 500


class AccountFailed(RuntimeError):
    """The demo account could not be made or entered. The message says which step answered what."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Signs up or in at Supabase, and creates the key in the control plane."""

    client: httpx.AsyncClient
    where: Addresses
    password: str

    async def works(self, api_key: str) -> bool:
        """Return whether the API takes the key, asking until it can tell. Raises AccountFailed."""
        until = time.monotonic() + _DECIDE_SECONDS
        while True:
            answer = await self.client.get(
                f"{self.where.api_url}/v1/models", headers={"Authorization": f"Bearer {api_key}"}
            )
            if answer.status_code in (httpx.codes.OK, httpx.codes.UNAUTHORIZED):
                return answer.status_code == httpx.codes.OK
            if time.monotonic() > until:
                raise _refused(answer, "using its key")
            # What the API asked before the database was there is asked again in a moment.
            await asyncio.sleep(0.1)

    async def open(self) -> str:
        """Make the account where it is missing, with a past, on the plan, and return a new API key."""
        session = await self._sign_in() or await self._sign_up()
        await self._put_on_plan(session["user"])
        token = str(session["access_token"])
        await self._give_past(token)
        key = str((await self._portal(token, "api-keys", KEY_NAME))["key"])
        if not await self.works(key):
            raise AccountFailed("The demo account: the API does not take the key that was made for it.")
        return key

    async def _sign_in(self) -> dict[str, Any] | None:
        answer = await self._auth("token?grant_type=password")
        if answer.status_code == httpx.codes.BAD_REQUEST:
            return None  # no such account, as far as anybody is told
        return _body(answer, "signing in")

    async def _sign_up(self) -> dict[str, Any]:
        session = _body(await self._auth("signup"), "signing up")
        if "access_token" not in session:
            raise AccountFailed(
                f"This Supabase project wants e-mail addresses confirmed, so {EMAIL} cannot sign in. Create "
                f"that user in its dashboard, confirmed, with the password in secrets.json, and start again."
            )
        return session

    async def _auth(self, path: str) -> httpx.Response:
        return await self.client.post(
            f"{self.where.supabase_url}/auth/v1/{path}",
            json={"email": EMAIL, "password": self.password},
            headers={"apikey": self.where.supabase_publishable_key},
        )

    async def _put_on_plan(self, user: dict[str, Any]) -> None:
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

    async def _give_past(self, token: str) -> None:
        """Record the two weeks before the account was made. A second time changes nothing."""
        organization = (await self._portal(token, "me"))["organization"]
        keys = {key["name"]: key["id"] for key in (await self._portal(token, "api-keys"))["data"]}
        for name in (WEBSITE, NIGHTLY):
            if name not in keys:
                keys[name] = (await self._portal(token, "api-keys", name))["id"]
        events = demo_events(organization["id"], keys, datetime.fromisoformat(organization["created_at"]))
        for start in range(0, len(events), _EVENTS_AT_ONCE):
            told = await self._call("record_usage", {"p_events": events[start : start + _EVENTS_AT_ONCE]})
            if told["rejected"]:
                raise AccountFailed(f"The demo account: its usage was not taken: {told['rejected'][0]}")

    async def _portal(self, token: str, path: str, new_key: str | None = None) -> dict[str, Any]:
        url, headers = f"{self.where.api_url}/portal/{path}", {"Authorization": f"Bearer {token}"}
        if new_key is None:
            return _body(await self.client.get(url, headers=headers), f"asking for {path}")
        answer = await self.client.post(url, json={"name": new_key}, headers=headers)
        return _body(answer, "creating a key")

    async def _call(self, function: str, arguments: dict[str, Any]) -> dict[str, Any]:
        key = self.where.supabase_secret_key
        answer = await self.client.post(
            f"{self.where.supabase_url}/rest/v1/rpc/{function}",
            json=arguments,
            headers={"apikey": key, "Authorization": f"Bearer {key}"},
        )
        return _body(answer, function)


def _body(answer: httpx.Response, step: str) -> dict[str, Any]:
    if not answer.is_success:
        raise _refused(answer, step)
    body: dict[str, Any] = answer.json()
    return body


def _refused(answer: httpx.Response, step: str) -> AccountFailed:
    return AccountFailed(
        f"The demo account: {step} was answered with {answer.status_code}: {answer.text[:500]}"
    )
