"""Scenarios of the model catalogue."""

from __future__ import annotations

from typing import Any

from tests.support.sdk.anthropic_sdk.calls import client
from tests.support.sdk.probe import Scenario


def models_list() -> Any:
    models = client().models.list()
    return [[model.id, model.type, model.display_name, str(model.created_at)] for model in models]


def models_page_by_page() -> Any:
    first = client().models.list(limit=1)
    return {
        "first": [model.id for model in first.data],
        "has_more": first.has_more,
        "all": [model.id for model in client().models.list(limit=1)],
        "before": [model.id for model in client().models.list(before_id="gemma-4-26b").data],
    }


def models_retrieve() -> Any:
    return client().models.retrieve("gemma-4-26b").display_name


SCENARIOS: dict[str, Scenario] = {
    "models list": models_list,
    "models page by page": models_page_by_page,
    "models retrieve": models_retrieve,
}
