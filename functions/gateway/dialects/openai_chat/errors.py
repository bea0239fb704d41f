"""The body of an error in OpenAI's format, with all four keys (docs/protocols/openai.md, "Errors")."""

from __future__ import annotations

import orjson

from functions.gateway.dialects.error_text import message_with_hint
from functions.gateway.dialects.json_text import encode_text
from functions.gateway.dialects.openai_error_type import openai_error_type
from portal.errors import PortalError


def error_body(
    error: PortalError, request_id: str, *, code: str | None = None, param: str | None = None
) -> bytes:
    """``request_id`` is our addition. ``code`` and ``param`` stand for the error's own."""
    return orjson.dumps(
        {
            "error": {
                "message": orjson.Fragment(encode_text(message_with_hint(error))),
                "type": openai_error_type(error),
                "param": param or error.param,
                "code": code or error.code,
            },
            "request_id": request_id,
        }
    )
