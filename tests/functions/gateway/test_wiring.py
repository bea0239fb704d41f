"""The functions of the request path, each in a process that has neither boto3 nor botocore."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import boto3
import pytest

from local.queue.client import local_client
from tests.support.artifacts.functions import AWS, HANDLERS, STREAMED, settings_of
from tests.support.servers.aws import aws_server

ROOT = Path(__file__).parents[3]

WITHOUT_BOTO3 = """
import sys

class NotThere:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("boto3", "botocore"):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, NotThere())
"""

SERVE = """
import asyncio, httpx
from functions.{module} import app
{more}

async def serve():
    transport = httpx.ASGITransport(app.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as client:
        answer = await client.request("{method}", "{path}", headers={{"authorization": "Bearer {key}"}})
    print(answer.status_code)
    {then}

asyncio.run(serve())
"""

FLUSH = """
    services = open_services(app.settings)
    services.recorder.record(events.admitted("req_000boto"))
    await services.recorder.flush()
    for close in services.close:
        await close()
"""


@pytest.fixture(scope="module")
def aws_url() -> Iterator[str]:
    with aws_server() as url:
        yield url


def run_without_boto3(code: str, variables: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_BOTO3 + code],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'layers' / 'shared'}", **AWS, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()[-1] if done.stdout else ""


def secret(aws_url: str, name: str, content: dict[str, str]) -> dict[str, str]:
    """Create a secret in Secrets Manager; return the variables that name it."""
    client = boto3.client(
        "secretsmanager",
        endpoint_url=aws_url,
        region_name=AWS["AWS_REGION"],
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    with closing(client):
        client.create_secret(Name=name, SecretString=json.dumps(content))
    return {"PORTAL_SECRET_IDS": name, "AWS_ENDPOINT_URL": aws_url}


def test_gateway_serves_and_queues_without_boto3(aws_url: str) -> None:
    """It reads its settings from a secret, refuses a request, and sends a usage event."""
    with closing(local_client(aws_url)) as queues:
        queue_url = queues.create_queue(QueueName="without-boto3")["QueueUrl"]
        settings = settings_of("GatewayFunction") | {
            "PORTAL_USAGE_QUEUE_URL": queue_url,
            "PORTAL_USAGE_QUEUE_ENDPOINT": aws_url,
        }
        more = "from functions.gateway.wiring import open_services\nfrom tests.support.usage import events"
        code = SERVE.format(
            module="gateway",
            more=more,
            method="POST",
            path="/v1/chat/completions",
            key="no-key",
            then=FLUSH.strip().replace("\n    ", "\n    "),
        )
        assert run_without_boto3(code, secret(aws_url, "gateway-settings", settings)) == "401"
        (message,) = queues.receive_message(QueueUrl=queue_url)["Messages"]
        assert "req_000boto" in message["Body"]


def test_control_plane_serves_without_boto3(aws_url: str) -> None:
    settings = secret(aws_url, "control-plane-settings", settings_of("ControlPlaneFunction"))
    code = SERVE.format(
        module="control_plane", more="", method="GET", path="/portal/me", key="no-token", then=""
    )
    assert run_without_boto3(code, settings) == "401"


def test_every_function_that_customers_wait_for_is_tested_here() -> None:
    assert {HANDLERS[name] for name in STREAMED} == {
        "functions.gateway.app.handler",
        "functions.control_plane.app.handler",
    }
