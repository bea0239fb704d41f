"""Bodies are what their hash says, or are refused; none expands without limit."""

from __future__ import annotations

import contextlib
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.policy.published.body import (
    MAX_BODY_BYTES,
    MAX_CONTENT_BYTES,
    UnreadableBody,
    canonical,
    compress,
    content_hash,
    expand,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(st.dictionaries(st.text(), JSON, max_size=5))
def test_body_is_read_as_it_was_made(document: dict[str, object]) -> None:
    content = canonical(document)
    assert content == canonical(dict(reversed(document.items()))), "the order of fields does not matter"
    assert compress(content) == compress(content)
    assert expand(compress(content), content_hash(content)) == content


@given(st.binary(max_size=200), st.integers(0, 10_000), st.integers(1, 255))
def test_damaged_body_is_refused_or_whole(content: bytes, place: int, change: int) -> None:
    """gzip's header has bytes that say nothing of the content."""
    body = bytearray(compress(content))
    body[place % len(body)] ^= change
    with contextlib.suppress(UnreadableBody):
        assert expand(bytes(body), content_hash(content)) == content


@pytest.mark.parametrize(
    "body",
    [b"", b"not gzip", compress(b"content")[:-1], compress(b"another"), b"x" * (MAX_BODY_BYTES + 1)],
    ids=["empty", "text", "cut", "another", "large"],
)
def test_unreadable_body_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableBody):
        expand(body, content_hash(b"content"))


def test_body_that_expands_too_far_is_refused() -> None:
    content = b"\0" * (MAX_CONTENT_BYTES + 1)
    body = gzip.compress(content)
    assert len(body) < MAX_BODY_BYTES
    with pytest.raises(UnreadableBody):
        expand(body, content_hash(content))
