"""The functions of the template, and settings with which each of them starts."""

from __future__ import annotations

from datetime import timedelta

from local.supabase.role_tokens import mint_role_token
from portal.database.roles import DatabaseRole

HANDLERS = {
    "GatewayFunction": "functions.gateway.app.handler",
    "ControlPlaneFunction": "functions.control_plane.app.handler",
    "KeyUpkeepFunction": "functions.control_plane.api_keys.upkeep.handler",
    "UsageIngestFunction": "functions.usage_rollup.ingest.app.handler",
    "UsageRollupFunction": "functions.usage_rollup.maintenance.app.handler",
    "PoolMonitorFunction": "functions.pool_monitor.app.handler",
}
"""Function → handler, as in the template (a test compares them)."""

STREAMED = ("GatewayFunction", "ControlPlaneFunction")
"""The functions that run under the streaming runtime."""

SETTINGS = {
    "PORTAL_SUPABASE_URL": "http://127.0.0.1:1",
    "PORTAL_SUPABASE_PUBLISHABLE_KEY": "sb_publishable_x",
    "PORTAL_SUPABASE_JWT_SECRET": "a-secret-for-tests-of-32-characters",
    "PORTAL_UNKEY_ROOT_KEY": "unkey_x",
    "PORTAL_UNKEY_API_ID": "api_x",
    "PORTAL_USAGE_QUEUE_URL": "http://127.0.0.1:1/queue",
    "PORTAL_USAGE_DEAD_LETTERS_URL": "http://127.0.0.1:1/dead-letters",
    "PORTAL_ROUTER_POOLS_JSON": '{"oss-20b": "http://127.0.0.1:1"}',
}
"""The settings of all functions together; each reads its own."""

ROLES = {
    "GatewayFunction": DatabaseRole.GATEWAY,
    "ControlPlaneFunction": DatabaseRole.CONTROL_PLANE,
    "KeyUpkeepFunction": DatabaseRole.KEY_UPKEEP,
    "UsageIngestFunction": DatabaseRole.USAGE_INGEST,
    "UsageRollupFunction": DatabaseRole.USAGE_ROLLUP,
    "PoolMonitorFunction": DatabaseRole.POOL_MONITOR,
}
"""Function → its role in the database."""


def settings_of(function: str) -> dict[str, str]:
    """Return settings with which ``function`` starts."""
    if function not in ROLES:
        return SETTINGS
    token = mint_role_token(ROLES[function], timedelta(days=365), "x" * 32, "HS256")
    return {**SETTINGS, "PORTAL_SUPABASE_ROLE_TOKEN": token}


AWS = {
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
}
