"""Errors of the call to a router (502, 504), and of what its model answered (422)."""

from __future__ import annotations

from portal.errors.base import PortalError


class RouterFailure(PortalError):
    """The model failed to answer.

    ``upstream_status`` is the HTTP status of the router's response, for failover and logs only.
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
    """The model's server rejected the request or failed."""

    code = "router_rejected"


class RouterRefused(RouterRejected):
    """The model does not accept this request; every server of the model would refuse it."""

    code = "router_refused"
    should_retry = False


class RouterBusy(RouterFailure):
    """A server of the model has no capacity at the moment; it is not broken.

    It has no code of its own: if no other server takes the request, customers get ``PoolSaturated``.
    ``retry_after`` is what the server said, None if it did not.
    """


class RouterPending(RouterFailure):
    """The model returned no text."""

    code = "router_no_content"


class RouterTimedOut(RouterFailure):
    """The model did not start to answer in time."""

    status = 504
    code = "router_timeout"


class DeadlineExceeded(RouterFailure):
    """The request exceeded the time limit of a request; a retry would exceed it again."""

    status = 504
    code = "deadline_exceeded"
    should_retry = False


class StreamInterrupted(RouterFailure):
    """The model stopped in the middle of its answer. Sent only inside a stream."""

    code = "stream_interrupted"


class ModelOutputInvalid(PortalError):
    """The model's answer is not what the request demands: its schema, its tool choice, a JSON object.

    It is paid like any answer, so a client that retries by itself should not.
    """

    status = 422
    code = "model_output_invalid"
    should_retry = False
