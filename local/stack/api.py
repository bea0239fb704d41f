"""Entry of the API process: ``uvicorn local.stack.api:app``."""

from __future__ import annotations

import os

from local.processes.readable_log import configure_logging

configure_logging(os.environ.get("PORTAL_LOG_LEVEL") or "INFO")

from local.stack.origin import Origin  # noqa: E402 (logs while it is imported)
from local.supabase.role_tokens import acting_as  # noqa: E402
from portal.database.roles import DatabaseRole  # noqa: E402

with acting_as(DatabaseRole.CONTROL_PLANE):
    from functions.control_plane.app import app as control_plane
with acting_as(DatabaseRole.GATEWAY):
    from functions.gateway.app import app as gateway

app = Origin(gateway, control_plane)
