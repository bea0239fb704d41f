"""A router's responses in version 3 of its format, and their decoding."""

from __future__ import annotations

import json

from portal.errors import PortalError
from portal.inference import FinishReason, TokenUsage
from portal.router.v3.decoder import ResponseDecoder

DONE = b"data: [DONE]\n\n"
USAGE = {"prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12}


def choice(
    text: object = "", finish: str | None = None, index: object = 0, **more: object
) -> dict[str, object]:
    return {"index": index, "text": text, "logprobs": None, "finish_reason": finish, **more}


def body(*choices: dict[str, object], **more: object) -> dict[str, object]:
    head = {"id": "c1", "object": "text_completion", "created": 1, "model": "m"}
    return {**head, "choices": list(choices), **more}


def frame(text: str = "", finish: str | None = None, **more: object) -> bytes:
    return event(body(choice(text, finish), **more))


def event(value: object) -> bytes:
    return b"data: " + json.dumps(value, ensure_ascii=False).encode() + b"\n\n"


def decoded(*reads: bytes) -> tuple[str, ResponseDecoder]:
    decoder = ResponseDecoder()
    text = "".join([decoder.feed(read) for read in reads])
    return text + decoder.close(), decoder


def answered(*reads: bytes) -> tuple[str, FinishReason | None, TokenUsage | None]:
    text, decoder = decoded(*reads)
    assert decoder.failure is None
    return text, decoder.finish_reason, decoder.usage


def failed(*reads: bytes) -> tuple[str, PortalError]:
    text, decoder = decoded(*reads)
    assert decoder.failure is not None
    assert decoder.finish_reason is None or text
    return text, decoder.failure
