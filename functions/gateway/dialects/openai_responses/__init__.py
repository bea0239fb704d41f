"""OpenAI's Responses, stateless: ``POST /v1/responses``."""
