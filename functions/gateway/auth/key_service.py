"""The choice of the key service: Unkey if it is configured, else the local issuer.

This is the gateway's only module that names a key service.
"""

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
"""A verification that takes longer is logged, because every request waits for one."""

Close = Callable[[], Awaitable[None]]


def open_key_verifier(
    settings: GatewaySettings, database: AsyncPostgrestClient
) -> tuple[ThrottledVerifier, tuple[Close, ...]]:
    """Return the verifier, and what to close at shutdown. Raises ConfigurationError."""
    # Empty counts as unset: a template passes on parameters without a value.
    if settings.unkey_root_key:
        return _open_unkey(settings.unkey_root_key.get_secret_value(), str(settings.unkey_base_url))
    if settings.key_pepper is None:
        raise ConfigurationError("PORTAL_KEY_PEPPER is not set: the local key issuer hashes keys with it.")
    return _open_local(settings.key_pepper.get_secret_value(), database), ()


def _open_unkey(root_key: str, base_url: str) -> tuple[ThrottledVerifier, tuple[Close, ...]]:
    connection = UnkeyConnection(root_key, base_url=base_url)
    verifier = UnkeyVerifier(connection, observe=_log_slow)
    return ThrottledVerifier(verifier, is_possible=is_possible), (connection.close,)


def _open_local(pepper: str, database: AsyncPostgrestClient) -> ThrottledVerifier:
    hasher = KeyHasher(pepper)
    windows = SlidingWindows()
    records = WarmUpRecords(SupabaseKeyRecords(database), SupabaseRequestHistory(database), windows)
    verifier = LocalKeyVerifier(KeyLookup(records, hasher), windows=windows)
    return ThrottledVerifier(verifier, is_possible=is_well_formed)


def _log_slow(outcome: str, seconds: float) -> None:
    if seconds >= SLOW_SECONDS:
        log.warning(
            "keys.slow_verification", extra={"outcome": outcome, "latency_ms": round(seconds * 1000, 1)}
        )
