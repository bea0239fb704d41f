"""What to use instead of a route that this API does not have: another spelling of ours, or another API's.

A path is recognised by its resource: the part from the first segment that names one, so that prefixes
(``/api``, ``/openai/deployments/<name>``, a ``/v1`` too many or too few) do not matter.
Sources of the routes: docs/protocols/openai.md and docs/protocols/anthropic.md, "Routes of other APIs".
"""

from __future__ import annotations

from collections.abc import Mapping

from portal.errors import RouteNotFound

_CHAT = "POST /v1/chat/completions"
_MESSAGES = "POST /v1/messages"
_COMPLETIONS = "POST /v1/completions"
_COUNT = "POST /v1/messages/count_tokens"
_RESPONSES = "POST /v1/responses"
_MODELS = "GET /v1/models"

_EITHER = f"{_CHAT} or {_MESSAGES}"
_STATELESS = f"Nothing is stored between requests: send the whole conversation to {_EITHER}."
_NO_FILES = f"Files are not stored: send their text in the messages of {_EITHER}."
_NO_BATCHES = f"Batches are not offered: send each request on its own to {_EITHER}."
_TEXT_ONLY = f"This API generates text only: use {_CHAT}, {_RESPONSES}, {_MESSAGES} or {_COMPLETIONS}."
_FIXED_MODELS = f"Models cannot be trained here: {_MODELS} lists those that there are."
_IN_PORTAL = "Keys, usage and limits are in the portal and its API, GET /portal/openapi.json."

_OPENAI_BASE = "The base URL of OpenAI's clients ends with /v1, once."
_ANTHROPIC_BASE = "The base URL of Anthropic's clients has no /v1, which they add themselves."

_OWN_RESOURCES: Mapping[str, str] = {
    "chat/completions": f"Use {_CHAT}. {_OPENAI_BASE}",
    "messages/count_tokens": f"Use {_COUNT}. {_ANTHROPIC_BASE}",
    "messages": f"Use {_MESSAGES}. {_ANTHROPIC_BASE}",
    "completions": f"Use {_COMPLETIONS}. {_OPENAI_BASE}",
    "responses": f"Use {_RESPONSES}. {_OPENAI_BASE} Responses are not stored.",
    "models": f"Use {_MODELS}. {_OPENAI_BASE}",
    "health": "Use GET /health.",
}
"""Our own resources, at any address but their own."""

_OTHER_RESOURCES: Mapping[str, str] = {
    "messages/batches": f"Batches are not offered: send each request on its own to {_MESSAGES}.",
    "chat": f"Use {_CHAT}.",
    "complete": f"Use {_MESSAGES}.",
    "conversations": _STATELESS,
    "assistants": _STATELESS,
    "threads": _STATELESS,
    "containers": _STATELESS,
    "vector_stores": _STATELESS,
    "sessions": _STATELESS,
    "agents": _STATELESS,
    "skills": _STATELESS,
    "batches": _NO_BATCHES,
    "files": _NO_FILES,
    "uploads": _NO_FILES,
    "fine_tuning": _FIXED_MODELS,
    "fine-tunes": _FIXED_MODELS,
    "evals": _FIXED_MODELS,
    "embeddings": _TEXT_ONLY,
    "embed": _TEXT_ONLY,
    "rerank": _TEXT_ONLY,
    "score": _TEXT_ONLY,
    "classify": _TEXT_ONLY,
    "moderations": _TEXT_ONLY,
    "images": _TEXT_ONLY,
    "audio": _TEXT_ONLY,
    "videos": _TEXT_ONLY,
    "realtime": _TEXT_ONLY,
    "generate": f"Use {_COMPLETIONS}, or {_CHAT}.",
    "generate_stream": f"Use {_COMPLETIONS} or {_CHAT}, with 'stream': true.",
    "completion": f"Use {_COMPLETIONS}.",
    "edits": f"Use {_CHAT}.",
    "tokenize": f"Use {_COUNT}.",
    "tags": f"Use {_MODELS}.",
    "show": f"Use {_MODELS}.",
    "engines": f"Use {_MODELS}.",
    "deployments": f"Use {_MODELS}.",
    "usage": _IN_PORTAL,
    "credits": _IN_PORTAL,
    "key": _IN_PORTAL,
    "keys": _IN_PORTAL,
    "auth": _IN_PORTAL,
    "billing": _IN_PORTAL,
    "dashboard": _IN_PORTAL,
    "organization": _IN_PORTAL,
    "organizations": _IN_PORTAL,
    "portal": "The portal's API is below /portal, with one slash: GET /portal/openapi.json lists its routes.",
}
"""Resources of other APIs: OpenAI's, Anthropic's, Azure's, Ollama's and those of common model servers."""

_ROUTES = f"The routes are {_CHAT}, {_RESPONSES}, {_MESSAGES}, {_COUNT}, {_COMPLETIONS} and {_MODELS}."
_BASES = f"This is a base URL. {_ROUTES}"

_SHOWN_CHARACTERS = 200
"""How much of an unknown path its error repeats."""

_PREFIXES = frozenset({"engines", "deployments"})
"""Resources that are a prefix if another resource follows their name, as in Azure's addresses."""

_FIRST_SEGMENTS = frozenset(resource.split("/")[0] for resource in (*_OWN_RESOURCES, *_OTHER_RESOURCES))
_HINTS = {**_OWN_RESOURCES, **_OTHER_RESOURCES}


def resource_of(path: str) -> str:
    """Return the path from its first segment that names a resource; empty if none does."""
    segments = [segment for segment in path.lower().split("/") if segment]
    for number, segment in enumerate(segments):
        rest = segments[number:]
        if segment in _PREFIXES and (inner := resource_of("/".join(rest[2:]))):
            return inner
        if segment.partition(":")[0] in _FIRST_SEGMENTS:
            return "/".join(rest)
    return ""


def route_not_found(method: str, path: str) -> RouteNotFound:
    """Return the error for ``path``, with what to use instead as its hint."""
    return RouteNotFound(f"There is no route {method} {path[:_SHOWN_CHARACTERS]}.", hint=_hint(path))


def _hint(path: str) -> str:
    resource = resource_of(path)
    if not resource:
        return _BASES if path in {"/", "/v1"} else _ROUTES
    first, _, rest = resource.partition("/")
    if first == "models" and ":" in rest:  # Gemini's models/<name>:generateContent
        return f"Use {_CHAT}."
    for candidate in (f"{first}/{rest.partition('/')[0]}", first):
        if candidate in _HINTS:
            return _HINTS[candidate]
    return _ROUTES
