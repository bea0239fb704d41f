"""Sealed answers open for the caller alone."""

from __future__ import annotations

import base64

import pytest

from portal.idempotency.seal import seal, unseal

ANSWER = b'{"choices": [{"message": {"content": "It scatters."}}]}'


def test_the_caller_opens_it() -> None:
    assert unseal(seal(ANSWER, "ctx_key", "name"), "ctx_key", "name") == ANSWER


@pytest.mark.parametrize(("key", "context"), [("ctx_other", "name"), ("ctx_key", "another name")])
def test_nobody_else_does(key: str, context: str) -> None:
    with pytest.raises(ValueError, match="another key"):
        unseal(seal(ANSWER, "ctx_key", "name"), key, context)


def test_nothing_of_it_can_be_read_or_changed() -> None:
    sealed = base64.b64decode(seal(ANSWER, "ctx_key", "name"))
    assert b"scatters" not in sealed
    for place in (0, 20, -1):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(ValueError, match="changed"):
            unseal(base64.b64encode(bytes(changed)).decode(), "ctx_key", "name")


def test_the_same_answer_is_never_sealed_the_same() -> None:
    assert seal(ANSWER, "ctx_key", "name") != seal(ANSWER, "ctx_key", "name")
