"""Settings from secrets: precedence, rejected secrets, and that no secret is quoted in an error."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import ExitStack, asynccontextmanager, closing

import boto3
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from portal.configuration import read_secrets
from portal.configuration.json_setting import ConfigurationError
from portal.configuration.secrets_manager import SecretsManager
from tests.support.servers.asgi import serving
from tests.support.servers.aws import aws_server


class MemorySecretStore:
    """``SecretStore`` over a mapping."""

    def __init__(self, contents: Mapping[str, object]) -> None:
        self._contents = contents
        self.reads: list[str] = []

    def read(self, secret_id: str) -> object:
        self.reads.append(secret_id)
        return self._contents[secret_id]


def test_settings_of_secrets_are_added() -> None:
    pools = {"oss-20b": ["http://router-1:5010"]}
    store = MemorySecretStore({"one": {"PORTAL_KEY_PEPPER": "p"}, "two": {"PORTAL_ROUTER_POOLS_JSON": pools}})
    environ = {"PORTAL_SECRET_IDS": "one, two"}
    read_secrets(environ, store)
    assert environ["PORTAL_KEY_PEPPER"] == "p"
    assert json.loads(environ["PORTAL_ROUTER_POOLS_JSON"]) == pools
    assert store.reads == ["one", "two"]


def test_setting_can_exceed_four_kilobytes() -> None:
    pools = {f"model-{number}": f"http://router-{number}.internal:5010" for number in range(500)}
    environ = {"PORTAL_SECRET_IDS": "one"}
    read_secrets(environ, MemorySecretStore({"one": {"PORTAL_ROUTER_POOLS_JSON": pools}}))
    assert len(environ["PORTAL_ROUTER_POOLS_JSON"]) > 4096


def test_environment_takes_precedence_unless_empty() -> None:
    environ = {"PORTAL_SECRET_IDS": "one", "PORTAL_KEY_PEPPER": "set", "PORTAL_DEFAULT_MODEL": ""}
    read_secrets(
        environ, MemorySecretStore({"one": {"PORTAL_KEY_PEPPER": "other", "PORTAL_DEFAULT_MODEL": "oss-20b"}})
    )
    assert environ["PORTAL_KEY_PEPPER"] == "set"
    assert environ["PORTAL_DEFAULT_MODEL"] == "oss-20b"


def test_nothing_is_imported_without_secret_ids() -> None:
    source = (
        "import os, sys; from portal.configuration import read_secrets; read_secrets(os.environ); "
        "print('boto3' in sys.modules, 'httpx' in sys.modules)"
    )
    environment = {"PATH": "", "PYTHONPATH": "layers/shared"}
    printed = subprocess.check_output([sys.executable, "-c", source], env=environment, text=True)
    assert printed.split() == ["False", "False"]


@pytest.mark.parametrize("content", [["a"], "text", {"PATH": "/tmp"}])
def test_secret_that_is_not_a_settings_object_is_rejected(content: object) -> None:
    with pytest.raises(ConfigurationError, match="The secret one "):
        read_secrets({"PORTAL_SECRET_IDS": "one"}, MemorySecretStore({"one": content}))


@pytest.fixture(scope="module")
def aws_url() -> Iterator[str]:
    with aws_server() as url:
        client = boto3.client(
            "secretsmanager",
            endpoint_url=url,
            region_name="eu-central-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )
        client.create_secret(Name="good", SecretString='{"PORTAL_KEY_PEPPER": "p"}')
        client.create_secret(Name="bad", SecretString="not-json-but-secret")
        client.create_secret(Name="binary", SecretBinary=b"secret")
        yield url
        client.close()


OpenStore = Callable[[str], SecretsManager]


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def open_store(pauses: list[float]) -> Iterator[OpenStore]:
    """Yield what opens Secrets Manager at an address; it does not wait, but writes down its ``pauses``."""
    with ExitStack() as stores:

        def open_at(url: str) -> SecretsManager:
            environ = {"AWS_REGION": "eu-central-1", "AWS_ENDPOINT_URL": url}
            return stores.enter_context(closing(SecretsManager(environ, sleep=pauses.append)))

        yield open_at


def test_secrets_manager_reads_and_never_quotes_secrets(aws_url: str, open_store: OpenStore) -> None:
    store = open_store(aws_url)
    assert store.read("good") == {"PORTAL_KEY_PEPPER": "p"}
    with pytest.raises(ConfigurationError, match="The secret bad is not JSON") as refusal:
        store.read("bad")
    assert (
        "not-json-but-secret" not in f"{refusal.value} {refusal.value.__cause__} {refusal.value.__context__}"
    )
    with pytest.raises(ConfigurationError, match="The secret binary has no text"):
        store.read("binary")
    with pytest.raises(ConfigurationError, match="The secret none cannot be read: ResourceNotFoundException"):
        store.read("none")


def test_secrets_are_read_inside_a_running_event_loop_too(aws_url: str, open_store: OpenStore) -> None:
    """An ASGI server imports the application in its loop."""

    async def read() -> object:
        return open_store(aws_url).read("good")

    assert asyncio.run(read()) == {"PORTAL_KEY_PEPPER": "p"}


@asynccontextmanager
async def answering(answers: list[Response]) -> AsyncIterator[str]:
    """Answer with each of ``answers`` once."""

    async def answer(_: Request) -> Response:
        return answers.pop(0)

    async with serving(Starlette(routes=[Route("/", answer, methods=["POST"])])) as url:
        yield url


THROTTLED = JSONResponse({"__type": "ThrottlingException"}, 400)
DENIED = JSONResponse({"__type": "AccessDeniedException", "Message": "not authorized"}, 400)
SECRET = JSONResponse({"SecretString": "{}"})


@pytest.mark.parametrize("fault", [THROTTLED, Response("", 503), Response("<html>", 500)])
async def test_what_may_pass_is_tried_three_times(
    fault: Response, open_store: OpenStore, pauses: list[float]
) -> None:
    async with answering([fault, fault, SECRET]) as url:
        store = open_store(url)
        assert await asyncio.to_thread(store.read, "one") == {}
    assert len(pauses) == 2
    async with answering([fault, fault, fault]) as url:
        store = open_store(url)
        with pytest.raises(ConfigurationError, match="The secret one cannot be read"):
            await asyncio.to_thread(store.read, "one")


async def test_refusal_is_final(open_store: OpenStore, pauses: list[float]) -> None:
    async with answering([DENIED]) as url:
        store = open_store(url)
        with pytest.raises(ConfigurationError, match="AccessDeniedException: not authorized"):
            await asyncio.to_thread(store.read, "one")
    assert pauses == []


def test_unreachable_service_is_a_configuration_error(open_store: OpenStore, pauses: list[float]) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{bound.getsockname()[1]}"
        store = open_store(url)
        with pytest.raises(ConfigurationError, match="The secret one cannot be read"):
            store.read("one")
    assert len(pauses) == 2


def test_missing_region_is_named() -> None:
    with pytest.raises(ConfigurationError, match="AWS_REGION"):
        SecretsManager({})
