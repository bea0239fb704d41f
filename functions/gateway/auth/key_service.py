"""Choosing who verifies keys: Unkey where it is configured, else the local issuer."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from postgrest import AsyncPostgrestClient

from functions.gateway.auth.throttled_verifier import ThrottledVerifier
from functions.gateway.settings import GatewaySettings
from portal.configuration.json_setting import ConfigurationError
from portal.keys.local import LocalKeyVerifier
from portal.keys.lookup import KeyLookup
from portal.keys.secret import KeyHasher, is_well_formed
from portal.keys.sliding_window import SlidingWindows
from portal.keys.supabase_records import SupabaseKeyRecords
from portal.keys.unkey.connection import UnkeyConnection
from portal.keys.unkey.key_format import is_possible
from portal.keys.unkey.verifier import UnkeyVerifier
from portal.keys.warm_up import SupabaseRequestHistory, WarmUpRecords

log = logging.getLogger(__name__)

SLOW_SECONDS = 0.25
"""A verification that takes longer is logged: it is on the way of every request."""

Close = Callable[[], Awaitable[None]]


def open_keys(
    settings: GatewaySettings, database: AsyncPostgrestClient
) -> tuple[ThrottledVerifier, tuple[Close, ...]]:
    """Return the keys and what to close in the end. Raises ConfigurationError."""
    # Empty is unset: templates pass on parameters that nobody filled in.
    if settings.unkey_root_key:
        connection = UnkeyConnection(
            settings.unkey_root_key.get_secret_value(), base_url=str(settings.unkey_base_url)
        )
        verifier = UnkeyVerifier(connection, observe=_observe)
        return ThrottledVerifier(verifier, is_possible=is_possible), (connection.close,)
    if settings.key_pepper is None:
        raise ConfigurationError("PORTAL_KEY_PEPPER is not set: the local key issuer hashes keys with it.")
    hasher = KeyHasher(settings.key_pepper.get_secret_value())
    windows = SlidingWindows()
    records = WarmUpRecords(SupabaseKeyRecords(database), SupabaseRequestHistory(database), windows)
    local = LocalKeyVerifier(KeyLookup(records, hasher), windows=windows)
    return ThrottledVerifier(local, is_possible=is_well_formed), ()


def _observe(outcome: str, seconds: float) -> None:
    if seconds >= SLOW_SECONDS:
        log.warning("keys.slow", extra={"outcome": outcome, "latency_ms": round(seconds * 1000, 1)})
