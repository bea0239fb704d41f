"""Cursors: opaque to clients, a position in a list's order to us.

Lists in the order of creation use a :class:`PagePosition`, lists of numbered rows the number of a row.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from portal.errors import InvalidRequest

ROW_NUMBER_MAX_DIGITS = 15
"""Below 2^53, as all row numbers are."""

CURSOR_MAX_CHARACTERS = 256


class PagePosition(BaseModel):
    """The last row of a page. ``before`` is its timestamp as the database wrote it, to the microsecond."""

    model_config = ConfigDict(frozen=True)

    before: str
    before_id: str


def encode_cursor(position: PagePosition | None) -> str | None:
    """Return the cursor of the page after ``position``; None if there is no further page."""
    if position is None:
        return None
    return base64.urlsafe_b64encode(position.model_dump_json().encode()).rstrip(b"=").decode()


def decode_cursor(cursor: str) -> PagePosition:
    """Return the position of ``cursor``. Raises InvalidRequest if ``encode_cursor`` did not make it."""
    # Truncated, so that an overlong cursor is not valid base64.
    padded = cursor[:CURSOR_MAX_CHARACTERS]
    padded += "=" * (-len(padded) % 4)
    try:
        position = PagePosition.model_validate_json(base64.b64decode(padded, altchars=b"-_", validate=True))
        datetime.fromisoformat(position.before)
    except (ValueError, binascii.Error) as error:
        raise _invalid_cursor() from error
    return position


def decode_uuid_cursor(cursor: str) -> PagePosition:
    """Return the position of ``cursor`` in a list whose ids are UUIDs. Raises InvalidRequest."""
    position = decode_cursor(cursor)
    try:
        row_id = UUID(position.before_id)
    except ValueError as error:
        raise _invalid_cursor() from error
    # Both become part of a PostgREST filter, so they are formatted anew and cannot inject into it.
    return PagePosition(before=datetime.fromisoformat(position.before).isoformat(), before_id=str(row_id))


def encode_number_cursor(page: Sequence[int], *, more: bool) -> str | None:
    """Return the number of the last row of a page as cursor; None if there are no ``more`` rows."""
    return str(page[-1]) if more else None


def decode_number_cursor(cursor: str | None) -> int | None:
    """Return the row number of ``cursor``. Raises InvalidRequest for anything else."""
    if cursor is None:
        return None
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= ROW_NUMBER_MAX_DIGITS):
        raise _invalid_cursor()
    return int(cursor)


def _invalid_cursor() -> InvalidRequest:
    return InvalidRequest(
        "The cursor is not valid.",
        param="cursor",
        hint="Pass the next_cursor of the previous page unchanged, or omit it to start at the first page.",
    )
