"""Only the caller can open a sealed response."""

from __future__ import annotations

import base64

import pytest

from portal.idempotency.seal import seal, unseal

RESPONSE = b'{"choices": [{"message": {"content": "It scatters."}}]}'


def test_caller_opens_a_sealed_response() -> None:
    assert unseal(seal(RESPONSE, "ctx_key", "name"), "ctx_key", "name") == RESPONSE


@pytest.mark.parametrize(("api_key", "context"), [("ctx_other", "name"), ("ctx_key", "another name")])
def test_other_key_or_context_cannot_open_a_sealed_response(api_key: str, context: str) -> None:
    with pytest.raises(ValueError, match="another key"):
        unseal(seal(RESPONSE, "ctx_key", "name"), api_key, context)


def test_sealed_response_is_unreadable_and_tamper_proof() -> None:
    sealed = base64.b64decode(seal(RESPONSE, "ctx_key", "name"))
    assert b"scatters" not in sealed
    for position in (0, 20, -1):
        changed = bytearray(sealed)
        changed[position] ^= 1
        with pytest.raises(ValueError, match="changed"):
            unseal(base64.b64encode(bytes(changed)).decode(), "ctx_key", "name")


def test_same_response_is_sealed_differently_each_time() -> None:
    assert seal(RESPONSE, "ctx_key", "name") != seal(RESPONSE, "ctx_key", "name")
