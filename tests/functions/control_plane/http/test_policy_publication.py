"""What a request changed is published before its answer, and a publication never spoils an answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import pytest
from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from functions.control_plane.http.policy_publication import (
    CurrentPublication,
    PolicyPublicationMiddleware,
)
from portal.errors import PolicyUnavailable
from portal.policy.published import PublicationUnavailable
from portal.web.request_ids import RequestIdMiddleware


class Publications:
    """Counts publications; ``seconds`` are waited for, ``failure`` is raised."""

    def __init__(self) -> None:
        self.started = 0
        self.ended = 0
        self.seconds = 0.0
        self.failure: Exception | None = None

    async def publish(self) -> bool:
        self.started += 1
        await asyncio.sleep(self.seconds)
        if self.failure is not None:
            raise self.failure
        self.ended += 1
        return True


def client_of(
    publications: Publications, answer: Callable[[Request], Awaitable[Response]], bound: float = 1.0
) -> AsyncClient:
    methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]
    app = Starlette(routes=[Route("/portal/anything", answer, methods=methods)])
    publication = CurrentPublication(publications.publish, timeout_seconds=bound)
    wrapped = RequestIdMiddleware(PolicyPublicationMiddleware(app, publication))
    return AsyncClient(transport=ASGITransport(wrapped), base_url="http://portal")


def answering(status: int) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_: Request) -> Response:
        return Response("done", status)

    return answer


@pytest.mark.parametrize(
    ("method", "status", "publishes"),
    [
        ("GET", 200, False),
        ("HEAD", 200, False),
        ("GET", 500, False),
        ("POST", 201, True),
        ("PUT", 200, True),
        ("PATCH", 200, True),
        ("DELETE", 204, True),
        ("POST", 303, True),
        ("POST", 401, False),
        ("POST", 422, False),
        ("POST", 429, False),
        ("DELETE", 500, True),
        ("DELETE", 503, True),
    ],
)
async def test_whatever_may_have_changed_something_is_published(
    method: str, status: int, publishes: bool
) -> None:
    """A refused request has changed nothing; a failed one may have, as when the key service is not told."""
    publications = Publications()
    async with client_of(publications, answering(status)) as client:
        assert (await client.request(method, "/portal/anything")).status_code == status
    assert publications.ended == int(publishes)


async def test_publication_begins_after_the_change_and_ends_before_the_answer() -> None:
    order: list[str] = []

    async def change(_: Request) -> Response:
        order.append("change")
        return Response("done")

    async def publish() -> None:
        order.append("publication begins")
        await asyncio.sleep(0.01)
        order.append("publication ends")

    publications = Publications()
    publications.publish = publish  # type: ignore[method-assign, assignment]
    async with client_of(publications, change) as client:
        await client.post("/portal/anything")
    order.append("answer")
    assert order == ["change", "publication begins", "publication ends", "answer"]


@pytest.mark.parametrize(
    "failure",
    [
        PolicyUnavailable("The policy snapshot cannot be fetched."),
        PublicationUnavailable("lost"),
        KeyError("a defect"),
    ],
)
async def test_failure_is_logged_and_changes_no_answer(
    failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    publications = Publications()
    publications.failure = failure
    async with client_of(publications, answering(201)) as client:
        response = await client.post("/portal/anything")
    assert (response.status_code, response.text) == (201, "done")
    (record,) = caplog.records
    assert record.message == "policy.publish_failed"
    assert record.request_id == response.headers["x-request-id"]  # type: ignore[attr-defined]


async def test_hanging_publication_delays_the_answer_by_its_bound_only(
    caplog: pytest.LogCaptureFixture,
) -> None:
    publications = Publications()
    publications.seconds = 60
    async with client_of(publications, answering(200), bound=0.1) as client:
        for _ in range(3):
            started_at = time.perf_counter()
            assert (await client.post("/portal/anything")).status_code == 200
            assert time.perf_counter() - started_at < 0.5
    assert [record.message for record in caplog.records] == ["policy.publish_failed"] * 3


async def test_many_changes_at_once_share_publications_that_began_after_them() -> None:
    publications = Publications()
    publications.seconds = 0.02
    started_before: dict[str, int] = {}

    async def change(request: Request) -> Response:
        await asyncio.sleep(0.001 * (int(request.query_params["number"]) % 15))
        started_before[request.query_params["number"]] = publications.started
        return Response("done")

    async with client_of(publications, change) as client:

        async def post(number: int) -> None:
            await client.post("/portal/anything", params={"number": number})
            assert publications.ended > started_before[str(number)]

        await asyncio.gather(*(post(number) for number in range(30)))
    assert 1 <= publications.started <= 3


async def test_change_during_a_publication_waits_for_the_next_one() -> None:
    """The running one may have read the database before the change."""
    publications = Publications()
    publications.seconds = 0.05
    current = CurrentPublication(publications.publish)
    first = asyncio.create_task(current.publish())
    await asyncio.sleep(0.01)
    assert publications.started == 1
    await asyncio.gather(current.publish(), current.publish())
    assert (publications.started, publications.ended) == (2, 2)
    await first


async def test_publication_whose_request_is_gone_still_ends() -> None:
    publications = Publications()
    publications.seconds = 0.02
    current = CurrentPublication(publications.publish)
    waiting = asyncio.create_task(current.publish())
    await asyncio.sleep(0.01)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await current.publish()
    assert publications.ended == 2


async def test_without_a_shared_table_nothing_is_published() -> None:
    app = PolicyPublicationMiddleware(Starlette(routes=[]), None)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://portal") as client:
        assert (await client.post("/portal/anything")).status_code == 404
