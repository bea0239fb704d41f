from __future__ import annotations

import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.keys.secret import ALPHABET, SECRET_CHARACTERS, KeyHasher, is_well_formed, masked, new_secret


def test_a_key_is_plain_text_of_one_length() -> None:
    for _ in range(200):
        secret = new_secret()
        assert re.fullmatch(r"ctx_[0-9A-Za-z]{36}", secret)
        assert len(secret) == SECRET_CHARACTERS
        assert is_well_formed(secret)


def test_the_checksum_is_the_documented_one() -> None:
    """Secret scanners compute it themselves: CRC-32 of the 30 random characters, six base62 digits."""
    secret = new_secret()
    value = 0
    for digit in secret[-6:]:
        value = value * 62 + ALPHABET.index(digit)
    assert value == zlib.crc32(secret[4:34].encode())


def test_any_single_mistyped_character_is_noticed() -> None:
    secret = new_secret()
    for place in range(len(secret)):
        for other in ("x", "Q", "7", "_", "é"):
            if secret[place] != other:
                assert not is_well_formed(secret[:place] + other + secret[place + 1 :])


@given(st.text(max_size=60))
def test_arbitrary_text_is_refused_and_never_fails(text: str) -> None:
    assert not is_well_formed(text)
    assert not is_well_formed(f"ctx_{text}".ljust(SECRET_CHARACTERS, "a")[:SECRET_CHARACTERS])


def test_masking_shows_four_characters_of_either_end() -> None:
    assert masked("ctx_abcdEFGHIJKLMNOPwxyz") == "ctx_abcd…wxyz"


def test_hashes_depend_on_key_and_pepper() -> None:
    first, second = KeyHasher("0123456789abcdef"), KeyHasher("0123456789abcdeg")
    assert re.fullmatch(r"[0-9a-f]{64}", first.hash("ctx_a"))
    assert len({first.hash("ctx_a"), first.hash("ctx_b"), second.hash("ctx_a")}) == 3


def test_a_short_pepper_is_refused_by_the_name_of_its_variable() -> None:
    with pytest.raises(ValueError, match="PORTAL_KEY_PEPPER"):
        KeyHasher("0123456789abcde")
