"""A stand-in for Unkey with one client of each kind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from unkey.py import Unkey as Sdk
from unkey.py.models import RatelimitRequestTypedDict

from tests.support.keys.unkey_service import FrozenTime, tls
from tests.support.servers.asgi import serving
from tests.support.unkey.server import Unkey
from tests.support.unkey.store import GATEWAY_PERMISSIONS, PORTAL_PERMISSIONS

API = "api_fake"


VERIFY = "keys.verifyKey"


class UnkeyWorkspace:
    """A stand-in for Unkey, with the SDK and a plain HTTP client."""

    def __init__(self, unkey: Unkey, moment: FrozenTime, sdk: Sdk, http: httpx.AsyncClient) -> None:
        self.unkey = unkey
        self.moment = moment
        self.sdk = sdk
        self.http = http

    async def post(self, operation: str, body: Any, **headers: str) -> httpx.Response:
        sent = {"authorization": "Bearer root", "accept": "application/json", **headers}
        return await self.http.post(f"/v2/{operation}", json=body, headers=sent)

    async def key(self, **fields: Any) -> tuple[str, str]:
        """Return id and secret of a new key."""
        created = await self.sdk.keys.create_key_async(api_id=API, prefix="ctx", **fields)
        return created.data.key_id, created.data.key

    async def verify(self, secret: str, **fields: Any) -> dict[str, Any]:
        answer = await self.post(VERIFY, {"key": secret, **fields})
        assert answer.status_code == 200, answer.text
        data: dict[str, Any] = answer.json()["data"]
        return data


@asynccontextmanager
async def unkey_workspace(nodes: int) -> AsyncIterator[UnkeyWorkspace]:
    """Yield a workspace of an Unkey with ``nodes`` nodes."""
    moment = FrozenTime()
    unkey = Unkey(clock=moment, nodes=nodes)
    unkey.store.add_root_key(
        "root", GATEWAY_PERMISSIONS | PORTAL_PERMISSIONS | {"identity.*.delete_identity"}
    )
    async with (
        serving(unkey.app) as url,
        httpx.AsyncClient(base_url=url, verify=tls()) as http,
        httpx.AsyncClient(verify=tls()) as client,
    ):
        with httpx.Client(verify=tls()) as unused:
            sdk = Sdk(root_key="root", server_url=url, client=unused, async_client=client, retry_config=None)
            yield UnkeyWorkspace(unkey, moment, sdk, http)


def limit(name: str, most: int, seconds: int = 60, *, auto: bool = True) -> RatelimitRequestTypedDict:
    return {"name": name, "limit": most, "duration": seconds * 1000, "auto_apply": auto}
