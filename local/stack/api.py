"""Entry of the API process: ``uvicorn local.stack.api:app``."""

from __future__ import annotations

import os

from local.processes.readable_log import configure_logging

configure_logging(os.environ.get("PORTAL_LOG_LEVEL") or "INFO")

from functions.control_plane.app import app as control_plane  # noqa: E402 (logs while it is imported)
from functions.gateway.app import app as gateway  # noqa: E402
from local.stack.origin import Origin  # noqa: E402

app = Origin(gateway, control_plane)
