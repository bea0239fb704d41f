"""No control token of the model's family reaches it; the text stays readable."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.inference.escaping.pauses import SLICE_CHARACTERS
from portal.inference.model_families import FAMILIES, UNKNOWN_FAMILY, ModelFamily
from tests.support.inference import broken

FAMILY_TOKENS = [(name, token) for name, family in FAMILIES.items() for token in family.control_tokens]

families = st.sampled_from([*FAMILIES.values(), UNKNOWN_FAMILY])
tokens = st.sampled_from(UNKNOWN_FAMILY.control_tokens)
parts_of_tokens = st.builds(
    lambda token, start, end: token[start:-end], tokens, st.integers(0, 4), st.integers(1, 4)
)
texts = st.lists(
    st.one_of(tokens, parts_of_tokens, st.text(max_size=5), st.sampled_from("<[|>] ")), max_size=12
).map("".join)


@pytest.mark.parametrize(("name", "token"), FAMILY_TOKENS)
def test_token_is_broken_by_a_space(name: str, token: str) -> None:
    assert broken(f"a{token}b", FAMILIES[name]) == f"a{token[0]} {token[1:]}b"
    assert broken(token, UNKNOWN_FAMILY) == f"{token[0]} {token[1:]}"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gpt-oss", "</s> [INST] <|im_start|> <think> </think> <bos> <pad> <|turn>"),
        ("gemma-4", "</s> [INST] <|im_start|> <think> <start_of_turn> <|start|> <pad> <unk> <|turn|>"),
        ("gemma-3", "</s> [/INST] <|turn> <|im_end|> <pad> <mask>"),
        ("qwen", "<s>old</s> [INST] <|start|> <think> </think> <tool_call> <|turn> /no_think"),
    ],
)
def test_text_that_another_family_would_obey_is_unchanged(name: str, text: str) -> None:
    assert broken(text, FAMILIES[name]) == text


def test_token_does_not_arise_from_nested_pieces() -> None:
    qwen = FAMILIES["qwen"]
    assert broken("<|im_<|im_start|>start|>", qwen) == "<|im_< |im_start|>start|>"
    assert broken("<<|im_start|>|im_start|>", qwen) == "<< |im_start|>|im_start|>"


@given(texts, families)
@example("<|im_<|im_start|>start|>", FAMILIES["qwen"])
def test_no_token_remains_and_only_spaces_are_inserted(text: str, family: ModelFamily) -> None:
    result = broken(text, family)
    assert not any(token in result for token in family.control_tokens)
    inserted = len(result) - len(text)
    assert inserted == sum(text.count(token) for token in family.control_tokens)
    rest = iter(result)
    assert all(character in rest for character in text)


@given(st.integers(0, 40), families)
def test_token_at_the_end_of_a_slice_is_broken(shift: int, family: ModelFamily) -> None:
    token = max(family.control_tokens, key=len)
    text = "x" * (SLICE_CHARACTERS - shift) + token * 3
    assert token not in broken(text, family)
    assert broken(text, family).count(f"{token[0]} {token[1:]}") == 3
