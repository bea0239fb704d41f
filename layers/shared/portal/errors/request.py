"""Errors of the request itself: its format, its size, its route, and the names in it."""

from __future__ import annotations

from collections.abc import Sequence

from portal.errors.base import PortalError


class InvalidRequest(PortalError):
    """A field is missing, of the wrong type or out of range; the message and `param` name it."""

    status = 400
    code = "invalid_request"
    should_retry = False


class MalformedBody(InvalidRequest):
    """The body is not JSON, or not an object."""

    code = "malformed_body"


class UnsupportedFeature(InvalidRequest):
    """The request uses a feature that this API does not offer; `param` names it."""

    code = "unsupported_feature"


class InvalidFunctionParameters(InvalidRequest):
    """The JSON schema of a tool's arguments cannot be used; `param` names it."""

    code = "invalid_function_parameters"


class ContextTooLong(InvalidRequest):
    """The prompt is longer than the model's context.

    ``tokens`` is the length of the prompt, estimated; ``context_tokens`` that of the context. Both are None
    if the context is unknown.
    """

    code = "context_length_exceeded"

    def __init__(
        self,
        message: str,
        *,
        tokens: int | None = None,
        context_tokens: int | None = None,
        param: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, param=param, hint=hint)
        self.tokens = tokens
        self.context_tokens = context_tokens


class UnprocessableRequest(InvalidRequest):
    """The body is well-formed, but a field is missing, unknown or has a value that cannot be accepted."""

    status = 422
    code = "unprocessable_request"


class RequestTooLarge(InvalidRequest):
    """The body is larger than the limit, which the message names."""

    status = 413
    code = "request_too_large"


class UnsupportedEncoding(InvalidRequest):
    """The body is compressed; send it uncompressed. `accept-encoding` names what is accepted: `identity`."""

    status = 415
    code = "unsupported_content_encoding"


class RouteNotFound(PortalError):
    """There is no such path."""

    status = 404
    code = "not_found"


class MethodNotAllowed(PortalError):
    """The path does not support this method; `allow` lists the methods that it supports."""

    status = 405
    code = "method_not_allowed"

    def __init__(self, message: str, *, allow: Sequence[str]) -> None:
        super().__init__(message)
        self.allow = tuple(allow)


class ResourceNotFound(PortalError):
    """The resource does not exist, or the caller has no access to it."""

    status = 404
    code = "resource_not_found"


class ModelNotFound(ResourceNotFound):
    """There is no model of that name."""

    code = "model_not_found"
