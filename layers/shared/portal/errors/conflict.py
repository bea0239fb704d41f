"""Errors of a change that the present state does not allow (409)."""

from __future__ import annotations

from portal.errors.base import PortalError


class Conflict(PortalError):
    """The request conflicts with another request, or with the state of the resource that it changes."""

    status = 409
    code = "conflict"
    should_retry = False


class RequestStillRunning(Conflict):
    """A request with this Idempotency-Key is still running; its response can be had when it has ended."""

    code = "request_still_running"
    should_retry = True


class ResponseNotStored(Conflict):
    """A request with this Idempotency-Key has ended and was paid for, but has no response to replay."""

    code = "response_not_stored"


class TooManyKeys(Conflict):
    """The organisation has the maximum number of API keys; revoke one first."""

    code = "too_many_keys"


class TooMany(Conflict):
    """The maximum number is reached: of a user's organisations, or of an organisation's members."""

    code = "too_many"


class LastOwner(Conflict):
    """The organisation would have no owner left; make another member an owner first."""

    code = "last_owner"
