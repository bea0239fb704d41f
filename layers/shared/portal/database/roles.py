"""The roles of the functions in the database: one each, created by ``supabase/schemas/foundation``."""

from __future__ import annotations

from enum import StrEnum


class DatabaseRole(StrEnum):
    """A role that PostgREST acts as for requests with a token of it."""

    GATEWAY = "portal_gateway"
    CONTROL_PLANE = "portal_control_plane"
    KEY_UPKEEP = "portal_key_upkeep"
    POOL_MONITOR = "portal_pool_monitor"
    USAGE_INGEST = "portal_usage_ingest"
    USAGE_ROLLUP = "portal_usage_rollup"
