"""Model list bodies for both SDKs, and their pages."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.gateway.catalogue.capability_fields import Features
from functions.gateway.catalogue.model_bodies import model_body, models_body
from portal.errors import InvalidRequest
from portal.policy import ModelPolicy

DATED = ModelPolicy(
    alias="oss-20b",
    pool="oss-20b",
    display_name="OSS 20B",
    description="Small and quick.",
    context_tokens=131_072,
    created_at=datetime(2026, 9, 1, 12, 30, tzinfo=timezone(timedelta(hours=2))),
)
BARE = ModelPolicy(alias="gemma-4-26b", pool="gemma4")


TEXT_ONLY: Features = frozenset()
BOTH: Features = frozenset(("tools", "json"))


def features_of(alias: str) -> Features:
    return BOTH if alias == "oss-20b" else TEXT_ONLY


def page(models: list[ModelPolicy], **query: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(models_body(models, features_of, query))
    return body


def many(count: int) -> list[ModelPolicy]:
    return [ModelPolicy(alias=f"m{i}", pool="p") for i in range(count)]


def test_entry_has_the_fields_of_both_sdks() -> None:
    entry = json.loads(model_body(DATED, TEXT_ONLY))
    assert "structured_outputs" in entry.pop("capabilities")
    assert entry == {
        "id": "oss-20b",
        "object": "model",
        "type": "model",
        "created": int(datetime(2026, 9, 1, 10, 30, tzinfo=UTC).timestamp()),
        "created_at": "2026-09-01T10:30:00Z",
        "owned_by": "cortensor",
        "display_name": "OSS 20B",
        "description": "Small and quick.",
        "lifecycle": "active",
        "deprecated_at": None,
        "retires_at": None,
        "line": None,
        "max_input_tokens": 131_072,
        "max_tokens": 131_072,
        "context_length": 131_072,
        "supported_parameters": [
            "frequency_penalty",
            "max_completion_tokens",
            "max_tokens",
            "presence_penalty",
            "seed",
            "stop",
            "temperature",
            "top_p",
        ],
        "supported_features": [],
        "input_modalities": ["text"],
        "output_modalities": ["text"],
    }


@pytest.mark.parametrize(
    ("features", "parameters", "names", "structured"),
    [
        (TEXT_ONLY, set(), [], False),
        (frozenset({"tools"}), {"tools", "tool_choice", "parallel_tool_calls"}, ["tools"], False),
        (
            frozenset({"json"}),
            {"response_format", "structured_outputs"},
            ["json_mode", "structured_outputs"],
            True,
        ),
    ],
)
def test_entry_tells_what_the_model_can_do(
    features: Features, parameters: set[str], names: list[str], structured: bool
) -> None:
    text = json.loads(model_body(DATED, TEXT_ONLY))
    entry = json.loads(model_body(DATED, features))
    assert set(entry["supported_parameters"]) - set(text["supported_parameters"]) == parameters
    assert entry["supported_features"] == names
    capabilities = entry["capabilities"]
    assert capabilities["structured_outputs"] == {"supported": structured}
    others = {name for name, each in capabilities.items() if each["supported"]} - {"structured_outputs"}
    assert others == set()


def test_unknown_fields_have_their_defaults() -> None:
    entry = json.loads(model_body(BARE, TEXT_ONLY))
    assert entry["display_name"] == "gemma-4-26b"
    assert entry["created"] == 0
    assert entry["created_at"] == "1970-01-01T00:00:00Z"
    assert entry["max_input_tokens"] is None


def test_list_is_complete_without_paging() -> None:
    assert page([DATED, BARE]) == {
        "object": "list",
        "data": [json.loads(model_body(DATED, BOTH)), json.loads(model_body(BARE, TEXT_ONLY))],
        "has_more": False,
        "first_id": "oss-20b",
        "last_id": "gemma-4-26b",
    }
    assert len(page(many(50))["data"]) == 50


def test_list_without_models_has_no_first_and_last_id() -> None:
    assert page([]) == {"object": "list", "data": [], "has_more": False, "first_id": None, "last_id": None}
    assert page([], limit="5")["data"] == []


@pytest.mark.parametrize(
    ("query", "aliases", "has_more"),
    [
        ({"limit": "2"}, ["m0", "m1"], True),
        ({"limit": "5"}, ["m0", "m1", "m2", "m3", "m4"], False),
        ({"limit": "2", "after_id": "m1"}, ["m2", "m3"], True),
        ({"limit": "2", "after_id": "m2"}, ["m3", "m4"], False),
        ({"after_id": "m4"}, [], False),
        ({"limit": "2", "before_id": "m4"}, ["m2", "m3"], True),
        ({"limit": "2", "before_id": "m2"}, ["m0", "m1"], False),
        ({"before_id": "m0"}, [], False),
        ({"limit": "", "after_id": ""}, ["m0", "m1", "m2", "m3", "m4"], False),
    ],
)
def test_page_is_selected_by_limit_and_ids(query: dict[str, str], aliases: list[str], has_more: bool) -> None:
    body = page(many(5), **query)
    assert [model["id"] for model in body["data"]] == aliases
    assert body["has_more"] is has_more


def test_page_has_twenty_entries_by_default() -> None:
    body = page(many(50), after_id="m0")
    assert len(body["data"]) == 20
    assert body["has_more"]


@given(count=st.integers(0, 30), limit=st.integers(1, 10))
def test_paging_returns_every_model_once(count: int, limit: int) -> None:
    models, seen, query = many(count), [], {"limit": str(limit)}
    while True:
        body = page(models, **query)
        seen += [model["id"] for model in body["data"]]
        if not body["has_more"]:
            break
        query["after_id"] = body["last_id"]
    assert seen == [model.alias for model in models]


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "1001"}, "limit"),
        ({"limit": "-1"}, "limit"),
        ({"limit": "ten"}, "limit"),
        ({"limit": "1" * 5000}, "limit"),
        ({"limit": "٣"}, "limit"),
        ({"after_id": "nobody"}, "after_id"),
        ({"before_id": "nobody"}, "before_id"),
        ({"after_id": "m0", "before_id": "m1"}, "before_id"),
    ],
)
def test_query_out_of_bounds_is_invalid(query: dict[str, str], param: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        page(many(3), **query)
    assert caught.value.param == param
