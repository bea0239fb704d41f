"""Any bytes and any JSON are decoded to a text or a failure."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.support.router.wire_format import DONE, decoded, event


@given(st.binary(max_size=200), st.integers(0, 200))
def test_any_bytes_are_decoded(data: bytes, position: int) -> None:
    _, decoder = decoded(data[:position], data[position:])
    assert (decoder.failure is None) == (decoder.finish_reason is not None) or decoder.failure


FIELDS = ["choices", "text", "usage", "error", "status", "message", "index", "id", "task_id", "finish_reason"]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(FIELDS),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_any_json_is_decoded(value: object) -> None:
    for wire in (json.dumps(value).encode(), event(value) + DONE):
        text, decoder = decoded(wire)
        assert decoder.failure is not None or decoder.finish_reason is not None
        assert isinstance(text, str)
