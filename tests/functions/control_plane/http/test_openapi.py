"""The OpenAPI document describes every route, parameter, field and error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from pydantic import AnyHttpUrl, SecretStr

from functions.control_plane.api import create_app
from functions.control_plane.services import ControlPlaneServices
from functions.control_plane.settings import ControlPlaneSettings
from functions.control_plane.wiring import open_services
from local.supabase.role_tokens import embedded_role_tokens

PUBLIC = {"GET /portal/docs", "GET /portal/status"}
EVERYWHERE = {"401", "403", "404", "500", "503"}


@pytest.fixture(scope="module")
def services() -> ControlPlaneServices:
    return open_services(
        ControlPlaneSettings(
            supabase_url=AnyHttpUrl("http://127.0.0.1:9"),
            supabase_publishable_key=SecretStr("sb_publishable_x"),
            supabase_role_token=SecretStr(embedded_role_tokens("x" * 32)["portal_control_plane"]),
            supabase_jwt_secret=SecretStr("x" * 32),
            key_pepper=SecretStr("x" * 16),
        )
    )


@pytest.fixture(scope="module")
def document(services: ControlPlaneServices) -> dict[str, Any]:
    return create_app(services).openapi()


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def test_every_route_is_described(document: dict[str, Any]) -> None:
    ids = []
    for name, operation in operations(document):
        assert operation["summary"], name
        assert len(operation["description"]) > 40, name
        assert operation["tags"], name
        if name not in PUBLIC:
            assert operation["security"] == [{"Session": []}], name
        ids.append(operation["operationId"])
    assert len(set(ids)) == len(ids)
    scheme = document["components"]["securitySchemes"]["Session"]
    assert (scheme["type"], scheme["scheme"], scheme["bearerFormat"]) == ("http", "bearer", "JWT")
    assert scheme["description"]


def test_every_field_and_parameter_is_described(document: dict[str, Any]) -> None:
    for name, schema in document["components"]["schemas"].items():
        assert schema["description"] or schema.get("enum"), name
        for field, described in schema.get("properties", {}).items():
            assert described.get("description"), f"{name}.{field}"
    for name, operation in operations(document):
        for parameter in operation.get("parameters", ()):
            assert parameter.get("description"), f"{name} {parameter['name']}"


def test_every_route_documents_its_errors(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        statuses = set(operation["responses"])
        assert statuses >= ({"500"} if name in PUBLIC else EVERYWHERE), name
        if operation.get("requestBody"):
            assert statuses >= {"400", "413", "422"}, name
        for status, response in operation["responses"].items():
            assert response["description"], f"{name} {status}"
            assert {"x-request-id", "request-id"} <= set(response["headers"])
            if status == "304":
                assert "ETag" in response["headers"]
                continue
            content = response["content"]["application/json"]
            if status.startswith("2"):
                assert content["schema"]["$ref"], name
                continue
            assert content["schema"] == {"$ref": "#/components/schemas/ErrorResponse"}, f"{name} {status}"
            for code, example in content["examples"].items():
                assert example["value"]["error"]["code"] == code
                assert f"`{code}`" in response["description"]


def test_every_creation_takes_an_idempotency_key(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        if "201" in operation["responses"]:
            headers = {parameter["name"].lower() for parameter in operation["parameters"]}
            assert "idempotency-key" in headers, name


def test_framework_errors_are_not_documented(document: dict[str, Any]) -> None:
    assert not [name for name in document["components"]["schemas"] if "Validation" in name]


async def test_document_is_served(services: ControlPlaneServices) -> None:
    transport = httpx.ASGITransport(create_app(services))
    async with httpx.AsyncClient(transport=transport, base_url="http://portal") as client:
        response = await client.get("/portal/openapi.json")
    assert response.status_code == 200
    assert response.headers["x-request-id"]
    assert response.json()["openapi"].startswith("3.1")
