"""Path and query parameters of the operators' routes."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query

PRINTABLE_TEXT = r"^[^\x00-\x1f\x7f-\x9f]+$"

UserId = Annotated[UUID, Path(description="Id of the user.")]
OrganizationId = Annotated[UUID, Path(description="Id of the organisation.")]
KeyId = Annotated[UUID, Path(description="Id of the API key.")]
RequestId = Annotated[str, Path(max_length=64, pattern=PRINTABLE_TEXT, description="Id of the request.")]
PageSize = Annotated[int, Query(ge=1, le=100, description="Maximum number of items.")]
Cursor = Annotated[
    str | None, Query(description="`next_cursor` of the previous page. Omitted: the newest items.")
]
