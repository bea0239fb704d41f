"""Error reports in the format of the Runtime API (docs/protocols/lambda-runtime.md, "Error reports")."""

from __future__ import annotations

import json
import traceback
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """``type`` is ``Category.Reason``: ``Runtime.…`` for the runtime, ``Function.…`` for the app."""

    type: str
    message: str
    stack_trace: tuple[str, ...] = ()

    @classmethod
    def from_exception(cls, type: str, error: BaseException) -> ErrorReport:  # noqa: A002 - the protocol's word
        """Return a report of ``error`` with its text and stack trace, which clients must not see."""
        return cls(type, f"{error.__class__.__name__}: {error}", tuple(traceback.format_exception(error)))

    def body(self) -> bytes:
        """Return the JSON body of ``/error``, ``/init/error`` and the error trailer."""
        return json.dumps(
            {"errorMessage": self.message, "errorType": self.type, "stackTrace": self.stack_trace}
        ).encode()
