"""OpenAPI metadata beyond the routes' own types: error responses with examples, headers of every response."""

from __future__ import annotations

from typing import Any

from functions.control_plane.http.error_schema import ErrorResponse
from portal.errors import (
    Conflict,
    DatabaseUnavailable,
    EmailNotVerified,
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
    RateLimited,
    RecentSignInRequired,
    RequestTooLarge,
    ResourceNotFound,
    TooMany,
    TooManyKeys,
    TooManySignUps,
    Unavailable,
    UnprocessableRequest,
    UnsupportedEncoding,
)

DESCRIPTIONS: dict[type[PortalError], str] = {
    InvalidRequest: "A parameter is not valid.",
    MalformedBody: "The request body is not valid JSON.",
    UnprocessableRequest: "A field or parameter is missing, unknown or out of bounds; `param` names it.",
    RequestTooLarge: "The request body is too large.",
    UnsupportedEncoding: "The request body is compressed.",
    InvalidSession: "The session token is missing, invalid or expired.",
    NotPermitted: "The account is suspended, or the user's role in the organisation does not allow this.",
    EmailNotVerified: "The e-mail address of the account is not verified yet.",
    RecentSignInRequired: "The user signed in more than 10 minutes ago, and this cannot be undone.",
    OrganizationSuspended: "The organisation is suspended.",
    ResourceNotFound: "The resource does not exist, or you have no access to it.",
    Conflict: "The request conflicts with the current state of the resource.",
    LastOwner: "The organisation would be left without an owner.",
    TooMany: "The limit on the number of these resources is reached.",
    TooManyKeys: "The organisation has reached its limit of API keys.",
    TooManySignUps: "Too many new accounts came from the same network within a day.",
    RateLimited: "Too many changes by the user or in the organisation. Wait as long as `retry-after` says.",
    Unavailable: "Sessions cannot be verified at the moment.",
    DatabaseUnavailable: "The service's records cannot be reached right now.",
    PolicyUnavailable: "The model catalogue cannot be read at the moment.",
    KeyServiceUnavailable: "API keys cannot be created or revoked at the moment.",
    InternalError: "Something went wrong on our side.",
}

BODY_ERRORS = (MalformedBody, UnprocessableRequest, RequestTooLarge, UnsupportedEncoding)
"""Further errors of a route that takes a body."""

SESSION_ERRORS = (
    InvalidSession,
    NotPermitted,
    ResourceNotFound,
    TooManySignUps,
    Unavailable,
    DatabaseUnavailable,
    InternalError,
)
"""Errors of every route that needs a session. ResourceNotFound is for the x-organization-id header."""

_FRAMEWORK_ERROR = "HTTPValidationError"
_REQUEST_ID = "req_01KAJ3Q2M6Y3H8WZJ5T1F9R7VD"
_ETAG_HEADER = {
    "ETag": {
        "description": "Tag of this response. Send it as `If-None-Match` with the next request.",
        "schema": {"type": "string"},
        "example": 'W/"8c0b8f6b2a4f0d6f3b1a2c3d"',
    }
}
_REQUEST_ID_HEADERS = {
    name: {
        "description": "Id of this request. Quote it to support.",
        "schema": {"type": "string"},
        "example": _REQUEST_ID,
    }
    for name in ("x-request-id", "request-id")
}


def errors(*kinds: type[PortalError]) -> dict[int | str, dict[str, Any]]:
    """Return ``responses`` of a route: ``kinds`` and the errors of every route, each with an example."""
    return public_errors(*kinds, *SESSION_ERRORS)


def public_errors(*kinds: type[PortalError]) -> dict[int | str, dict[str, Any]]:
    """Return ``responses`` of a route that needs no session: ``kinds`` and InternalError."""
    responses: dict[int | str, dict[str, Any]] = {}
    unique: dict[type[PortalError], None] = dict.fromkeys((*kinds, InternalError))
    for kind in unique:
        response = responses.setdefault(
            kind.status,
            {"model": ErrorResponse, "description": "", "content": {"application/json": {"examples": {}}}},
        )
        response["description"] = f"{response['description']} `{kind.code}`: {DESCRIPTIONS[kind]}".strip()
        response["content"]["application/json"]["examples"][kind.code] = {
            "summary": DESCRIPTIONS[kind],
            "value": {
                "error": {"code": kind.code, "message": DESCRIPTIONS[kind], "param": None, "hint": None},
                "request_id": _REQUEST_ID,
            },
        }
    return responses


def complete_document(document: dict[str, Any]) -> dict[str, Any]:
    """Return ``document`` with conditional requests, the limit on changes, and request id headers.

    FastAPI's own errors are left out: it adds a 422 of its own shape to every route that has a parameter,
    which our routes never return.
    """
    for operations in document["paths"].values():
        for method, operation in operations.items():
            responses = operation["responses"]
            if method == "get" and "application/json" in responses["200"].get("content", {}):
                _add_conditional_request(operation)
            if method != "get" and operation.get("security"):
                _add_limit_on_changes(operation)
            if _FRAMEWORK_ERROR in str(responses.get("422")):
                del responses["422"]
            for response in responses.values():
                response["headers"] = _REQUEST_ID_HEADERS | response.get("headers", {})
    schemas = document["components"]["schemas"]
    for name in (_FRAMEWORK_ERROR, "ValidationError"):
        schemas.pop(name, None)
    return document


def _add_limit_on_changes(operation: dict[str, Any]) -> None:
    described = public_errors(RateLimited)[RateLimited.status]
    examples = described["content"]["application/json"]["examples"]
    schema = {"$ref": "#/components/schemas/ErrorResponse"}
    operation["responses"][str(RateLimited.status)] = {
        "description": described["description"],
        "content": {"application/json": {"schema": schema, "examples": examples}},
        "headers": {
            "retry-after": {
                "description": "Seconds until the request can pass.",
                "schema": {"type": "integer"},
            }
        },
    }


def _add_conditional_request(operation: dict[str, Any]) -> None:
    operation.setdefault("parameters", []).append(
        {
            "name": "If-None-Match",
            "in": "header",
            "required": False,
            "schema": {"type": "string"},
            "description": "`ETag` of an earlier response. If it is still current, the status is 304.",
        }
    )
    responses = operation["responses"]
    responses["304"] = {"description": "The earlier response is still current.", "headers": _ETAG_HEADER}
    responses["200"]["headers"] = _ETAG_HEADER
