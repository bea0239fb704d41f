"""Characters that are split over two texts arrive whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.router.text.split_characters import SplitCharacters


def joined(*texts: str) -> str:
    characters = SplitCharacters()
    return "".join([characters.feed(text) for text in texts]) + characters.finish()


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("a\ud83d", "\ude00b"), "a😀b"),
        (("\ud83d", "", "\ude00"), "😀"),
        (("\ud83d\ude00",), "😀"),
        (("\ud83d", "x"), "\ufffdx"),
        (("x\ude00",), "x\ufffd"),
        (("\ud83d",), "\ufffd"),
        (("\ud83d\ud83d", "\ude00"), "\ufffd😀"),
        # A joined emoji is several characters, which need not be held together.
        (("👩\u200d", "👩"), "👩\u200d👩"),
        (("\ufffd", "\ufffd"), "\ufffd\ufffd"),
    ],
)
def test_surrogates_are_joined(texts: tuple[str, ...], expected: str) -> None:
    assert joined(*texts) == expected


@given(st.text(min_size=1, max_size=8), st.data())
def test_bytes_are_joined(text: str, data: st.DataObject) -> None:
    encoded = text.encode()
    positions = sorted(data.draw(st.lists(st.integers(0, len(encoded)), max_size=6)))
    edges = zip([0, *positions], [*positions, len(encoded)], strict=True)
    pieces = [encoded[start:end].decode("utf-8", "surrogateescape") for start, end in edges]
    assert joined(*pieces) == text


@given(
    st.lists(
        st.text(st.characters(min_codepoint=0xD700, max_codepoint=0xE0FF, exclude_categories=())), max_size=6
    )
)
def test_result_is_always_valid_unicode(texts: list[str]) -> None:
    joined(*texts).encode()


def test_only_a_part_of_a_character_is_held_back() -> None:
    characters = SplitCharacters()
    assert characters.feed("Hello \ud83d") == "Hello "
    assert characters.feed("\ude00!") == "😀!"
    assert characters.feed("é\udce6\udc97") == "é"
    assert characters.feed("\udca5") == "日"
