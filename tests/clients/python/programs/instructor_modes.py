"""instructor in its modes."""

from __future__ import annotations

from functools import partial

import instructor
from anthropic import Anthropic
from capabilities import KEY, MODEL, URL, capability, run
from openai import OpenAI
from pydantic import BaseModel

chat = partial(capability, "instructor", "instructor", "/v1/chat/completions")
messages = partial(capability, "instructor", "instructor", "/v1/messages")


class Person(BaseModel):
    name: str
    age: int


def _is_person(mode: instructor.Mode) -> bool:
    client = instructor.from_openai(OpenAI(base_url=f"{URL}/v1", api_key=KEY), mode=mode)
    answer = client.chat.completions.create(
        model=MODEL, response_model=Person, messages=[{"role": "user", "content": "Who?"}], max_retries=0
    )
    return isinstance(answer, Person)


chat("tools")(partial(_is_person, instructor.Mode.TOOLS))
chat("JSON schema")(partial(_is_person, instructor.Mode.JSON_SCHEMA))


@chat("streamed tools")
def streamed_tools() -> bool:
    client = instructor.from_openai(OpenAI(base_url=f"{URL}/v1", api_key=KEY), mode=instructor.Mode.TOOLS)
    partials = client.chat.completions.create_partial(
        model=MODEL, response_model=Person, messages=[{"role": "user", "content": "Who?"}]
    )
    return list(partials)[-1].age is not None


@messages("tools")
def anthropic_tools() -> bool:
    client = instructor.from_anthropic(Anthropic(base_url=URL, api_key=KEY))
    answer = client.messages.create(
        model=MODEL, max_tokens=500, response_model=Person, messages=[{"role": "user", "content": "Who?"}]
    )
    return isinstance(answer, Person)


run()
