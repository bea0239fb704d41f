"""Credentials are the function's, and never sent to a server that is not AWS's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from portal.connections.aws import AwsUnreachable
from portal.connections.aws.credentials import EndpointCredentials, credentials_for
from portal.connections.aws.signature import AwsCredentials

ENDPOINT = "http://127.0.0.1:9001/v2/credentials"
NOW = 1_800_000_000.0


class ScriptedEndpoint:
    """An ``AwsTransport`` that answers GET with what is in ``answers``, the last one again and again."""

    def __init__(self, *answers: tuple[int, bytes] | AwsUnreachable) -> None:
        self._answers = list(answers)
        self.requests: list[tuple[str, Mapping[str, str]]] = []

    async def post(
        self,
        url: str,
        headers: Mapping[str, str],
        body: bytes,
        *,
        timeout_seconds: float,
        repeatable: bool = False,
    ) -> tuple[int, bytes]:
        raise AssertionError("credentials are read")

    async def get(self, url: str, headers: Mapping[str, str], *, timeout_seconds: float) -> tuple[int, bytes]:
        self.requests.append((url, headers))
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, AwsUnreachable):
            raise answer
        return answer

    async def close(self) -> None:
        pass


class Clock:
    now = NOW

    def __call__(self) -> float:
        return self.now


def answer(number: int, seconds: float) -> tuple[int, bytes]:
    """Return credentials that expire ``seconds`` after ``NOW``."""
    expires = datetime.fromtimestamp(NOW + seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    content = {"AccessKeyId": f"ASIA{number}", "SecretAccessKey": "s", "Token": "t", "Expiration": expires}
    return 200, json.dumps(content).encode()


REAL = {"AWS_ACCESS_KEY_ID": "ASIAREAL", "AWS_SECRET_ACCESS_KEY": "real", "AWS_SESSION_TOKEN": "token"}


async def test_credentials_are_those_of_the_environment() -> None:
    transport = ScriptedEndpoint((500, b""))
    current = await credentials_for(None, transport, REAL).current()
    assert current == AwsCredentials("ASIAREAL", "real", "token")
    assert transport.requests == []


async def test_long_lived_credentials_have_no_session_token() -> None:
    environ = {**REAL, "AWS_SESSION_TOKEN": ""}
    current = await credentials_for(None, ScriptedEndpoint((500, b"")), environ).current()
    assert current == AwsCredentials("ASIAREAL", "real")


async def test_real_credentials_never_reach_another_server() -> None:
    environ = {**REAL, "AWS_CONTAINER_CREDENTIALS_FULL_URI": ENDPOINT}
    transport = ScriptedEndpoint(answer(1, 3600))
    current = await credentials_for("http://127.0.0.1:8790", transport, environ).current()
    assert not {current.access_key_id, current.secret_access_key, current.session_token} & set(REAL.values())
    assert transport.requests == []


@pytest.mark.parametrize("environ", [{}, {"AWS_ACCESS_KEY_ID": "ASIAREAL"}, {"AWS_SECRET_ACCESS_KEY": "x"}])
async def test_missing_credentials_are_named_by_the_call(environ: dict[str, str]) -> None:
    with pytest.raises(AwsUnreachable, match="AWS_ACCESS_KEY_ID"):
        await credentials_for(None, ScriptedEndpoint((500, b"")), environ).current()


async def test_endpoint_of_the_environment_is_asked_with_its_token() -> None:
    transport = ScriptedEndpoint(answer(1, 86_400 * 365 * 100))
    environ = {
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": ENDPOINT,
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": "secret token",
    }
    current = await credentials_for(None, transport, environ).current()
    assert (current.access_key_id, current.session_token) == ("ASIA1", "t")
    assert transport.requests == [(ENDPOINT, {"authorization": "secret token"})]


async def test_endpoint_is_asked_again_before_its_credentials_expire() -> None:
    clock, transport = Clock(), ScriptedEndpoint(answer(1, 3600), answer(2, 7200))
    source = EndpointCredentials(ENDPOINT, "", transport, clock=clock)
    clock.now = NOW + 2999
    assert [(await source.current()).access_key_id for _ in range(3)] == ["ASIA1"] * 3
    assert len(transport.requests) == 1
    clock.now = NOW + 3000
    assert (await source.current()).access_key_id == "ASIA2"


@pytest.mark.parametrize("fault", [AwsUnreachable("gone"), (500, b"{}"), (200, b"<html>"), (200, b"{}")])
async def test_endpoint_that_fails_leaves_what_is_still_in_force(
    fault: AwsUnreachable | tuple[int, bytes],
) -> None:
    clock, transport = Clock(), ScriptedEndpoint(answer(1, 3600), fault)
    source = EndpointCredentials(ENDPOINT, "", transport, clock=clock)
    await source.current()
    clock.now = NOW + 3599
    assert (await source.current()).access_key_id == "ASIA1"
    clock.now = NOW + 3600
    with pytest.raises(AwsUnreachable):
        await source.current()


async def test_answer_of_the_endpoint_is_not_quoted() -> None:
    body = b'{"AccessKeyId": "ASIA1", "SecretAccessKey": "do-not-show"}'
    source = EndpointCredentials(ENDPOINT, "", ScriptedEndpoint((200, body)))
    with pytest.raises(AwsUnreachable) as failure:
        await source.current()
    assert "do-not-show" not in str(failure.value)
    assert failure.value.__cause__ is None


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/x", "http://169.254.170.23/x", "http://[::1]/x", "https://example.com/x"]
)
def test_endpoint_on_this_machine_or_with_tls_is_trusted(url: str) -> None:
    EndpointCredentials(url, "token", ScriptedEndpoint((500, b"")))


@pytest.mark.parametrize(
    "url", ["http://example.com/x", "http://10.0.0.1/x", "http://127.0.0.1.example.com/x"]
)
def test_token_goes_to_no_other_endpoint(url: str) -> None:
    with pytest.raises(ValueError, match="AWS_CONTAINER_CREDENTIALS_FULL_URI"):
        EndpointCredentials(url, "token", ScriptedEndpoint((500, b"")))
