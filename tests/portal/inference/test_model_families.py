"""The table of control tokens has the shape that its readers rely on."""

from __future__ import annotations

import pytest

from portal.inference.model_families import FAMILIES, UNKNOWN_FAMILY, ModelFamily, family_of


@pytest.mark.parametrize("name", FAMILIES)
def test_tokens_start_with_a_bracket_that_no_token_has_later(name: str) -> None:
    for token in FAMILIES[name].control_tokens:
        assert token[0] in "<["
        assert not any(character in "<[" or character.isspace() for character in token[1:])


@pytest.mark.parametrize("name", FAMILIES)
def test_end_tokens_are_control_tokens(name: str) -> None:
    family = FAMILIES[name]
    assert family.end_tokens
    assert set(family.end_tokens) <= set(family.control_tokens)


@pytest.mark.parametrize(
    ("name", "token"),
    [
        ("gpt-oss", "<|channel|>"),
        ("gpt-oss", "<|constrain|>"),
        ("gemma-3", "<start_of_turn>"),
        ("gemma-4", "<|turn>"),
        ("gemma-4", "<turn|>"),
        ("gemma-4", "<|think|>"),
        ("qwen", "<|im_start|>"),
        ("llama-3", "<|eot_id|>"),
        ("mistral", "[INST]"),
        ("deepseek", "<\uff5cUser\uff5c>"),
    ],
)
def test_token_belongs_to_its_family_only(name: str, token: str) -> None:
    assert [family for family in FAMILIES if token in FAMILIES[family].control_tokens] == [name]


@pytest.mark.parametrize("name", [None, "", "a-family-of-next-year"])
def test_unknown_family_has_the_tokens_of_all(name: str | None) -> None:
    family: ModelFamily = family_of(name)
    assert family is UNKNOWN_FAMILY
    assert all(set(known.control_tokens) <= set(family.control_tokens) for known in FAMILIES.values())


def test_family_is_found_by_name() -> None:
    assert family_of("gemma-4") is FAMILIES["gemma-4"]
