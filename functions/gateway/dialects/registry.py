"""The registered dialects with their routes, and the choice of a dialect for every other request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from functions.gateway.dialects import Dialect, Headers
from functions.gateway.dialects.anthropic_messages.response import AnthropicMessages
from functions.gateway.dialects.cortensor_completions.response import CortensorCompletions
from functions.gateway.dialects.openai_chat.response import OpenAIChat
from functions.gateway.dialects.openai_responses.response import OpenAIResponses
from functions.gateway.dialects.unknown_routes import resource_of


class RegisteredDialect(NamedTuple):
    """``path`` is the POST route that runs a model.

    ``client_header`` is a request header that only clients of this dialect send, or None. ``resources`` are
    those whose unknown routes have errors in this dialect (``unknown_routes.resource_of``).
    """

    dialect: Dialect
    path: str
    resources: tuple[str, ...]
    client_header: str | None = None


DIALECTS = (
    RegisteredDialect(OpenAIChat(), "/v1/chat/completions", ("chat", "embeddings")),
    RegisteredDialect(OpenAIResponses(), "/v1/responses", ("responses",)),
    RegisteredDialect(
        AnthropicMessages(), "/v1/messages", ("messages", "complete"), client_header="anthropic-version"
    ),
    RegisteredDialect(CortensorCompletions(), "/v1/completions", ("completions", "completion")),
)
"""The first is the default, for requests that show no dialect."""


class DialectRegistry:
    """Finds the dialect of a request."""

    def __init__(self, dialects: Sequence[RegisteredDialect] = DIALECTS) -> None:
        self.dialects = tuple(dialects)
        self._default = self.dialects[0].dialect
        self._by_resource = {name: each.dialect for each in self.dialects for name in each.resources}

    def for_request(self, path: str, headers: Headers) -> Dialect:
        """Return the dialect for errors: that of the path's resource, else that of the client."""
        dialect = self._by_resource.get(resource_of(path).partition("/")[0])
        return self.for_client(headers) if dialect is None else dialect

    def for_client(self, headers: Headers) -> Dialect:
        """Return the dialect for a shared route such as ``/v1/models``.

        Anthropic's SDKs always send their version (docs/protocols/anthropic.md, "Request headers").
        """
        for each in self.dialects:
            if each.client_header is not None and each.client_header in headers:
                return each.dialect
        return self._default
