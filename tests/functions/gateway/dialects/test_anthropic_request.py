from __future__ import annotations

import json
from typing import Any

import pytest

from functions.gateway.dialects.anthropic_messages.version import CLASSIC, NEWEST, version_of
from portal.errors import InvalidRequest, UnsupportedFeature
from portal.inference import Message, Sampling
from tests.functions.gateway.dialects.bodies import ANTHROPIC, USER, parts, read


def test_the_smallest_request() -> None:
    request = read(ANTHROPIC)
    assert request.model == "oss-20b"
    assert request.messages == (Message("user", "hi"),)
    assert request.sampling == Sampling(max_tokens=16)
    assert not request.stream
    assert request.user is None


def test_every_field_of_the_classic_version() -> None:
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
    assert request.messages == (Message("system", "ab"), Message("user", "hi"))
    assert request.sampling == Sampling(
        max_tokens=16, temperature=1.0, top_p=0.5, top_k=40, stop=("END", "\n\nHuman:")
    )
    assert request.stream
    assert request.user == "u"


@pytest.mark.parametrize("version", [CLASSIC, NEWEST])
def test_roles_and_blocks(version: str) -> None:
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
        Message("system", "be kind"),
        Message("user", "one two"),
        Message("system", "now in French"),
        Message("assistant", "ok"),
        Message("system", "and short"),
        Message("user", "go"),
        Message("assistant", ""),
    )


@pytest.mark.parametrize("system", [None, "", [], ...])
def test_an_empty_system_prompt_is_none(system: Any) -> None:
    assert read(ANTHROPIC, system=system).messages == (Message("user", "hi"),)


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
def test_which_version_a_request_is_read_by(sent: str | None, read_by: str) -> None:
    assert version_of({} if sent is None else {"anthropic-version": sent}) == read_by


@pytest.mark.parametrize("param", ["temperature", "top_p", "top_k"])
def test_sampling_left_with_the_classic_version(param: str) -> None:
    assert getattr(read(ANTHROPIC, version=CLASSIC, **{param: 1}).sampling, param) == 1
    assert read(ANTHROPIC, version=NEWEST, **{param: None}) == read(ANTHROPIC)
    with pytest.raises(UnsupportedFeature) as caught:
        read(ANTHROPIC, version=NEWEST, **{param: 1})
    assert caught.value.param == param
    assert caught.value.message.startswith(f"{param}: Extra inputs are not permitted")
    assert CLASSIC in (caught.value.hint or "")


def test_citations_of_a_user_left_with_the_classic_version() -> None:
    cited = [*parts("a"), {"type": "text", "text": "b", "citations": [{"type": "char_location"}]}]
    mine = [{"role": "user", "content": cited}]
    assert read(ANTHROPIC, version=CLASSIC, messages=mine).messages == (Message("user", "ab"),)
    with pytest.raises(UnsupportedFeature) as caught:
        read(ANTHROPIC, version=NEWEST, messages=mine)
    assert caught.value.param == "messages.0.content.1.citations"
    uncited = [{"role": "user", "content": [{"type": "text", "text": "a", "citations": []}]}]
    assert read(ANTHROPIC, version=NEWEST, messages=uncited).messages == (Message("user", "a"),)
    theirs = [USER, {"role": "assistant", "content": cited}]
    assert read(ANTHROPIC, version=NEWEST, messages=theirs).messages[1] == Message("assistant", "ab")


HARMLESS: list[dict[str, Any]] = [
    {"tools": []},
    {"tools": None, "tool_choice": None},
    {"tool_choice": {"type": "none"}},
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


NOT_OFFERED: list[tuple[dict[str, Any], str]] = [
    ({"tools": [{"name": "f", "input_schema": {}}]}, "tools"),
    ({"tool_choice": {"type": "auto"}}, "tool_choice"),
    ({"tool_choice": {"type": "tool", "name": "f"}}, "tool_choice"),
    ({"thinking": {"type": "enabled", "budget_tokens": 1024}}, "thinking"),
    ({"mcp_servers": [{"type": "url"}]}, "mcp_servers"),
    ({"container": "c_1"}, "container"),
    ({"output_config": {"format": {"type": "json_schema"}}}, "output_config.format"),
    ({"output_format": {"type": "json_schema"}}, "output_format"),
    ({"inference_geo": "us"}, "inference_geo"),
    ({"system": [{"type": "image", "source": {}}]}, "system.0.type"),
]
NOT_OFFERED += [
    ({"messages": [{"role": "user", "content": [{"type": "text", "text": "x"}, {"type": kind}]}]}, path)
    for kind, path in [
        (kind, "messages.0.content.1.type")
        for kind in [
            "image",
            "document",
            "search_result",
            "thinking",
            "redacted_thinking",
            "tool_use",
            "tool_result",
            "server_tool_use",
            "web_search_tool_result",
            "container_upload",
        ]
    ]
]


@pytest.mark.parametrize(("changed", "param"), NOT_OFFERED)
@pytest.mark.parametrize("version", [CLASSIC, NEWEST])
def test_what_is_not_offered_is_refused_by_name(changed: dict[str, Any], param: str, version: str) -> None:
    with pytest.raises(UnsupportedFeature) as caught:
        read(ANTHROPIC, version=version, **changed)
    assert caught.value.param == param


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"max_tokens": ...}, "max_tokens", "is required"),
    ({"max_tokens": None}, "max_tokens", "must be an integer, not null"),
    ({"max_tokens": 0}, "max_tokens", "must be at least 1"),
    ({"messages": []}, "messages", "must not be empty"),
    ({"messages": [{"role": "user"}]}, "messages.0.content", "is required"),
    (
        {"messages": [{"role": "user", "content": None}]},
        "messages.0.content",
        "a string or an array, not null",
    ),
    ({"messages": [{"role": "user", "content": ""}]}, "messages.0.content", "must not be empty"),
    ({"messages": [{"role": "user", "content": []}]}, "messages.0.content", "must not be empty"),
    ({"messages": [{"role": "assistant", "content": ""}, USER]}, "messages.0.content", "must not be empty"),
    ({"messages": [{"role": "developer", "content": "x"}]}, "messages.0.role", "not 'developer'"),
    (
        {"messages": [{"role": "user", "content": [{"type": "txt"}]}]},
        "messages.0.content.0.type",
        "not 'txt'",
    ),
    ({"messages": [{"role": "user", "content": ["x"]}]}, "messages.0.content.0", "must be an object"),
    ({"system": 5}, "system", "must be a string or an array, not 5"),
    ({"temperature": 1.5}, "temperature", "must be at most 1"),
    ({"top_p": -1}, "top_p", "must be at least 0"),
    ({"top_k": -1}, "top_k", "must be at least 0"),
    ({"top_k": 0.5}, "top_k", "must be an integer, not 0.5"),
    ({"stop_sequences": "END"}, "stop_sequences", "must be an array, not a string"),
    ({"stop_sequences": ["END", " \n"]}, "stop_sequences.1", "something besides white space"),
    ({"stop_sequences": [1]}, "stop_sequences.0", "must be a string"),
    ({"stop_sequences": ["END"] * 65}, "stop_sequences", "takes at most 64 entries"),
    ({"stop_sequences": ["x" * 1025]}, "stop_sequences.0", "takes at most 1024 characters"),
    ({"stream": "true"}, "stream", "must be true or false"),
    ({"metadata": {"user_id": 5}}, "metadata.user_id", "must be a string"),
    ({"metadata": []}, "metadata", "must be an object"),
]


@pytest.mark.parametrize(("changed", "param", "words"), WRONG)
def test_what_is_wrong_is_told_in_plain_words(changed: dict[str, Any], param: str, words: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read(ANTHROPIC, **changed)
    assert type(caught.value) is InvalidRequest
    assert caught.value.param == param
    assert words in caught.value.message


COUNTED: dict[str, Any] = {
    "model": "oss-20b",
    "system": parts("be ", "kind"),
    "messages": [
        USER,
        {"role": "assistant", "content": parts("x")},
        {"role": "system", "content": "y"},
        USER,
    ],
}


@pytest.mark.parametrize("version", [CLASSIC, NEWEST])
def test_counting_reads_the_messages_that_running_reads(version: str) -> None:
    headers = {"anthropic-version": version}
    counted = ANTHROPIC.parse_count(json.dumps(COUNTED).encode(), headers)
    run = ANTHROPIC.parse(json.dumps(COUNTED | {"max_tokens": 5, "stream": True}).encode(), headers)
    assert counted.messages == run.messages
    assert counted.model == run.model


def test_counting_refuses_what_running_refuses() -> None:
    for changed, param in [*NOT_OFFERED, ({"temperature": 0.5}, "temperature")]:
        body = json.dumps(COUNTED | changed).encode()
        with pytest.raises(UnsupportedFeature) as caught:
            ANTHROPIC.parse_count(body, {"anthropic-version": NEWEST})
        assert caught.value.param == param


def test_the_answer_to_counting() -> None:
    assert json.loads(ANTHROPIC.count(42)) == {"input_tokens": 42}
