"""LangChain's OpenAI models, on both of OpenAI's routes."""

from __future__ import annotations

from capabilities import KEY, MODEL, URL, run
from langchain_models import register
from langchain_openai import ChatOpenAI

register(
    "LangChain",
    "langchain-openai",
    "/v1/chat/completions",
    ChatOpenAI(model=MODEL, base_url=f"{URL}/v1", api_key=KEY),
)
register(
    "LangChain",
    "langchain-openai",
    "/v1/responses",
    ChatOpenAI(model=MODEL, base_url=f"{URL}/v1", api_key=KEY, use_responses_api=True),
    methods=("json_schema",),
)
run()
