"""The shape of every error response."""

from __future__ import annotations

from pydantic import BaseModel, Field


class ErrorDetail(BaseModel):
    """What went wrong."""

    code: str = Field(description="Stable code of the error, for programs.", examples=["invalid_session"])
    message: str = Field(description="Explanation for people.", examples=["The session has expired."])
    param: str | None = Field(
        default=None, description="The field, query parameter or header that caused the error, if any."
    )
    hint: str | None = Field(
        default=None, description="How to resolve the error.", examples=["Sign in to the portal again."]
    )


class ErrorResponse(BaseModel):
    """The response of a request that failed."""

    error: ErrorDetail = Field(description="The error.")
    request_id: str = Field(
        description="Id of this request, as in the x-request-id header. Quote it to support.",
        examples=["req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD"],
    )
