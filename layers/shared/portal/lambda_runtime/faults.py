"""Faults as the Runtime API takes them: a type, a message, a stack trace."""

from __future__ import annotations

import json
import traceback
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """``type`` is ``Category.Reason``: ``Runtime.…`` for ours, ``Function.…`` for the app's."""

    type: str
    message: str
    stack: tuple[str, ...] = ()

    @classmethod
    def caught(cls, type: str, error: BaseException) -> Fault:  # noqa: A002 - the protocol's word
        """Describe ``error`` in full: for operators only, never for what a client may be shown."""
        return cls(type, f"{error.__class__.__name__}: {error}", tuple(traceback.format_exception(error)))

    def body(self) -> bytes:
        """Return the JSON body of ``/error``, ``/init/error`` and the error trailer."""
        return json.dumps(
            {"errorMessage": self.message, "errorType": self.type, "stackTrace": self.stack}
        ).encode()
