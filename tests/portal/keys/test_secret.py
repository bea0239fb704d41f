from __future__ import annotations

import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.keys.secret import ALPHABET, KEY_CHARACTERS, KeyHasher, is_well_formed, masked, new_secret


def test_key_has_one_format_and_length() -> None:
    for _ in range(200):
        secret = new_secret()
        assert re.fullmatch(r"ctx_[0-9A-Za-z]{36}", secret)
        assert len(secret) == KEY_CHARACTERS
        assert is_well_formed(secret)


def test_checksum_is_the_documented_one() -> None:
    """Secret scanners compute it themselves: CRC-32 of the 30 random characters, six base62 digits."""
    secret = new_secret()
    value = 0
    for digit in secret[-6:]:
        value = value * 62 + ALPHABET.index(digit)
    assert value == zlib.crc32(secret[4:34].encode())


def test_any_single_typo_is_detected() -> None:
    secret = new_secret()
    for position in range(len(secret)):
        for other in ("x", "Q", "7", "_", "é"):
            if secret[position] != other:
                assert not is_well_formed(secret[:position] + other + secret[position + 1 :])


@given(st.text(max_size=60))
def test_arbitrary_text_is_refused(text: str) -> None:
    assert not is_well_formed(text)
    assert not is_well_formed(f"ctx_{text}".ljust(KEY_CHARACTERS, "a")[:KEY_CHARACTERS])


def test_masked_key_shows_four_characters_of_each_end() -> None:
    assert masked("ctx_abcdEFGHIJKLMNOPwxyz") == "ctx_abcd…wxyz"


def test_hashes_depend_on_key_and_pepper() -> None:
    first, second = KeyHasher("0123456789abcdef"), KeyHasher("0123456789abcdeg")
    assert re.fullmatch(r"[0-9a-f]{64}", first.hash("ctx_a"))
    assert len({first.hash("ctx_a"), first.hash("ctx_b"), second.hash("ctx_a")}) == 3


def test_short_pepper_is_refused_with_the_name_of_its_variable() -> None:
    with pytest.raises(ValueError, match="PORTAL_KEY_PEPPER"):
        KeyHasher("0123456789abcde")
