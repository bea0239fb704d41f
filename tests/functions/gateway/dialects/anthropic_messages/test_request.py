"""Parsing ``/v1/messages``."""

from __future__ import annotations

from typing import Any

import pytest

from functions.gateway.dialects.anthropic_messages.version import CLASSIC, NEWEST, version_of
from portal.errors import UnsupportedFeature
from portal.inference import Sampling, text_message
from tests.support.gateway.dialect_cases import ANTHROPIC, USER, parts, read


def test_smallest_body_leaves_other_fields_unset() -> None:
    request = read(ANTHROPIC)
    assert request.model == "oss-20b"
    assert request.messages == (text_message("user", "hi"),)
    assert request.sampling == Sampling(max_tokens=16)
    assert not request.stream
    assert request.user is None


def test_classic_version_parses_every_field() -> None:
    request = read(
        ANTHROPIC,
        version=CLASSIC,
        system=parts("a", "b"),
        temperature=1,
        top_p=0.5,
        top_k=40,
        stop_sequences=["END", "\n\nHuman:"],
        stream=True,
        metadata={"user_id": "u", "other": 1},
    )
    assert request.messages == (text_message("system", "ab"), text_message("user", "hi"))
    assert request.sampling == Sampling(
        max_tokens=16, temperature=1.0, top_p=0.5, top_k=40, stop=("END", "\n\nHuman:")
    )
    assert request.stream
    assert request.user == "u"


@pytest.mark.parametrize("version", [CLASSIC, NEWEST])
def test_roles_and_text_blocks_become_messages(version: str) -> None:
    request = read(
        ANTHROPIC,
        version=version,
        system="be kind",
        messages=[
            {"role": "user", "content": parts("one ", "two")},
            {"role": "system", "content": "now in French"},
            {"role": "assistant", "content": [{"type": "text", "text": "ok", "citations": None}]},
            {"role": "system", "content": parts("and short")},
            {"role": "user", "content": [{"type": "text", "text": "go", "cache_control": {}}]},
            {"role": "assistant", "content": ""},
        ],
    )
    assert request.messages == (
        text_message("system", "be kind"),
        text_message("user", "one two"),
        text_message("system", "now in French"),
        text_message("assistant", "ok"),
        text_message("system", "and short"),
        text_message("user", "go"),
        text_message("assistant", ""),
    )


@pytest.mark.parametrize("system", [None, "", [], ...])
def test_empty_system_prompt_adds_no_message(system: Any) -> None:
    assert read(ANTHROPIC, system=system).messages == (text_message("user", "hi"),)


@pytest.mark.parametrize(
    ("sent", "read_by"),
    [
        (None, CLASSIC),
        ("", CLASSIC),
        ("2023-01-01", CLASSIC),
        ("2023-06-01", CLASSIC),
        ("2026-10-20", CLASSIC),
        ("2026-10-21", NEWEST),
        (" 2026-10-21 ", NEWEST),
        ("2027-03-01", NEWEST),
        ("next", NEWEST),
    ],
)
def test_version_is_read_from_the_header(sent: str | None, read_by: str) -> None:
    assert version_of({} if sent is None else {"anthropic-version": sent}) == read_by


@pytest.mark.parametrize("param", ["temperature", "top_p", "top_k"])
def test_newest_version_refuses_sampling(param: str) -> None:
    assert getattr(read(ANTHROPIC, version=CLASSIC, **{param: 1}).sampling, param) == 1
    assert read(ANTHROPIC, version=NEWEST, **{param: None}) == read(ANTHROPIC)
    with pytest.raises(UnsupportedFeature) as caught:
        read(ANTHROPIC, version=NEWEST, **{param: 1})
    assert caught.value.param == param
    assert caught.value.message.startswith(f"{param}: Extra inputs are not permitted")
    assert CLASSIC in (caught.value.hint or "")


def test_newest_version_refuses_citations_of_a_user() -> None:
    cited = [*parts("a"), {"type": "text", "text": "b", "citations": [{"type": "char_location"}]}]
    of_user = [{"role": "user", "content": cited}]
    assert read(ANTHROPIC, version=CLASSIC, messages=of_user).messages == (text_message("user", "ab"),)
    with pytest.raises(UnsupportedFeature) as caught:
        read(ANTHROPIC, version=NEWEST, messages=of_user)
    assert caught.value.param == "messages.0.content.1.citations"
    uncited = [{"role": "user", "content": [{"type": "text", "text": "a", "citations": []}]}]
    assert read(ANTHROPIC, version=NEWEST, messages=uncited).messages == (text_message("user", "a"),)
    of_assistant = [USER, {"role": "assistant", "content": cited}]
    answer = read(ANTHROPIC, version=NEWEST, messages=of_assistant).messages[1]
    assert answer == text_message("assistant", "ab")


HARMLESS: list[dict[str, Any]] = [
    {"tools": []},
    {"tools": None, "tool_choice": None},
    {"tool_choice": {"type": "none"}},
    {"tools": [], "tool_choice": {"type": "auto"}},
    {"tools": {}, "tool_choice": {}},
    {"output_config": {}, "output_format": None},
    {"messages": [USER | {"output_config": {"effort": "high"}}]},
    {"context_management": {"edits": [{"type": "clear_tool_uses_20250919"}]}},
    {"thinking": {"type": "disabled"}},
    {"thinking": {"type": "adaptive"}},
    {"thinking": {"type": "between_tools"}},
    {"thinking": None},
    {"mcp_servers": []},
    {"container": None},
    {"output_config": {"effort": "high", "format": None}},
    {"inference_geo": "global"},
    {"stop_sequences": []},
    {"stop_sequences": None},
    {"metadata": {"user_id": None}},
    {"metadata": None},
    {"service_tier": "auto", "speed": "fast", "cache_control": {"type": "ephemeral"}, "of_next_year": [1]},
]


@pytest.mark.parametrize("extra", HARMLESS)
@pytest.mark.parametrize("version", [CLASSIC, NEWEST])
def test_harmless_values_and_unknown_fields_are_ignored(extra: dict[str, Any], version: str) -> None:
    assert read(ANTHROPIC, version=version, **extra) == read(ANTHROPIC)
