"""Cursors of paged lists: opaque to clients, a position in the order to us."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from functions.control_plane.usage.repository import Position
from portal.errors import InvalidRequest

NUMBER_MAX_DIGITS = 15
"""Below 2^53, as the numbers of rows are."""

CURSOR_MAX_CHARACTERS = 256


def next_position(position: Position | None) -> str | None:
    """Return the cursor of the page that begins after ``position``; None: there is none."""
    if position is None:
        return None
    return base64.urlsafe_b64encode(position.model_dump_json().encode()).rstrip(b"=").decode()


def decode_cursor(cursor: str) -> Position:
    """Raises InvalidRequest for anything ``next_position`` did not make."""
    # Cut, so that an overlong one is no longer base64 of anything whole.
    padded = cursor[:CURSOR_MAX_CHARACTERS]
    padded += "=" * (-len(padded) % 4)
    try:
        position = Position.model_validate_json(base64.b64decode(padded, altchars=b"-_", validate=True))
        datetime.fromisoformat(position.before)
    except (ValueError, binascii.Error) as error:
        raise _not_ours() from error
    return position


def decode_row(cursor: str) -> Position:
    """The same, where ids are uuids."""
    position = decode_cursor(cursor)
    try:
        row_id = UUID(position.before_id)
    except ValueError as error:
        raise _not_ours() from error
    # Written anew: both go into a filter, where what they were read from could mean something.
    return Position(before=datetime.fromisoformat(position.before).isoformat(), before_id=str(row_id))


def next_number(page: Sequence[int], *, more: bool) -> str | None:
    """Return the cursor after a page of numbered rows: the last one's number; None: no more."""
    return str(page[-1]) if more else None


def decode_number(cursor: str | None) -> int | None:
    """Raises InvalidRequest for anything ``next_number`` did not make."""
    if cursor is None:
        return None
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= NUMBER_MAX_DIGITS):
        raise _not_ours()
    return int(cursor)


def _not_ours() -> InvalidRequest:
    return InvalidRequest(
        "The cursor is not one of ours.",
        param="cursor",
        hint="Pass the next_cursor of the page before unchanged, or leave it out to begin at the newest.",
    )
