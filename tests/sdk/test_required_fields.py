"""Responses have every field that the newest SDKs declare, or OpenAI's specification requires."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import anthropic.types as anthropic_types
import pytest
from openai.types import Completion as TextCompletion
from openai.types import ErrorObject
from openai.types import Model as OpenAIModel
from openai.types.chat import ChatCompletion, ChatCompletionChunk
from pydantic import BaseModel, TypeAdapter

from functions.gateway.catalogue.model_bodies import model_body
from portal.errors import InvalidRequest
from portal.inference import Completion, Finish
from portal.policy import ModelPolicy
from tests.support.gateway.dialect_cases import ANTHROPIC, CORTENSOR, OPENAI
from tests.support.gateway.responses import CONTEXT, USAGE, WITH_USAGE, stream
from tests.support.gateway.sse import events

ANSWER = Completion(("Hello",), Finish("stop"), USAGE)
MODELS = [ModelPolicy("oss-20b", "p"), ModelPolicy("oss-20b", "p", context_tokens=131_072)]


def models_in(value: Any) -> Iterator[BaseModel]:
    """Yield every model in ``value``, at any depth."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from models_in(getattr(value, name))
    elif isinstance(value, list):
        for item in value:
            yield from models_in(item)


def absent_fields(value: BaseModel) -> set[str]:
    return {
        f"{type(model).__name__}.{name}"
        for model in models_in(value)
        for name in type(model).model_fields.keys() - model.model_fields_set
    }


@pytest.mark.parametrize("text", ["Hello", ""])
def test_message_has_every_field_of_the_sdk(text: str) -> None:
    answer = Completion((text,), Finish("stop"), USAGE)
    body = ANTHROPIC.unary(CONTEXT, answer)
    assert absent_fields(anthropic_types.Message.model_validate_json(body, strict=True)) == set()


def test_events_of_a_message_have_every_field_of_the_sdk() -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(anthropic_types.RawMessageStreamEvent)
    for name, data in events(stream(ANTHROPIC, "Hel", "lo")):
        if name == "ping":
            continue
        event = adapter.validate_python(data)
        assert event.type == name
        assert absent_fields(event) == set()


@pytest.mark.parametrize("model", MODELS)
def test_model_has_every_field_of_both_sdks(model: ModelPolicy) -> None:
    info = anthropic_types.ModelInfo.model_validate_json(model_body(model, frozenset()), strict=True)
    assert absent_fields(info) == set()
    entry = OpenAIModel.model_validate_json(model_body(model, frozenset()), strict=True)
    assert absent_fields(entry) <= {"Model.shutdown_date"}


REQUIRED = {
    "Choice.finish_reason", "Choice.index", "Choice.logprobs", "Choice.message", "Choice.delta",
    "ChatCompletionMessage.content", "ChatCompletionMessage.refusal", "ChatCompletionMessage.role",
    "CompletionChoice.finish_reason", "CompletionChoice.index", "CompletionChoice.logprobs",
    "CompletionChoice.text",
}  # fmt: skip
"""Required by OpenAI's specification although the SDK has a default for some."""


def test_chat_completion_has_the_required_fields() -> None:
    completion = ChatCompletion.model_validate_json(OPENAI.unary(CONTEXT, ANSWER), strict=True)
    assert not absent_fields(completion) & REQUIRED
    assert "ChatCompletionMessage.annotations" not in absent_fields(completion)


@pytest.mark.parametrize("context", [CONTEXT, WITH_USAGE])
def test_chat_chunks_have_the_required_fields(context: Any) -> None:
    for _, data in events(stream(OPENAI, "Hel", "lo", context=context))[:-1]:
        assert not absent_fields(ChatCompletionChunk.model_validate(data, strict=True)) & REQUIRED


@pytest.mark.parametrize("context", [CONTEXT, WITH_USAGE])
def test_text_completion_has_the_required_fields(context: Any) -> None:
    whole = TextCompletion.model_validate_json(CORTENSOR.unary(context, ANSWER), strict=True)
    assert not absent_fields(whole) & REQUIRED
    assert whole.usage is not None
    frames = [data for _, data in events(stream(CORTENSOR, "Hel", "lo", context=context))[:-1]]
    # While the text continues OpenAI sends null as finish reason, too, which the SDK's type does not allow.
    finished = [frame for frame in frames if all(choice["finish_reason"] for choice in frame["choices"])]
    assert len(finished) == (2 if context is WITH_USAGE else 1)
    for frame in finished:
        assert not absent_fields(TextCompletion.model_validate(frame, strict=True)) & REQUIRED


@pytest.mark.parametrize("dialect", [OPENAI, CORTENSOR], ids=["openai", "cortensor"])
def test_error_is_the_object_of_openai(dialect: Any) -> None:
    body = dialect.error(InvalidRequest("Wrong.", param="n"), "req_1")
    error = TypeAdapter(dict[str, Any]).validate_json(body)["error"]
    read = ErrorObject.model_validate(error, strict=True)
    assert (read.message, read.type, read.param, read.code) == (
        "Wrong.", "invalid_request_error", "n", "invalid_request",
    )  # fmt: skip
