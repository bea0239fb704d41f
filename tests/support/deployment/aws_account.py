"""AWS as ``make doctor`` sees it: moto's server, and a server for the four calls that moto does not answer.

moto has no ``lambda get-account-settings`` and no ``sesv2 get-account``; its ``apigateway`` and
``cloudformation`` need packages that this project does not install.
Source of the shapes: the service models of botocore.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any
from xml.sax.saxutils import escape

import boto3
from botocore.config import Config
from flask import Flask, Response, jsonify, request
from moto.moto_api._internal.models import moto_api_backend
from werkzeug.serving import make_server

from tests.support.servers.aws import aws_server

_NOT_OF_MOTO = frozenset({"lambda", "apigateway", "sesv2", "cloudformation"})
REGION = "us-east-1"


@dataclass
class AwsAccount:
    """What the account answers. ``stack`` is None or status, parameters and outputs."""

    moto: str = ""
    address: str = ""
    concurrent: int = 1_000
    unreserved: int = 1_000
    logging_role: str = ""
    mail: dict[str, Any] = field(
        default_factory=lambda: {"SendingEnabled": True, "ProductionAccessEnabled": True}
    )
    verified: set[str] = field(default_factory=lambda: {"example.com"})
    stack: dict[str, Any] | None = None

    def connect(self, service: str, region: str = REGION) -> Any:
        return _client(service, region, self.address if service in _NOT_OF_MOTO else self.moto)

    def stacks(self, name: str) -> tuple[str, int]:
        """Return the XML and the status of DescribeStacks."""
        if self.stack is None:
            message = f"Stack with id {name} does not exist"
            error = (
                f"<Error><Type>Sender</Type><Code>ValidationError</Code><Message>{message}</Message></Error>"
            )
            return f"<ErrorResponse>{error}</ErrorResponse>", 400
        parameters = _members("Parameter", self.stack.get("parameters", {}))
        outputs = _members("Output", self.stack.get("outputs", {}))
        member = (
            f"<StackName>{name}</StackName><CreationTime>2026-11-30T00:00:00Z</CreationTime>"
            f"<StackStatus>{self.stack['status']}</StackStatus>"
            f"<Parameters>{parameters}</Parameters><Outputs>{outputs}</Outputs>"
        )
        result = f"<DescribeStacksResult><Stacks><member>{member}</member></Stacks></DescribeStacksResult>"
        return f"<DescribeStacksResponse>{result}</DescribeStacksResponse>", 200


@functools.cache
def _client(service: str, region: str, endpoint: str) -> Any:
    """Return a client; opening one takes a quarter of a second, and as many do for all tests."""
    open_client: Any = _session().client
    config = Config(connect_timeout=2, read_timeout=3, retries={"total_max_attempts": 1})
    return open_client(service, region_name=region, endpoint_url=endpoint, config=config)


@functools.cache
def _session() -> boto3.Session:
    return boto3.Session("test", "test", region_name=REGION)


def _members(kind: str, values: dict[str, str]) -> str:
    return "".join(
        f"<member><{kind}Key>{name}</{kind}Key><{kind}Value>{escape(value)}</{kind}Value></member>"
        for name, value in values.items()
    )


@dataclass
class AwsServers:
    """The running servers, and the account that they answer for."""

    account: AwsAccount

    def emptied(self) -> AwsAccount:
        """Return an empty account in the place of the last."""
        moto_api_backend.reset()
        self.account = AwsAccount(self.account.moto, self.account.address)
        return self.account


def account_app(servers: AwsServers) -> Flask:
    """Return the server of what moto lacks."""
    app = Flask(__name__)

    @app.get("/2016-08-19/account-settings")
    def account_settings() -> Response:
        limit = {
            "ConcurrentExecutions": servers.account.concurrent,
            "UnreservedConcurrentExecutions": servers.account.unreserved,
        }
        return jsonify({"AccountLimit": limit, "AccountUsage": {}})

    @app.get("/account")
    def api_gateway_account() -> Response:
        return jsonify(
            {"cloudwatchRoleArn": servers.account.logging_role} if servers.account.logging_role else {}
        )

    @app.get("/v2/email/account")
    def mail_account() -> Response:
        return jsonify(servers.account.mail)

    @app.get("/v2/email/identities/<path:identity>")
    def mail_identity(identity: str) -> tuple[Response, int, dict[str, str]]:
        if identity not in servers.account.verified:
            return jsonify({"message": identity}), 404, {"x-amzn-errortype": "NotFoundException"}
        return jsonify({"VerifiedForSendingStatus": True}), 200, {}

    @app.post("/")
    def describe_stacks() -> tuple[str, int]:
        assert request.form["Action"] == "DescribeStacks"
        return servers.account.stacks(request.form["StackName"])

    return app


@contextmanager
def aws_servers() -> Iterator[AwsServers]:
    """Serve an account while the block runs."""
    servers = AwsServers(AwsAccount())
    with aws_server() as moto:
        server = make_server("127.0.0.1", 0, account_app(servers), threaded=True)
        serving = Thread(target=server.serve_forever, daemon=True)
        serving.start()
        servers.account = AwsAccount(moto, f"http://127.0.0.1:{server.port}")
        try:
            yield servers
        finally:
            server.shutdown()
            serving.join()
            server.server_close()
