"""A whole answer, in each dialect."""

from __future__ import annotations

from scripts.checks import CheckAnswer, DeploymentCheck, fail, ok
from scripts.doctor.http import json_object
from scripts.smoke.dialects import DIALECTS, SmokeDialect
from scripts.smoke.target import SmokeTarget, said

ANSWER_SECONDS = 60.0
_TEXT = "Reply with the word ready and nothing else."


def answer_checks(target: SmokeTarget, model: str) -> list[DeploymentCheck]:
    def check(dialect: SmokeDialect) -> DeploymentCheck:
        async def ask() -> CheckAnswer:
            response = await target.ask(
                dialect.path, dialect.body(model, _TEXT), getattr(target, dialect.headers)
            )
            if response.status_code != 200:
                return fail(said(response), advice_for(response.status_code))
            return judge_answer(dialect, response.headers.get("x-request-id", ""), json_object(response))

        return DeploymentCheck(
            f"answer {dialect.name}", f"POST {dialect.path}", ask, "See the gateway's log.", ANSWER_SECONDS
        )

    return [check(dialect) for dialect in DIALECTS]


def judge_answer(dialect: SmokeDialect, request_id: str, answer: dict[str, object]) -> CheckAnswer:
    try:
        text, tokens = dialect.text(answer), dialect.tokens(answer)
    except (LookupError, TypeError, ValueError):
        return fail("an answer in another shape", "Does URL lead to this API, and to nothing before it?")
    if not text.strip():
        return fail("an answer without text", "Look at the model's answers: a miner that returns nothing?")
    if tokens <= 0:
        return fail("an answer without token counts", "See the gateway's log of the request.")
    if not request_id:
        return fail("an answer without x-request-id", "What stands before the API, and drops headers?")
    return ok(f"{len(text)} characters, {tokens} tokens, {request_id}")


def advice_for(status: int) -> str:
    """Return what to do about an error status of an inference."""
    match status:
        case 401:
            return (
                "Is the key of this deployment, and in force? If every key is refused: docs/limits.md, Unkey."
            )
        case 403 | 404:
            return "Does the key's plan include the model? Name another: MODEL=…"
        case 429:
            return "The key is at a limit: wait, or take another key."
        case 502 | 504:
            return "The routers: make doctor, and the alarm UpstreamErrors of operations.md."
        case 503:
            return "Unkey or Supabase cannot be reached: make doctor."
        case _:
            return "Find the request's id in the gateway's log."
