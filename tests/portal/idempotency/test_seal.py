"""Only the caller can open a sealed response."""

from __future__ import annotations

import base64
import os

import pytest

from portal.idempotency.seal import SEALED_MAX_CHARACTERS, STORED_MAX_BYTES, ResponseSealer, unseal

RESPONSE = b'{"choices": [{"message": {"content": "It scatters."}}]}'


def seal(response: bytes, api_key: str, context: str) -> str | None:
    sealer = ResponseSealer()
    for start in range(0, len(response), 1_000_000):
        sealer.add(response[start : start + 1_000_000])
    return sealer.seal(api_key, context)


def sealed_response() -> str:
    sealed = seal(RESPONSE, "ctx_key", "name")
    assert sealed is not None
    return sealed


def test_caller_opens_a_sealed_response() -> None:
    assert unseal(sealed_response(), "ctx_key", "name") == RESPONSE


@pytest.mark.parametrize(("api_key", "context"), [("ctx_other", "name"), ("ctx_key", "another name")])
def test_other_key_or_context_cannot_open_a_sealed_response(api_key: str, context: str) -> None:
    with pytest.raises(ValueError, match="another key"):
        unseal(sealed_response(), api_key, context)


def test_sealed_response_is_unreadable_and_tamper_proof() -> None:
    sealed = base64.b64decode(sealed_response())
    assert b"scatters" not in sealed
    for position in (0, 20, -1):
        changed = bytearray(sealed)
        changed[position] ^= 1
        with pytest.raises(ValueError, match="changed"):
            unseal(base64.b64encode(bytes(changed)).decode(), "ctx_key", "name")


def test_same_response_is_sealed_differently_each_time() -> None:
    assert sealed_response() != sealed_response()


def test_long_stream_is_sealed_small_enough_to_be_stored() -> None:
    event = (
        b'data: {"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[{"delta":{"content":"w%d"}}]}'
    )
    stream = b"".join(event % number + b"\n\n" for number in range(100_000))
    sealed = seal(stream, "ctx_key", "name")
    assert sealed is not None
    assert len(sealed) <= SEALED_MAX_CHARACTERS
    assert unseal(sealed, "ctx_key", "name") == stream


@pytest.mark.parametrize("response", [bytes(STORED_MAX_BYTES + 1), os.urandom(1_500_000)])
def test_response_that_is_too_large_is_not_sealed(response: bytes) -> None:
    assert seal(response, "ctx_key", "name") is None


def test_largest_sealed_response_fits_the_column() -> None:
    sealed = seal(os.urandom(1_499_000), "ctx_key", "name")
    assert sealed is not None
    assert len(sealed) <= SEALED_MAX_CHARACTERS
