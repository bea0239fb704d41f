"""The root of the error tree, and the error for a defect of this service."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

if TYPE_CHECKING:
    from portal.limits import Window


class KeyIds(NamedTuple):
    """The portal's ids of an API key and of its organisation, both UUIDs."""

    key_id: str
    organization_id: str


class PortalError(Exception):
    """An error that a customer receives.

    ``param`` names the request field at fault; ``hint`` says how to resolve the error. ``retry_after`` is in
    seconds and set only where waiting helps; ``should_retry`` becomes ``x-should-retry`` (None: the header
    is left out and the client decides). ``windows`` is the state of the caller's limits, for the limit
    headers of the response; it is empty unless the API key was valid. ``key`` is the API key that was
    refused, in force or not; None unless the caller has shown its secret. No response shows it.
    """

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"
    should_retry: ClassVar[bool | None] = None
    default_retry_after: ClassVar[float | None] = None

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
        self.retry_after = self.default_retry_after if retry_after is None else retry_after
        self.windows: tuple[Window, ...] = ()
        self.key: KeyIds | None = None

    def with_windows(self, windows: Sequence[Window]) -> Self:
        """Set ``windows`` unless the error has some already, and return the error."""
        self.windows = self.windows or tuple(windows)
        return self

    def with_key(self, key: KeyIds | None) -> Self:
        """Set ``key`` unless the error has one already, and return the error."""
        self.key = self.key or key
        return self


class InternalError(PortalError):
    """A defect of this service. Its logs have the cause under the request id."""
