"""Checks of the Supabase project."""

from __future__ import annotations

from urllib.parse import urlsplit

FUNCTION_ROLES = {
    "GatewayFunction": "portal_gateway",
    "ControlPlaneFunction": "portal_control_plane",
    "KeyUpkeepFunction": "portal_key_upkeep",
    "UsageIngestFunction": "portal_usage_ingest",
    "UsageRollupFunction": "portal_usage_rollup",
    "PoolMonitorFunction": "portal_pool_monitor",
}
"""Function (logical id of ``template.yaml``) → the PostgreSQL role of its token."""

PUBLISHABLE_KEY = "PORTAL_SUPABASE_PUBLISHABLE_KEY"
ROLE_TOKEN = "PORTAL_SUPABASE_ROLE_TOKEN"  # noqa: S105 (the name of a setting)
SERVICE_KEY = "PORTAL_SUPABASE_SECRET_KEY"
JWT_SECRET = "PORTAL_SUPABASE_JWT_SECRET"  # noqa: S105 (the name of a setting)

DISTANCE = "See operations.md, How far the Supabase region may be."

_HOSTED = (".supabase.co", ".supabase.in")


def project_ref(url: str) -> str:
    """Return the id of a hosted project, the first part of its host; empty for a domain of its own."""
    host = urlsplit(url).hostname or ""
    return host.partition(".")[0] if host.endswith(_HOSTED) else ""
