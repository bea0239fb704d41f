"""Example calls of the hosted API as data, which pages and tools render in any programming language."""

from __future__ import annotations

from functions.control_plane.catalogue.docs.schemas import Snippet

KEY_PLACEHOLDER = "$CORTENSOR_API_KEY"
"""In place of the reader's API key."""

_QUESTION = "Why is the sky blue?"
_BEARER = {"authorization": f"Bearer {KEY_PLACEHOLDER}", "content-type": "application/json"}
_ANTHROPIC = {
    "x-api-key": KEY_PLACEHOLDER,
    "anthropic-version": "2023-06-01",
    "content-type": "application/json",
}
_MESSAGES = [{"role": "user", "content": _QUESTION}]


def build_snippets(model: str) -> list[Snippet]:
    """Return one example of each kind of call for ``model``."""
    return [
        Snippet(
            id="chat-completions",
            dialect="openai",
            title="Chat completion",
            method="POST",
            path="/v1/chat/completions",
            headers=_BEARER,
            body={"model": model, "messages": _MESSAGES},
        ),
        Snippet(
            id="chat-completions-stream",
            dialect="openai",
            title="Streamed chat completion",
            method="POST",
            path="/v1/chat/completions",
            headers=_BEARER,
            body={
                "model": model,
                "messages": _MESSAGES,
                "stream": True,
                "stream_options": {"include_usage": True},
            },
        ),
        Snippet(
            id="responses",
            dialect="openai",
            title="Response",
            method="POST",
            path="/v1/responses",
            headers=_BEARER,
            body={"model": model, "input": _QUESTION, "store": False},
        ),
        Snippet(
            id="responses",
            dialect="openai",
            title="Response",
            method="POST",
            path="/v1/responses",
            headers=_BEARER,
            body={"model": model, "input": _QUESTION, "store": False},
        ),
        Snippet(
            id="messages",
            dialect="anthropic",
            title="Message",
            method="POST",
            path="/v1/messages",
            headers=_ANTHROPIC,
            body={"model": model, "max_tokens": 1024, "messages": _MESSAGES},
        ),
        Snippet(
            id="count-tokens",
            dialect="anthropic",
            title="Count tokens",
            method="POST",
            path="/v1/messages/count_tokens",
            headers=_ANTHROPIC,
            body={"model": model, "messages": _MESSAGES},
        ),
        Snippet(
            id="completions",
            dialect="cortensor",
            title="Completion",
            method="POST",
            path="/v1/completions",
            headers=_BEARER,
            body={"model": model, "prompt": _QUESTION},
        ),
        Snippet(
            id="models",
            dialect="openai",
            title="List models",
            method="GET",
            path="/v1/models",
            headers={"authorization": f"Bearer {KEY_PLACEHOLDER}"},
            body=None,
        ),
    ]
