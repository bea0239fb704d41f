"""The fields of a model in the list by which clients tell what it can do.

Their sources are in docs/protocols/openai.md and anthropic.md, each under "Model list".
"""

from __future__ import annotations

from typing import Any

from portal.inference import Feature

Features = frozenset[Feature]

_PARAMETERS = (
    "frequency_penalty",
    "max_completion_tokens",
    "max_tokens",
    "presence_penalty",
    "seed",
    "stop",
    "temperature",
    "top_p",
)
"""Parameters of chat completions that every model has."""

_PARAMETERS_OF: dict[Feature, tuple[str, ...]] = {
    "json": ("response_format", "structured_outputs"),
    "tools": ("parallel_tool_calls", "tool_choice", "tools"),
}
_FEATURE_NAMES: dict[Feature, tuple[str, ...]] = {
    "json": ("json_mode", "structured_outputs"),
    "tools": ("tools",),
}


def openrouter_fields(features: Features) -> dict[str, Any]:
    """Return the fields of OpenRouter's model lists, some of which other clients read too."""
    offered = sorted(features)
    added = [name for feature in offered for name in _PARAMETERS_OF[feature]]
    return {
        "supported_parameters": sorted((*_PARAMETERS, *added)),
        "supported_features": [name for feature in offered for name in _FEATURE_NAMES[feature]],
        "input_modalities": ["text"],
        "output_modalities": ["text"],
    }


def anthropic_capabilities(features: Features) -> dict[str, Any]:
    """Return Anthropic's object, which has every capability, also those that no model of ours has."""
    none = {"supported": False}
    return {
        "batch": none,
        "citations": none,
        "code_execution": none,
        "context_management": {
            "supported": False,
            "clear_thinking_20251015": none,
            "clear_tool_uses_20250919": none,
            "compact_20260112": none,
        },
        "effort": {"supported": False, **dict.fromkeys(("low", "medium", "high", "xhigh", "max"), none)},
        "image_input": none,
        "pdf_input": none,
        "server_tools": {"supported": False, "code_execution": none, "web_search": none},
        "structured_outputs": {"supported": "json" in features},
        "thinking": {
            "supported": False,
            # By Anthropic's definition these two are false only where a request with them is refused.
            "types": {
                "adaptive": none,
                "between_tools": {"supported": True},
                "disabled": {"supported": True},
                "enabled": none,
            },
        },
    }
