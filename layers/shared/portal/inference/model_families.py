"""The control tokens of each model family: by them its chat template separates messages, reasoning and tools.

The catalogue names the family of each model (``router_pool_models.family``). Both directions read this table:
``control_tokens`` are broken up in a prompt, because the model would obey them; ``end_tokens`` and
``reasoning`` are what a model adds to its answer. Sources: docs/protocols/model-families.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ModelFamily:
    """Tokens are written as in the text, and are case-sensitive.

    ``control_tokens``: what the template writes around messages, tools and media, and what starts or ends a
    document. ``end_tokens``: those of them that end an answer. ``reasoning``: pairs that open and close it.
    A control token starts with ``<`` or ``[``, has neither later on, and holds no whitespace, so inserting a
    space into one never completes another.
    """

    control_tokens: tuple[str, ...]
    end_tokens: tuple[str, ...]
    reasoning: tuple[tuple[str, str], ...] = ()


_THINK: Final = (("<think>", "</think>"),)

FAMILIES: Final[Mapping[str, ModelFamily]] = {
    # The harmony format.
    "gpt-oss": ModelFamily(
        control_tokens=(
            *("<|start|>", "<|message|>", "<|channel|>", "<|constrain|>"),
            *("<|end|>", "<|return|>", "<|call|>"),
            *("<|startoftext|>", "<|endoftext|>", "<|endofprompt|>"),
        ),
        end_tokens=("<|end|>", "<|return|>", "<|call|>", "<|endoftext|>"),
        reasoning=(
            ("<|channel|>analysis<|message|>", "<|end|>"),
            ("<|channel|>commentary<|message|>", "<|end|>"),
        ),
    ),
    "gemma-3": ModelFamily(
        control_tokens=(
            *("<start_of_turn>", "<end_of_turn>", "<bos>", "<eos>"),
            *("<start_of_image>", "<end_of_image>", "<image_soft_token>"),
        ),
        end_tokens=("<end_of_turn>", "<eos>"),
    ),
    "gemma-4": ModelFamily(
        control_tokens=(
            *("<|turn>", "<turn|>", "<bos>", "<eos>"),
            *("<|channel>", "<channel|>", "<|think|>"),
            *("<|tool>", "<tool|>", "<|tool_call>", "<tool_call|>", "<|tool_response>", "<tool_response|>"),
            '<|"|>',
            *("<|image>", "<image|>", "<|image|>", "<|audio>", "<audio|>", "<|audio|>", "<|video|>"),
        ),
        end_tokens=("<turn|>", "<eos>"),
        reasoning=(("<|channel>thought", "<channel|>"),),
    ),
    # <think>, <tool_call> and <tool_response> are text to its tokenizer: they mark no other role's message.
    "qwen": ModelFamily(
        control_tokens=(
            *("<|im_start|>", "<|im_end|>", "<|endoftext|>"),
            *("<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>"),
            *("<|audio_start|>", "<|audio_end|>", "<|audio_pad|>"),
        ),
        end_tokens=("<|im_end|>", "<|endoftext|>"),
        reasoning=_THINK,
    ),
    "llama-3": ModelFamily(
        control_tokens=(
            *("<|begin_of_text|>", "<|end_of_text|>", "<|start_header_id|>", "<|end_header_id|>"),
            *("<|eot_id|>", "<|eom_id|>", "<|python_tag|>", "<|image|>"),
        ),
        end_tokens=("<|eot_id|>", "<|eom_id|>", "<|end_of_text|>"),
    ),
    "mistral": ModelFamily(
        control_tokens=(
            *("<s>", "</s>", "[INST]", "[/INST]", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]"),
            *("[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_CALLS]", "[CALL_ID]", "[ARGS]"),
            *("[TOOL_RESULTS]", "[/TOOL_RESULTS]", "[TOOL_CONTENT]", "[THINK]", "[/THINK]"),
            *("[IMG]", "[IMG_BREAK]", "[IMG_END]", "[AUDIO]", "[BEGIN_AUDIO]"),
        ),
        end_tokens=("</s>",),
        reasoning=(("[THINK]", "[/THINK]"),),
    ),
    # Written with wide bars.
    "deepseek": ModelFamily(
        control_tokens=(
            *("<\uff5cbegin▁of▁sentence\uff5c>", "<\uff5cend▁of▁sentence\uff5c>", "<|EOT|>"),
            *("<\uff5cUser\uff5c>", "<\uff5cAssistant\uff5c>"),
            *("<\uff5ctool▁calls▁begin\uff5c>", "<\uff5ctool▁calls▁end\uff5c>"),
            *("<\uff5ctool▁call▁begin\uff5c>", "<\uff5ctool▁call▁end\uff5c>", "<\uff5ctool▁sep\uff5c>"),
            *("<\uff5ctool▁outputs▁begin\uff5c>", "<\uff5ctool▁outputs▁end\uff5c>"),
            *("<\uff5ctool▁output▁begin\uff5c>", "<\uff5ctool▁output▁end\uff5c>"),
        ),
        end_tokens=("<\uff5cend▁of▁sentence\uff5c>", "<|EOT|>"),
        reasoning=_THINK,
    ),
}


def _all_families() -> ModelFamily:
    every = FAMILIES.values()
    return ModelFamily(
        control_tokens=tuple(dict.fromkeys(token for family in every for token in family.control_tokens)),
        end_tokens=tuple(dict.fromkeys(token for family in every for token in family.end_tokens)),
        reasoning=tuple(dict.fromkeys(pair for family in every for pair in family.reasoning)),
    )


UNKNOWN_FAMILY: Final = _all_families()
"""A model whose family is not known may obey the tokens of any."""


def family_of(name: str | None) -> ModelFamily:
    """Return the family of that name; ``UNKNOWN_FAMILY`` for None and for a name without an entry."""
    return UNKNOWN_FAMILY if name is None else FAMILIES.get(name, UNKNOWN_FAMILY)
