"""The one message of an error, for dialects that have no place for a hint."""

from __future__ import annotations

from portal.errors import PortalError


def sentence(error: PortalError) -> str:
    return f"{error.message} {error.hint}" if error.hint else error.message
