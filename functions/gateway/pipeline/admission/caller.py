"""Errors with the caller that they are about: whose limits the response shows, and who finds the refusal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from portal.errors import PortalError
from portal.keys import Principal

ErrorT = TypeVar("ErrorT", bound=PortalError)


def with_caller(error: ErrorT, principal: Principal) -> ErrorT:
    """Return ``error`` with the key and the windows of ``principal``, where it has none."""
    return error.with_windows(principal.windows).with_key(principal.ids)


@contextmanager
def adding_caller_to_errors(principal: Principal) -> Iterator[None]:
    """Add the key and the windows of ``principal`` to a PortalError of the block."""
    try:
        yield
    except PortalError as error:
        with_caller(error, principal)
        raise
