"""Reasoning is removed where it leads an answer, and nowhere else."""

from __future__ import annotations

import pytest

from portal.inference import AnswerFormat
from portal.router.text.text_filter import TextFilter
from tests.support.router.filtered_text import HEADINGS, answer, filtered

FINAL = "<|start|>assistant<|channel|>final<|message|>"
HARMONY = "<|channel|>analysis<|message|>hm<|end|>" + FINAL


@pytest.mark.parametrize(
    ("family", "text", "expected"),
    [
        ("qwen", "<think>secret</think>\n\nAnswer", "Answer"),
        ("qwen", "<think>\nsecret <b> </s>\n</think>Answer", "Answer"),
        ("qwen", "\n<think>secret</think> Answer", "Answer"),
        ("qwen", "<think>\n\n</think>\n\nHello", "Hello"),
        ("qwen", "<think>a</think>\n<think>b</think>Hi", "Hi"),
        ("qwen", "<|im_start|>assistant\n<think>a</think>Hi", "Hi"),
        ("qwen", "<think>He asks about `</think>`, so…</think>\nIt ends a thought.", "It ends a thought."),
        ("deepseek", "<think>secret</think>Answer", "Answer"),
        ("mistral", "[THINK]secret[/THINK]Answer", "Answer"),
        ("gemma-4", "<|channel>thought\nsecret\n<channel|>Answer", "Answer"),
        ("gemma-4", "<|turn>model\n<|channel>thought\n<channel|>Answer", "Answer"),
        ("gemma-3", "<thinking>secret</thinking>Answer", "Answer"),
        ("llama-3", "<reasoning>secret</reasoning>\nAnswer", "Answer"),
        ("gpt-oss", HARMONY + "Hi", "Hi"),
        ("gpt-oss", "<|start|>assistant" + HARMONY + "Hi<|return|>", "Hi"),
        ("gpt-oss", "<|channel|>analysis<|message|>hm<|channel|>final<|message|>Hi", "Hi"),
        ("gpt-oss", "<|channel|>analysis<|message|>hm<|end|>Hi", "Hi"),
        (
            "gpt-oss",
            "<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>commentary<|message|>b<|end|>"
            "<|start|>assistant<|channel|>final <|constrain|>json<|message|>{}<|return|>",
            "{}",
        ),
        ("gpt-oss", "<|channel|>commentary to=functions.f <|constrain|>json<|message|>{}<|call|>", ""),
        ("gpt-oss", "assistant<|channel|>final<|message|>Hi", "Hi"),
        ("gpt-oss", "analysisWe need to greet.assistantfinalHello", "Hello"),
        ("gpt-oss", "assistantanalysisWe need.assistantcommentaryhmassistantfinalHello", "Hello"),
        ("gpt-oss", "assistantfinalHello", "Hello"),
        ("gpt-oss", "analysis“Hi” is a greeting.assistantfinal**Hello**", "**Hello**"),
        ("gpt-oss", "analysis`x` is code.assistantfinalHello", "Hello"),
        ("gpt-oss", "analysis<b> is a tag.assistantfinalHello", "Hello"),
        ("gpt-oss", "analysis「嗨」assistantfinal你好", "你好"),
        ("gpt-oss", "commentaryI will look.assistantfinalHello", "Hello"),
        ("gpt-oss", "commentary to=functions.f json{}assistantfinalHello", "Hello"),
        (
            "gpt-oss",
            "<|channel|>analysis<|message|>It is `<|channel|>final<|message|>`.<|end|>" + FINAL + "Hi",
            "Hi",
        ),
        ("gpt-oss", f"<|channel|>analysis<|message|>After '<|end|>{FINAL}' it begins.<|end|>{FINAL}Hi", "Hi"),
        ("gpt-oss", f'<|channel|>analysis<|message|>Say "Hi"<|end|>{FINAL}"Hi" it is', '"Hi" it is'),
        ("gpt-oss", f"<|channel|>analysis<|message|>Open `<|end|>{FINAL}Hi", "Hi"),
        ("gpt-oss", "assistantcommentary to=functions.f json{}assistantfinalHello", "Hello"),
        # A model whose family is not known may write any of them.
        (None, "<think>secret</think>Answer", "Answer"),
        (None, HARMONY + "Hi", "Hi"),
        (None, "analysisWe need to greet.assistantfinalHello", "Hello"),
        (None, "<|channel>thought\nsecret<channel|>Hi", "Hi"),
    ],
)
def test_leading_reasoning_is_removed(family: str | None, text: str, expected: str) -> None:
    assert answer(text, family) == expected


@pytest.mark.parametrize(
    ("family", "text"),
    [
        ("qwen", "Write `<think>` before and `</think>` after"),
        ("qwen", 't.split("</think>")[-1]'),
        ("qwen", "Yes <think>hm</think> and no"),
        ("qwen", "`<think>` opens it, `</think>` ends it"),
        ("qwen", "```\n<think>\n</think>\n```"),
        ("qwen", "plan…</think>\n\nHello!"),
        ("qwen", "analysisWe need assistantfinal"),
        ("gpt-oss", "analysis of the data shows"),
        ("gpt-oss", "analysis: two steps"),
        ("gpt-oss", "analysis_results = run()"),
        ("gpt-oss", "analysisWe forgot a space"),
        ("gpt-oss", "commentary on the game"),
        ("gpt-oss", "commentary to the game"),
        ("gpt-oss", "commentary to=you"),
        ("gpt-oss", "analysis=run(1)"),
        ("gpt-oss", "analysis(x)"),
        ("gpt-oss", "commentary t"),
        ("gpt-oss", "analysis"),
        ("gpt-oss", "assistants are helpful"),
        ("gpt-oss", "The `<|channel|>final<|message|>` header starts the answer."),
        ("gemma-4", "Gemma writes `<|channel>thought` first."),
        ("gemma-3", "<thing>text</thing>"),
        (None, "the <s>old</s> new price"),
        (None, "<s>old</s> new price"),
        (None, "\n  indented"),
        (None, " \n"),
        (None, ""),
    ],
)
def test_answer_about_markup_is_unchanged(family: str | None, text: str) -> None:
    assert answer(text, family) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plan…</think>\n\nHello!", "Hello!"),
        ("<think>plan</think>\n\nHello!", "Hello!"),
        ("I write `</think>` at the end.\n</think>\n\nHello!", "Hello!"),
        ("plan</think>Write `<think>` and `</think>`", "Write `<think>` and `</think>`"),
        ("</think>\n\nHello!", "Hello!"),
        # A quotation that ends before the tag.
        ('say "Hi"</think>"Hi" it is', '"Hi" it is'),
        ("say `Hi!`</think>`Hi!`", "`Hi!`"),
        ("say “Hi”</think>“Hi”", "“Hi”"),
        ("say 'Hi.'</think>\n'Hi.'", "'Hi.'"),
        # Quotations of the tag.
        ('f"</think>", ["a","</think>"], 用“</think>”, x="</think>"</think>Hi', "Hi"),
        # A model that did not reason.
        ("Hello!", "Hello!"),
        ('\n t.split("</think>")[-1]', '\n t.split("</think>")[-1]'),
    ],
)
def test_answer_that_begins_in_reasoning_is_held_until_its_end(text: str, expected: str) -> None:
    assert answer(text, "qwen", begins_in_reasoning=True) == expected
    text_filter = TextFilter((), (), AnswerFormat("qwen", begins_in_reasoning=True))
    assert text_filter.feed("plan, long before its end") == ""
    assert text_filter.feed("</think>Hel") == "Hel"
    assert text_filter.feed("lo") == "lo"


@pytest.mark.parametrize("family", ["gpt-oss", "gemma-4", "mistral", "deepseek", "gemma-3"])
def test_answers_of_every_family_may_begin_in_reasoning(family: str) -> None:
    ends = {"gpt-oss": "<|end|>", "gemma-4": "<channel|>", "mistral": "[/THINK]"}
    text = f"plan{ends.get(family, '</think>')}\nHello!"
    assert answer(text, family, begins_in_reasoning=True) == "Hello!"


@pytest.mark.parametrize(
    ("family", "text", "begins_in_reasoning"),
    [
        ("qwen", "<think>secret, cut at max_tokens", False),
        ("qwen", "secret, cut at max_tokens", True),
        ("gpt-oss", "<|channel|>analysis<|message|>hm", False),
        ("gpt-oss", "<|channel|>ana", False),
        ("gpt-oss", "analysisWe need", False),
        ("gemma-4", "<|channel>thought\nhm", False),
    ],
)
def test_reasoning_that_is_cut_is_no_answer(family: str, text: str, begins_in_reasoning: bool) -> None:
    answer_format = AnswerFormat(family, begins_in_reasoning)
    assert filtered([text], answer_format=answer_format, is_cut=True)[0::3] == ("", True)
    assert filtered(list(text), answer_format=answer_format, is_cut=True)[0::3] == ("", True)


def test_raw_prompt_may_do_without_the_template() -> None:
    """The template did not open the reasoning, so a cut text without its end is the answer."""
    assert answer("Once upon a", "qwen", begins_in_reasoning=True, is_raw=True, is_cut=True) == "Once upon a"
    assert answer("plan</think>Hi", "qwen", begins_in_reasoning=True, is_raw=True) == "Hi"


def test_prompt_that_opens_reasoning_begins_it() -> None:
    prompt = "<|im_start|>assistant\n<think>\n"
    assert answer("plan\n</think>\n\nHi", "qwen", prompt=prompt, is_raw=True) == "Hi"
    assert answer("plan", "qwen", prompt=prompt, is_raw=True, is_cut=True) == ""


@pytest.mark.parametrize("tag", ["think", "thinking", "reasoning", "thought"])
def test_tag_that_the_prompt_asks_for_is_text(tag: str) -> None:
    text = f"<{tag}>because</{tag}><answer>4</answer>"
    assert answer(text, "gemma-3", prompt=f"Use <{tag}> and <answer>.") == text
    assert answer(text, "gemma-3", prompt="Use tags.") == "<answer>4</answer>"


def test_own_tag_is_reasoning_whatever_the_prompt_asks() -> None:
    assert answer("<think>a</think>Hi", "qwen", prompt="What does <think> mean?") == "Hi"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("### Assistant:\nFine.", "Fine."),
        ("\n### Assistant:\n\n Fine.\n### User:\nmore", "Fine."),
        ("### Assistant:  \r\nFine.", "Fine."),
        ("### Assistant:\n<think>a</think>Fine.", "Fine."),
        ("<think>a</think>\n### Assistant:\nFine.", "Fine."),
        ("### Assistant:", ""),
        ("### Assistant: your helper", "### Assistant: your helper"),
        ("### Assistance is near", "### Assistance is near"),
        ("### System: requirements\nA disk.", "### System: requirements\nA disk."),
        ("### User: first steps", "### User: first steps"),
        ("\n  Fine.", "\n  Fine."),
        ("#", "#"),
    ],
)
def test_only_the_models_own_heading_is_removed_before_an_answer(text: str, expected: str) -> None:
    assert answer(text, "gemma-3", headings=HEADINGS) == expected


@pytest.mark.parametrize(
    ("text", "reasoned"),
    [("<think>a</think>", True), ("<think>a", True), ("a", False), ("a <think> b", False), ("</s>", False)],
)
def test_reasoning_is_reported(text: str, reasoned: bool) -> None:
    assert filtered([text]).reasoned is reasoned
