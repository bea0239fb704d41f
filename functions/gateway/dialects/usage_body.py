"""Token usage as OpenAI and the routers write it."""

from __future__ import annotations

from portal.inference import TokenUsage


def usage_body(usage: TokenUsage) -> dict[str, int]:
    return {
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "total_tokens": usage.total_tokens,
    }
