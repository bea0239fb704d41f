"""A key that cannot be sent, and a list of models that does not come: a report, never a traceback."""

from __future__ import annotations

import httpx
import pytest

from scripts.checks import CheckResult
from scripts.smoke.__main__ import main
from scripts.smoke.plan import smoke
from scripts.smoke.target import SmokeTarget
from tests.support.deployment.asking import FAIL

KEY = "ctx_of_the_tests_0123456789"


@pytest.mark.parametrize("inside", ["\n", " ", "\u00a0", "\u200b", "\x1b"])
@pytest.mark.parametrize("name", ["KEY", "TOKEN"])
def test_key_that_no_header_can_hold_is_refused_unseen(
    name: str, inside: str, capsys: pytest.CaptureFixture[str]
) -> None:
    environ = {"KEY": KEY, name: f"{KEY}{inside}{KEY}"}
    assert main(["http://127.0.0.1:9"], environ) == 2
    output = capsys.readouterr()
    assert output.err == f"{name} cannot be sent: a character in it is no part of a key. Copy it again.\n"
    assert output.out == ""


async def smoked(models: httpx.Response | httpx.HTTPError) -> list[CheckResult]:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/health":
            return httpx.Response(200, json={"status": "ok", "version": "1", "models": ["m"]})
        if request.url.path == "/v1/models":
            if isinstance(models, httpx.HTTPError):
                raise models
            return models
        return httpx.Response(500, text="<html>Internal Server Error</html>")

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        return await smoke(SmokeTarget(http, "https://api.example.com", KEY))


@pytest.mark.parametrize(
    "models",
    [
        httpx.RemoteProtocolError("Server disconnected without sending a response."),
        httpx.ReadTimeout("slow"),
        httpx.Response(200, text="<html></html>"),
        httpx.Response(200, json={"data": [{"id": None}, 1, {"id": {"a": 1}}]}),
        httpx.Response(200, json=[]),
    ],
)
async def test_a_list_that_does_not_come_fails_and_the_rest_is_asked(
    models: httpx.Response | httpx.HTTPError,
) -> None:
    results = await smoked(models)
    failed = {result.name for result in results if result.answer.status is FAIL}
    assert {"models", "answer openai", "stream openai"} <= failed
    assert not [result for result in results if "itself failed" in result.answer.came_back]
