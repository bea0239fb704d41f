"""``error.type`` as OpenAI names it (docs/protocols/openai.md, "Errors")."""

from __future__ import annotations

from portal.errors import PortalError

_TYPES = {403: "permission_error", 429: "requests"}
"""HTTP status → ``error.type``. A quota has its code as type, every other 4xx ``invalid_request_error``."""


def openai_error_type(error: PortalError) -> str:
    if error.code == "insufficient_quota":
        return error.code
    if error.status >= 500:
        return "server_error"
    return _TYPES.get(error.status, "invalid_request_error")
