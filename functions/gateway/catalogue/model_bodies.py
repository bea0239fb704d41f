"""The bodies of ``GET /v1/models`` and ``GET /v1/models/{id}``: one shape that satisfies both SDKs.

Each model has the fields of OpenAI (docs/protocols/openai.md, "Model list") and of Anthropic
(docs/protocols/anthropic.md, "Model list"); ``capability_fields`` has those that tell what it can do.
Paging is Anthropic's: ``limit`` (1 to 1000, default 20), ``after_id`` or ``before_id``. Without any of them
the list is complete, because OpenAI's clients never request a second page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson

from functions.gateway.catalogue.capability_fields import Features, anthropic_capabilities, openrouter_fields
from portal.errors import InvalidRequest
from portal.policy import ModelPolicy

OWNER = "cortensor"
DEFAULT_LIMIT = 20
MAX_LIMIT = 1000

_EPOCH = datetime.fromtimestamp(0, UTC)
"""Anthropic's own value for an unknown date."""


def models_body(
    models: Sequence[ModelPolicy], features_of: Callable[[str], Features], query: Mapping[str, str]
) -> bytes:
    """Return one page of ``models`` in their given order. Raises InvalidRequest for a query out of bounds.

    ``features_of`` tells what the models of an alias can be asked for besides text.
    """
    page, has_more = _page(models, query)
    return orjson.dumps(
        {
            "object": "list",
            "data": [_entry(model, features_of(model.alias)) for model in page],
            "has_more": has_more,
            "first_id": page[0].alias if page else None,
            "last_id": page[-1].alias if page else None,
        }
    )


def model_body(model: ModelPolicy, features: Features) -> bytes:
    return orjson.dumps(_entry(model, features))


def _entry(model: ModelPolicy, features: Features) -> dict[str, Any]:
    created = (model.created_at or _EPOCH).astimezone(UTC)
    return {
        "id": model.alias,
        "object": "model",
        "type": "model",
        "created": int(created.timestamp()),
        "created_at": created.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "owned_by": OWNER,
        "display_name": model.display_name or model.alias,
        "description": model.description,
        "lifecycle": "active",
        "deprecated_at": None,
        "retires_at": None,
        "line": None,
        "max_input_tokens": model.context_tokens,
        # A larger max_tokens is accepted and reduced to what the prompt leaves.
        "max_tokens": model.context_tokens,
        "capabilities": anthropic_capabilities(features),
        "context_length": model.context_tokens,
        **openrouter_fields(features),
    }


def _page(models: Sequence[ModelPolicy], query: Mapping[str, str]) -> tuple[Sequence[ModelPolicy], bool]:
    after, before = query.get("after_id"), query.get("before_id")
    if after and before:
        raise InvalidRequest("Send 'after_id' or 'before_id', not both.", param="before_id")
    if not (after or before or query.get("limit")):
        return models, False
    limit = _limit(query.get("limit"))
    if before:
        earlier = models[: _position(models, "before_id", before)]
        return earlier[-limit:], len(earlier) > limit
    later = models[_position(models, "after_id", after) + 1 :] if after else models
    return later[:limit], len(later) > limit


def _limit(text: str | None) -> int:
    if not text:
        return DEFAULT_LIMIT
    limit = int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(MAX_LIMIT)) else 0
    if not 1 <= limit <= MAX_LIMIT:
        raise InvalidRequest(f"'limit' must be a whole number from 1 to {MAX_LIMIT}.", param="limit")
    return limit


def _position(models: Sequence[ModelPolicy], param: str, alias: str) -> int:
    for i, model in enumerate(models):
        if model.alias == alias:
            return i
    raise InvalidRequest(f"'{param}' must be the id of a model in the list.", param=param)
