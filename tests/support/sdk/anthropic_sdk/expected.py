"""What a customer's code gets from Anthropic's SDK, by scenario."""

from __future__ import annotations

from typing import Any

from tests.support.sdk.prompted_router import HARD_TEXT

MESSAGE = {
    "id": "msg_",
    "type": "message",
    "role": "assistant",
    "model": "oss-20b",
    "content": [["text", "Hello, you."]],
    "stop_reason": "end_turn",
    "stop_sequence": None,
    "input_tokens": 11,
    "output_tokens": 3,
}

EPOCH = "1970-01-01 00:00:00+00:00"

SEEN: dict[str, Any] = {
    "unary": MESSAGE,
    "unary async": MESSAGE,
    "every parameter": "Hello, you.",
    "system message in messages": "Hello, you.",
    "stop sequence": ["stop_sequence", "END"],
    "headers": {
        "request-id": True,
        "same id": True,
        "limits": {"limit": True, "remaining": True, "reset": True},
        "parsed": "Hello, you.",
    },
    "request id": True,
    "stream": [
        "message_start",
        "content_block_start",
        *["content_block_delta"] * 3,
        "content_block_stop",
        "message_delta",
        "message_stop",
    ],
    "stream helper events": [
        "message_start",
        "content_block_start",
        *["content_block_delta", "text"] * 3,
        "content_block_stop",
        "message_delta",
        "message_stop",
    ],
    "stream with keep-alives": ["Slow but sure.", "end_turn"],
    "stream of hard text": HARD_TEXT,
    "temperature of the classic version": "Hello, you.",
    "models list": [
        ["oss-20b", "model", "OSS 20B", EPOCH],
        ["gemma-4-26b", "model", "Gemma 4 26B", EPOCH],
    ],
    "models page by page": {
        "first": ["oss-20b"],
        "has_more": True,
        "all": ["oss-20b", "gemma-4-26b"],
        "before": ["oss-20b"],
    },
    "models retrieve": "Gemma 4 26B",
}

INVALID = "invalid_request_error"

# scenario → class of the newest, class of the oldest, status, type, our code
ERRORS: dict[str, tuple[str, str, int, str, str]] = {
    "error: wrong value": ("BadRequestError", "BadRequestError", 400, INVALID, "invalid_request"),
    "error: no messages": ("BadRequestError", "BadRequestError", 400, INVALID, "invalid_request"),
    "error: page of the catalogue": ("BadRequestError", "BadRequestError", 400, INVALID, "invalid_request"),
    "error: tools": ("BadRequestError", "BadRequestError", 400, INVALID, "unsupported_feature"),
    "error: image": ("BadRequestError", "BadRequestError", 400, INVALID, "unsupported_feature"),
    "error: thinking": ("BadRequestError", "BadRequestError", 400, INVALID, "unsupported_feature"),
    "error: invalid key": (
        *("AuthenticationError", "AuthenticationError"),
        *(401, "authentication_error", "invalid_api_key"),
    ),
    "error: quota, retries allowed": (
        *("PaymentRequiredError", "APIStatusError"),
        *(402, "billing_error", "insufficient_quota"),
    ),
    "error: key without the model": (
        *("PermissionDeniedError", "PermissionDeniedError"),
        *(403, "permission_error", "model_not_permitted"),
    ),
    "error: unknown model": ("NotFoundError", "NotFoundError", 404, "not_found_error", "model_not_found"),
    "error: unknown model counted": (
        *("NotFoundError", "NotFoundError"),
        *(404, "not_found_error", "model_not_found"),
    ),
    "error: model of the catalogue": (
        *("NotFoundError", "NotFoundError"),
        *(404, "not_found_error", "model_not_found"),
    ),
    "error: unknown route": ("NotFoundError", "NotFoundError", 404, "not_found_error", "not_found"),
    "error: too large": (
        *("ContentTooLargeError", "APIStatusError"),
        *(413, "request_too_large", "request_too_large"),
    ),
    "error: rate limit": (
        *("RateLimitError", "RateLimitError"),
        *(429, "rate_limit_error", "rate_limit_exceeded"),
    ),
    "error: internal": ("InternalServerError", "InternalServerError", 500, "api_error", "internal_error"),
    "error: router": ("InternalServerError", "InternalServerError", 502, "api_error", "router_rejected"),
    "stream fails before its first byte": (
        *("InternalServerError", "InternalServerError"),
        *(502, "api_error", "router_rejected"),
    ),
    "error: timeout": ("GatewayTimeoutError", "InternalServerError", 504, "timeout_error", "router_timeout"),
    "error: saturated": (
        *("OverloadedError", "InternalServerError"),
        *(529, "overloaded_error", "pool_saturated"),
    ),
}
