"""Read the ledger page by page."""

from __future__ import annotations

from uuid import UUID

from functions.control_plane.billing.repository import BillingRepository
from functions.control_plane.billing.schemas import LedgerPage
from functions.control_plane.http.pagination.cursor import decode_number_cursor, encode_number_cursor


async def read_ledger_page(
    billing: BillingRepository, organization_id: UUID, limit: int, cursor: str | None
) -> LedgerPage:
    """Return the page of the organisation's ledger after ``cursor``. Raises InvalidRequest."""
    entries = await billing.ledger(organization_id, limit=limit + 1, before=decode_number_cursor(cursor))
    page = entries[:limit]
    return LedgerPage(
        data=page, next_cursor=encode_number_cursor([entry.id for entry in page], more=len(entries) > limit)
    )
