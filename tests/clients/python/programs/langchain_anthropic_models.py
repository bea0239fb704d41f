"""LangChain's Anthropic models."""

from __future__ import annotations

from capabilities import KEY, MODEL, URL, run
from langchain_anthropic import ChatAnthropic
from langchain_models import register

model = ChatAnthropic(model=MODEL, base_url=URL, api_key=KEY, max_tokens=500)
register("LangChain", "langchain-anthropic", "/v1/messages", model, methods=("json_schema",))
run()
