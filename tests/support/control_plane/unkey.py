"""The control plane with the Unkey stand-in as key service."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from portal.keys.unkey.connection import UnkeyConnection
from portal.keys.unkey.verifier import UnkeyVerifier
from tests.support.control_plane.portal import Portal
from tests.support.database.supabase import SupabaseProject
from tests.support.keys.unkey_service import GATEWAY_ROOT_KEY, PORTAL_ROOT_KEY, with_root_keys
from tests.support.servers.asgi import serving
from tests.support.unkey.server import Unkey
from tests.support.unkey.store import WorkspaceKey


class UnkeyPortal(Portal):
    """The portal with an Unkey of its own. ``unkey_verifier`` is the gateway's verifier."""

    def __init__(self, supabase: SupabaseProject, unkey: Unkey, url: str, **changes: Any) -> None:
        settings = {
            "unkey_root_key": PORTAL_ROOT_KEY,
            "unkey_api_id": unkey.store.api_id,
            "unkey_base_url": url,
            "key_pepper": None,
        }
        super().__init__(supabase, **(settings | changes))
        self.unkey = unkey
        self.url = url
        self.connection = UnkeyConnection(GATEWAY_ROOT_KEY, base_url=url, timeout_seconds=30)
        self.unkey_verifier = UnkeyVerifier(self.connection)

    def live_keys(self) -> dict[str, WorkspaceKey]:
        """Return the keys at Unkey that are not deleted, by id."""
        return {key.id: key for key in self.unkey.store.keys.values() if not key.deleted}


@asynccontextmanager
async def open_unkey_portal(
    supabase: SupabaseProject, clock: Callable[[], float] = time.time
) -> AsyncIterator[UnkeyPortal]:
    """Open a portal with a new Unkey."""
    unkey = with_root_keys(Unkey(clock=clock))
    async with serving(unkey.app) as url:
        portal = UnkeyPortal(supabase, unkey, url)
        yield portal
        await portal.connection.close()
        await portal.close()
