"""The one error tree. A dialect turns any of these into its own wire shape; nothing else reaches a customer.

PortalError                       status code
├── InvalidRequest                400    invalid_request
│   ├── MalformedBody             400    malformed_body
│   ├── UnsupportedFeature        400    unsupported_feature
│   ├── ContextTooLong            400    context_length_exceeded
│   ├── UnprocessableRequest      422    unprocessable_request
│   └── RequestTooLarge           413    request_too_large
├── RouteNotFound                 404    not_found
├── MethodNotAllowed              405    method_not_allowed
├── Conflict                      409    conflict
│   ├── TooManyKeys               409    too_many_keys           revoke one first
│   ├── TooMany                   409    too_many                of something else that is bounded
│   └── LastOwner                 409    last_owner
├── NotAuthenticated              401
│   ├── MissingKey                401    missing_api_key
│   ├── InvalidKey                401    invalid_api_key
│   └── InvalidSession            401    invalid_session
├── NotPermitted                  403    permission_denied
│   ├── ModelNotPermitted         403    model_not_permitted
│   └── OrganizationSuspended     403    organization_suspended
├── ResourceNotFound              404    resource_not_found
│   └── ModelNotFound             404    model_not_found
├── LimitExceeded                 429
│   ├── RateLimited               429    rate_limit_exceeded     short window: retry after `retry_after`
│   ├── ConcurrencyLimited        429    concurrency_limit_exceeded
│   └── QuotaExhausted            429    insufficient_quota      long window or credit: retrying cannot help
├── Unavailable                   503    service_unavailable
│   ├── KeyServiceUnavailable     503    key_service_unavailable
│   ├── PolicyUnavailable         503    policy_unavailable
│   ├── DatabaseUnavailable       503    database_unavailable
│   ├── ModelUnavailable          503    model_unavailable       model disabled, or its pool drained
│   └── PoolSaturated             503    pool_saturated
├── RouterFailure                 502    router_error
│   ├── RouterUnreachable         502    router_unreachable
│   ├── RouterRejected            502    router_rejected         the router failed, or refused our call
│   │   └── RouterRefused         502    router_refused          for what the request says
│   ├── RouterPending             502    router_no_content       an answer without text
│   ├── RouterTimedOut            504    router_timeout
│   ├── DeadlineExceeded          504    deadline_exceeded       our own bound on a whole request
│   └── StreamInterrupted         502    stream_interrupted      after the first byte: in-band only
└── InternalError                 500    internal_error

Messages are written for the customer: no router address, session, key or vendor name may stand in one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from portal.limits import Window


class PortalError(Exception):
    """A failure the customer is told about.

    ``param`` names the offending request field; ``hint`` says what to do; ``retry_after`` is in seconds and
    only set where waiting helps; ``should_retry`` becomes ``x-should-retry`` (None: the client decides).
    ``windows`` is where the limits of a caller stand whose key was good, for the headers of the answer.
    """

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"
    should_retry: ClassVar[bool | None] = None

    def __init__(
        self,
        message: str,
        *,
        param: str | None = None,
        hint: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.param = param
        self.hint = hint
        self.retry_after = retry_after
        self.windows: tuple[Window, ...] = ()

    def with_windows(self, windows: Sequence[Window]) -> Self:
        """Return this error, showing ``windows`` unless it shows some already."""
        self.windows = self.windows or tuple(windows)
        return self


class InvalidRequest(PortalError):
    """A field is missing, of the wrong type or out of bounds; the message and `param` name it."""

    status = 400
    code = "invalid_request"
    should_retry = False


class MalformedBody(InvalidRequest):
    """The body is not JSON, or not an object."""

    code = "malformed_body"


class UnsupportedFeature(InvalidRequest):
    """The request asks for something the hosted routes do not offer; `param` names it."""

    code = "unsupported_feature"


class ContextTooLong(InvalidRequest):
    """The prompt is longer than the model can read."""

    code = "context_length_exceeded"


class UnprocessableRequest(InvalidRequest):
    """The body is well-formed and its content contradicts itself."""

    status = 422
    code = "unprocessable_request"


class RequestTooLarge(InvalidRequest):
    """The body is larger than the limit, which the message names."""

    status = 413
    code = "request_too_large"


class RouteNotFound(PortalError):
    """No such path."""

    status = 404
    code = "not_found"


class MethodNotAllowed(PortalError):
    """The path exists and does not answer this method; `allow` says which it does."""

    status = 405
    code = "method_not_allowed"

    def __init__(self, message: str, *, allow: Sequence[str]) -> None:
        super().__init__(message)
        self.allow = tuple(allow)


class Conflict(PortalError):
    """The request collides with another, or with the state of what it changes."""

    status = 409
    code = "conflict"
    should_retry = False


class TooManyKeys(Conflict):
    """The organisation has as many keys as it may have; revoke one first."""

    code = "too_many_keys"


class TooMany(Conflict):
    """There are as many of them as there may be: organisations of a user, members of an organisation."""

    code = "too_many"


class LastOwner(Conflict):
    """The organisation would have no owner left; make another member one first."""

    code = "last_owner"


class NotAuthenticated(PortalError):
    """The caller is not known."""

    status = 401
    code = "not_authenticated"


class MissingKey(NotAuthenticated):
    """No key was sent, or not as a bearer token or `x-api-key`."""

    code = "missing_api_key"


class InvalidKey(NotAuthenticated):
    """The key is unknown, disabled, revoked or expired."""

    code = "invalid_api_key"


class InvalidSession(NotAuthenticated):
    """The sign-in is over or not one of ours; sign in again."""

    code = "invalid_session"


class NotPermitted(PortalError):
    """The caller is known and may not do this."""

    status = 403
    code = "permission_denied"


class ModelNotPermitted(NotPermitted):
    """The plan, the organisation or the key does not include the model."""

    code = "model_not_permitted"


class OrganizationSuspended(NotPermitted):
    """The organisation is suspended."""

    code = "organization_suspended"


class ResourceNotFound(PortalError):
    """What the request names does not exist, or not for this caller."""

    status = 404
    code = "resource_not_found"


class ModelNotFound(ResourceNotFound):
    """No model of that name."""

    code = "model_not_found"


class LimitExceeded(PortalError):
    """A limit said no.

    ``window`` is the one that did, ``windows`` the state of every window looked at.
    """

    status = 429
    code = "limit_exceeded"

    def __init__(
        self,
        message: str,
        *,
        window: Window | None = None,
        windows: Sequence[Window] = (),
        hint: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, hint=hint, retry_after=retry_after)
        self.window = window
        self.windows = tuple(windows)


class RateLimited(LimitExceeded):
    """A short window is full. Wait as long as `retry-after` says."""

    code = "rate_limit_exceeded"


class ConcurrencyLimited(LimitExceeded):
    """Too many requests of the organisation run at the same time."""

    code = "concurrency_limit_exceeded"


class QuotaExhausted(LimitExceeded):
    """A long window, a quota or prepaid credit is used up. Retrying cannot help before there is more.

    Never with a ``retry_after``: SDKs would sleep for days on it (reference: clients 0.3, 0.4).
    """

    code = "insufficient_quota"
    should_retry = False


class Unavailable(PortalError):
    """The service cannot answer at the moment."""

    status = 503
    code = "service_unavailable"


class KeyServiceUnavailable(Unavailable):
    """The key could not be checked in time. Nobody is let in unchecked."""

    code = "key_service_unavailable"


class PolicyUnavailable(Unavailable):
    """What is allowed at the moment could not be found out."""

    code = "policy_unavailable"


class DatabaseUnavailable(Unavailable):
    """The account data cannot be reached."""

    code = "database_unavailable"


class ModelUnavailable(Unavailable):
    """The model is switched off, or its pool takes no requests at the moment."""

    code = "model_unavailable"


class PoolSaturated(Unavailable):
    """All places for the model are taken."""

    code = "pool_saturated"


class RouterFailure(PortalError):
    """The model could not answer.

    ``upstream_status`` is the HTTP status the router answered with: for fail-over and logs only.
    """

    status = 502
    code = "router_error"

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        retry_after: float | None = None,
        upstream_status: int | None = None,
    ) -> None:
        super().__init__(message, hint=hint, retry_after=retry_after)
        self.upstream_status = upstream_status


class RouterUnreachable(RouterFailure):
    """No server of the model could be reached."""

    code = "router_unreachable"


class RouterRejected(RouterFailure):
    """The server of the model refused the request or failed."""

    code = "router_rejected"


class RouterRefused(RouterRejected):
    """The model does not take this request as it is, whoever is asked."""

    code = "router_refused"
    should_retry = False


class RouterPending(RouterFailure):
    """The model returned no text."""

    code = "router_no_content"


class RouterTimedOut(RouterFailure):
    """The model did not begin to answer in time."""

    status = 504
    code = "router_timeout"


class DeadlineExceeded(RouterFailure):
    """The request took longer than a request may take. It would again."""

    status = 504
    code = "deadline_exceeded"
    should_retry = False


class StreamInterrupted(RouterFailure):
    """The model stopped in the middle of its answer. Only ever inside a stream."""

    code = "stream_interrupted"


class InternalError(PortalError):
    """A defect of ours. The request id finds it in our logs."""
