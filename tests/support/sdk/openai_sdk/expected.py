"""What a customer's code gets from OpenAI's SDK, by scenario."""

from __future__ import annotations

from typing import Any

from tests.support.sdk.prompted_router import HARD_TEXT

USAGE = {"completion_tokens": 3, "prompt_tokens": 11, "total_tokens": 14}

GREETING = [
    ["assistant", "", None, None],
    [None, "Hello", None, None],
    [None, ", ", None, None],
    [None, "you.", None, None],
    [None, None, "stop", None],
]

COMPLETION = {
    "id": "req_",
    "object": "text_completion",
    "model": "oss-20b",
    "created": "int",
    "choices": [[0, "Hello, you.", "stop"]],
    "usage": USAGE,
}

SEEN: dict[str, Any] = {
    "unary": {
        "id": "chatcmpl-",
        "object": "chat.completion",
        "model": "oss-20b",
        "created": "int",
        "choices": 1,
        "role": "assistant",
        "content": "Hello, you.",
        "tool_calls": None,
        "finish_reason": "stop",
        "usage": USAGE,
    },
    "unary async": "Hello, you.",
    "every parameter": "Hello, you.",
    "headers": {
        "x-request-id": True,
        "same id": True,
        "limits": {"limit": True, "remaining": True, "reset": True},
        "parsed": "Hello, you.",
    },
    "stream": GREETING,
    "stream async": GREETING,
    "stream with usage": [*GREETING, [None, None, None, USAGE]],
    "stream is one answer": [1, "chat.completion.chunk"],
    "stream with keep-alives": [
        ["assistant", "", None, None],
        [None, "Slow ", None, None],
        [None, "but sure.", None, None],
        [None, None, "stop", None],
    ],
    "stream of hard text": HARD_TEXT,
    "completion": COMPLETION,
    "completion of an array": COMPLETION,
    "completion with every parameter": "Hello, you.",
    "completion stream": [
        ["", None, "text_completion"],
        ["Hello", None, "text_completion"],
        [", ", None, "text_completion"],
        ["you.", None, "text_completion"],
        ["", "stop", "text_completion"],
    ],
    "completion stream with usage": [*[[1, None]] * 5, [0, USAGE]],
    "completion stream with keep-alives": "Slow but sure.",
    "completion stream of hard text": HARD_TEXT,
    "models list": [["oss-20b", "model", "cortensor", 0], ["gemma-4-26b", "model", "cortensor", 0]],
    "models retrieve": "gemma-4-26b",
}

INVALID = "invalid_request_error"

# scenario → class, status, code, param, type
ERRORS: dict[str, tuple[str, int, str, str | None, str]] = {
    "error: wrong value": ("BadRequestError", 400, "invalid_request", "temperature", INVALID),
    "error: wrong type": ("BadRequestError", 400, "invalid_request", "max_tokens", INVALID),
    "error: no messages": ("BadRequestError", 400, "invalid_request", "messages", INVALID),
    "error: tools": ("BadRequestError", 400, "unsupported_feature", "tools", INVALID),
    "error: image": ("BadRequestError", 400, "unsupported_feature", "messages.0.content.0.type", INVALID),
    "error: completion of several prompts": (
        *("BadRequestError", 400, "unsupported_feature"),
        *("prompt", INVALID),
    ),
    "error: completion of token ids": ("BadRequestError", 400, "unsupported_feature", "prompt", INVALID),
    "error: completion with logprobs": ("BadRequestError", 400, "unsupported_feature", "logprobs", INVALID),
    "error: completion with a suffix": ("BadRequestError", 400, "unsupported_feature", "suffix", INVALID),
    "error: completion with a wrong value": (
        *("BadRequestError", 400, "invalid_request"),
        *("temperature", INVALID),
    ),
    "error: completion over the rate limit": (
        *("RateLimitError", 429, "rate_limit_exceeded"),
        *(None, "requests"),
    ),
    "error: completion with an invalid key": ("AuthenticationError", 401, "invalid_api_key", None, INVALID),
    "error: completion of a broken router": (
        *("InternalServerError", 502, "router_rejected"),
        *(None, "server_error"),
    ),
    "error: several choices": ("BadRequestError", 400, "unsupported_feature", "n", INVALID),
    "error: invalid key": ("AuthenticationError", 401, "invalid_api_key", None, INVALID),
    "error: key without the model": (
        *("PermissionDeniedError", 403, "model_not_permitted"),
        *("model", "permission_error"),
    ),
    "error: unknown model": ("NotFoundError", 404, "model_not_found", "model", INVALID),
    "error: model of the catalogue": ("NotFoundError", 404, "model_not_found", "model", INVALID),
    "error: unknown route": ("NotFoundError", 404, "not_found", None, INVALID),
    "error: too large": ("APIStatusError", 413, "request_too_large", None, INVALID),
    "error: rate limit": ("RateLimitError", 429, "rate_limit_exceeded", None, "requests"),
    "error: quota, retries allowed": (
        *("RateLimitError", 429, "insufficient_quota"),
        *(None, "insufficient_quota"),
    ),
    "error: internal": ("InternalServerError", 500, "internal_error", None, "server_error"),
    "error: router": ("InternalServerError", 502, "router_rejected", None, "server_error"),
    "stream fails before its first byte": (
        *("InternalServerError", 502, "router_rejected"),
        *(None, "server_error"),
    ),
    "error: saturated": ("InternalServerError", 503, "pool_saturated", None, "server_error"),
    "error: timeout": ("InternalServerError", 504, "router_timeout", None, "server_error"),
}
