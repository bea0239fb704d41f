"""What OpenAPI says beyond the routes' own types: errors with examples, and the headers of every answer."""

from __future__ import annotations

from typing import Any

from functions.control_plane.http.error_schema import ErrorResponse
from portal.errors import (
    Conflict,
    DatabaseUnavailable,
    InternalError,
    InvalidRequest,
    InvalidSession,
    KeyServiceUnavailable,
    LastOwner,
    MalformedBody,
    NotPermitted,
    OrganizationSuspended,
    PolicyUnavailable,
    PortalError,
    RequestTooLarge,
    ResourceNotFound,
    TooMany,
    TooManyKeys,
    Unavailable,
    UnprocessableRequest,
)

MEANINGS: dict[type[PortalError], str] = {
    InvalidRequest: "A parameter is not what it should be.",
    MalformedBody: "The request body is not valid JSON.",
    UnprocessableRequest: "A field or parameter is missing, unknown or out of bounds; `param` names it.",
    RequestTooLarge: "The request body is too large.",
    InvalidSession: "The session token is missing, not valid or expired.",
    NotPermitted: "The account is suspended, or the user's role in the organisation does not allow this.",
    OrganizationSuspended: "The organisation is suspended.",
    ResourceNotFound: "There is no such thing, or it is not yours.",
    Conflict: "This collides with what is there already.",
    LastOwner: "The organisation would be left without an owner.",
    TooMany: "There are as many of these as there may be.",
    TooManyKeys: "The organisation has as many keys as it may have.",
    Unavailable: "Sign-ins cannot be checked right now.",
    DatabaseUnavailable: "The service's records cannot be reached right now.",
    PolicyUnavailable: "The catalogue cannot be read right now.",
    KeyServiceUnavailable: "Keys cannot be made or revoked right now.",
    InternalError: "Something went wrong on our side.",
}

BODY = (MalformedBody, UnprocessableRequest, RequestTooLarge)
"""What a route that takes a body may answer besides."""

EVERYWHERE = (InvalidSession, NotPermitted, ResourceNotFound, Unavailable, DatabaseUnavailable, InternalError)
"""What any route for signed-in people may answer. ResourceNotFound: the x-organization-id header."""

_FRAMEWORK_ERROR = "HTTPValidationError"
_REQUEST_ID = "req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD"
_TAG_HEADER = {
    "ETag": {
        "description": "Names this answer: send it as `If-None-Match` when you ask again.",
        "schema": {"type": "string"},
        "example": 'W/"8c0b8f6b2a4f0d6f3b1a2c3d"',
    }
}
_ID_HEADERS = {
    name: {
        "description": "Id of this request; support finds it by this.",
        "schema": {"type": "string"},
        "example": _REQUEST_ID,
    }
    for name in ("x-request-id", "request-id")
}


def errors(*kinds: type[PortalError]) -> dict[int | str, dict[str, Any]]:
    """Return ``responses`` of a route: ``kinds`` and those of every route, each with an example."""
    return public_errors(*kinds, *EVERYWHERE)


def public_errors(*kinds: type[PortalError]) -> dict[int | str, dict[str, Any]]:
    """Return ``responses`` of a route that needs no sign-in: ``kinds``, and a defect of ours."""
    responses: dict[int | str, dict[str, Any]] = {}
    everything: dict[type[PortalError], None] = dict.fromkeys((*kinds, InternalError))
    for kind in everything:
        response = responses.setdefault(
            kind.status,
            {"model": ErrorResponse, "description": "", "content": {"application/json": {"examples": {}}}},
        )
        response["description"] = f"{response['description']} `{kind.code}`: {MEANINGS[kind]}".strip()
        response["content"]["application/json"]["examples"][kind.code] = {
            "summary": MEANINGS[kind],
            "value": {
                "error": {"code": kind.code, "message": MEANINGS[kind], "param": None, "hint": None},
                "request_id": _REQUEST_ID,
            },
        }
    return responses


def _document_revalidation(operation: dict[str, Any]) -> None:
    operation.setdefault("parameters", []).append(
        {
            "name": "If-None-Match",
            "in": "header",
            "required": False,
            "schema": {"type": "string"},
            "description": "`ETag` of the answer you have; if it still holds, 304 comes instead of it.",
        }
    )
    responses = operation["responses"]
    responses["304"] = {"description": "The answer you have still holds.", "headers": _TAG_HEADER}
    responses["200"]["headers"] = _TAG_HEADER


def completed(document: dict[str, Any]) -> dict[str, Any]:
    """Return ``document`` with the request id headers everywhere, and without FastAPI's own errors.

    FastAPI adds a 422 of its own shape to every route that has a parameter; ours never answer it.
    """
    for operations in document["paths"].values():
        for method, operation in operations.items():
            responses = operation["responses"]
            if method == "get" and "application/json" in responses["200"].get("content", {}):
                _document_revalidation(operation)
            if _FRAMEWORK_ERROR in str(responses.get("422")):
                del responses["422"]
            for response in responses.values():
                response["headers"] = _ID_HEADERS | response.get("headers", {})
    schemas = document["components"]["schemas"]
    for name in (_FRAMEWORK_ERROR, "ValidationError"):
        schemas.pop(name, None)
    return document
