"""The one shape of every error."""

from __future__ import annotations

from pydantic import BaseModel, Field


class Fault(BaseModel):
    """What went wrong."""

    code: str = Field(description="What went wrong, for programs. Stable.", examples=["invalid_session"])
    message: str = Field(description="What went wrong, for people.", examples=["The session has expired."])
    param: str | None = Field(
        default=None, description="The field, query parameter or header at fault, where there is one."
    )
    hint: str | None = Field(
        default=None, description="What to do about it.", examples=["Sign in to the portal again."]
    )


class ErrorResponse(BaseModel):
    """An answer that is no success."""

    error: Fault = Field(description="The error.")
    request_id: str = Field(
        description="Id of this request, the same as in the x-request-id header; support finds it by this.",
        examples=["req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD"],
    )
