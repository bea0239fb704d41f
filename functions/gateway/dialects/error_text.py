"""The message of an error in dialects that have no field for its hint."""

from __future__ import annotations

from portal.errors import PortalError


def message_with_hint(error: PortalError) -> str:
    return f"{error.message} {error.hint}" if error.hint else error.message
