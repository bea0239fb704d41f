"""The registered dialects with their routes, and the choice of a dialect for every other request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from functions.gateway.dialects import Dialect, Headers
from functions.gateway.dialects.anthropic_messages.response import AnthropicMessages
from functions.gateway.dialects.cortensor_completions.response import CortensorCompletions
from functions.gateway.dialects.openai_chat.response import OpenAIChat


class RegisteredDialect(NamedTuple):
    """``path`` is the POST route that runs a model.

    ``client_header`` is a request header that only clients of this dialect send, or None.
    """

    dialect: Dialect
    path: str
    client_header: str | None = None


DIALECTS = (
    RegisteredDialect(OpenAIChat(), "/v1/chat/completions"),
    RegisteredDialect(AnthropicMessages(), "/v1/messages", client_header="anthropic-version"),
    RegisteredDialect(CortensorCompletions(), "/v1/completions"),
)
"""The first is the default, for requests that show no dialect."""


class DialectRegistry:
    """Finds the dialect of a request."""

    def __init__(self, dialects: Sequence[RegisteredDialect] = DIALECTS) -> None:
        self.dialects = tuple(dialects)
        self._default = self.dialects[0].dialect

    def for_request(self, path: str, headers: Headers) -> Dialect:
        """Return the dialect for errors: that of the path or a path above it, else that of the client."""
        for dialect, prefix, _ in self.dialects[1:]:
            if path.startswith(prefix):
                return dialect
        return self.for_client(headers)

    def for_client(self, headers: Headers) -> Dialect:
        """Return the dialect for a shared route such as ``/v1/models``.

        Anthropic's SDKs always send their version (docs/protocols/anthropic.md, "Request headers").
        """
        for dialect, _, client_header in self.dialects:
            if client_header is not None and client_header in headers:
                return dialect
        return self._default
