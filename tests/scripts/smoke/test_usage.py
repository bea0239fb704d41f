"""The usage of a request must be recorded within a minute, as its member or an operator sees it."""

from __future__ import annotations

import httpx
import pytest

from scripts.checks import CheckAnswer
from scripts.smoke.target import SmokeTarget
from scripts.smoke.usage import usage_check
from tests.support.deployment.asking import FAIL, OK, SKIPPED, answer_of
from tests.support.deployment.smoked_api import TOKEN, UsagePages, answering


async def asked(pages: UsagePages, *, token: str = TOKEN, request_id: str = "req_1") -> CheckAnswer:
    async def nothing(*_: object) -> None:
        raise AssertionError("only usage is asked for")

    app = answering(pages)(nothing)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as http:
        target = SmokeTarget(http, "https://api.example", "ctx_x", token, unary_ids=["", request_id])
        check = usage_check(target, within_seconds=0.3, every_seconds=0.02)
        return await answer_of([check], "usage")


@pytest.mark.parametrize("path", ["/portal/usage-events/", "/portal/admin/requests/"])
async def test_a_receipt_that_appears(path: str) -> None:
    pages = UsagePages(["missing", "admitted", "settled"], path)
    answer = await asked(pages)
    assert answer.status is OK
    assert answer.came_back.startswith("27 tokens of req_1")
    assert pages.asked == ["req_1"] * 3


@pytest.mark.parametrize(
    ("state", "came_back"),
    [("missing", "req_1: not recorded after 0.3 s"), ("admitted", "req_1: still admitted after 0.3 s")],
)
async def test_a_receipt_that_does_not_appear_fails(state: str, came_back: str) -> None:
    answer = await asked(UsagePages([state]))
    assert (answer.status, answer.came_back) == (FAIL, came_back)
    assert "UsageIngestErrors" in answer.advice


async def test_a_token_that_is_refused_fails() -> None:
    answer = await asked(UsagePages(["settled"]), token="expired-token")
    assert (answer.status, "the token is not accepted" in answer.came_back) == (FAIL, True)


async def test_without_a_token_or_a_request_it_is_skipped_with_the_reason() -> None:
    assert (await asked(UsagePages(["settled"]), token="")).came_back == "an API key cannot read usage"
    without_request = await asked(UsagePages(["settled"]), request_id="")
    assert (without_request.status, without_request.came_back) == (SKIPPED, "no request succeeded")
