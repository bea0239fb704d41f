"""Authentication and bodies: what Unkey refuses (docs/protocols/unkey.md, "Errors", "Operations")."""

from __future__ import annotations

from typing import Any

import pytest
from unkey.py import errors

from tests.support.unkey.permissions import holds
from tests.support.unkey.server import UnkeyBehaviour
from tests.support.unkey.workspace import API, VERIFY, UnkeyWorkspace

STORED_LIMIT = {"name": "abc", "limit": 1, "duration": 1000, "autoApply": True}


@pytest.mark.parametrize("authorization", ["", "root", "Basic root", "Bearer", "bearer root"])
async def test_missing_authorization_is_400(workspace: UnkeyWorkspace, authorization: str) -> None:
    answer = await workspace.post(VERIFY, {"key": "k"}, authorization=authorization)
    assert answer.status_code == 400


async def test_unknown_root_key_is_401(workspace: UnkeyWorkspace) -> None:
    assert (await workspace.post(VERIFY, {"key": "k"}, authorization="Bearer other")).status_code == 401


@pytest.mark.parametrize(
    ("operation", "body", "status"),
    [
        ("keys.createKey", {"apiId": API}, 404),
        ("apis.listKeys", {"apiId": API}, 404),
        ("keys.updateKey", {"keyId": None}, 403),
        ("keys.deleteKey", {"keyId": None}, 403),
        ("identities.createIdentity", {"externalId": "o"}, 403),
        ("identities.updateIdentity", {"identity": "o"}, 403),
    ],
)
async def test_root_key_without_the_permission_is_403_or_404(
    workspace: UnkeyWorkspace, operation: str, body: dict[str, Any], status: int
) -> None:
    """Some operations return 403, others a 404 that hides the object."""
    key_id, _ = await workspace.key()
    if "keyId" in body:
        body = {"keyId": key_id}
    workspace.unkey.store.add_root_key("weak", frozenset({"api.api_other.create_key"}))
    assert (await workspace.post(operation, body, authorization="Bearer weak")).status_code == status


async def test_key_is_not_found_without_permission_to_verify(workspace: UnkeyWorkspace) -> None:
    _, secret = await workspace.key()
    workspace.unkey.store.add_root_key("weak", frozenset({"api.api_other.verify_key"}))
    answer = await workspace.post(VERIFY, {"key": secret}, authorization="Bearer weak")
    assert answer.json()["data"] == {"valid": False, "code": "NOT_FOUND"}


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        (VERIFY, {}),
        (VERIFY, {"key": ""}),
        (VERIFY, {"key": "k" * 513}),
        (VERIFY, {"key": "k", "apiId": API}),
        (VERIFY, {"key": "k", "tags": ["t"] * 21}),
        (VERIFY, {"key": "k", "permissions": "p" * 1_001}),
        (VERIFY, {"key": "k", "ratelimits": [{"name": "abc", "cost": -1}]}),
        (VERIFY, {"key": "k", "ratelimits": [{"name": "ab"}]}),
        (VERIFY, {"key": "k", "credits": {"cost": -1}}),
        (VERIFY, [1]),
        ("keys.createKey", {"apiId": API, "prefix": "with-hyphen"}),
        ("keys.createKey", {"apiId": API, "prefix": "p" * 17}),
        ("keys.createKey", {"apiId": API, "byteLength": 15}),
        ("keys.createKey", {"apiId": API, "externalId": "a b"}),
        ("keys.createKey", {"apiId": API, "permissions": ["a/b"]}),
        ("keys.createKey", {"apiId": API, "ownerId": "v1"}),
        ("keys.createKey", {"apiId": API, "ratelimits": [{**STORED_LIMIT, "limit": 0}]}),
        ("keys.createKey", {"apiId": API, "ratelimits": [{**STORED_LIMIT, "duration": 999}]}),
        ("keys.createKey", {"apiId": API, "ratelimits": [{"name": "abc", "limit": 1, "duration": 1000}]}),
        ("apis.listKeys", {"apiId": API, "limit": 101}),
    ],
)  # fmt: skip
async def test_body_out_of_bounds_is_400(workspace: UnkeyWorkspace, operation: str, body: Any) -> None:
    answer = await workspace.post(operation, body)
    assert answer.status_code == 400
    assert answer.json()["error"]["errors"]


@pytest.mark.parametrize("query", ["", "a AND", "(a", "a b", "a ! b", "AND", ")"])
async def test_malformed_permission_query_is_400(workspace: UnkeyWorkspace, query: str) -> None:
    _, secret = await workspace.key(permissions=["a"])
    assert (await workspace.post(VERIFY, {"key": secret, "permissions": query})).status_code == 400


def test_and_binds_tighter_than_or_in_permission_queries() -> None:
    assert holds("a AND (b or c)", ["a", "c"])
    assert holds("a OR b AND c", ["a"])
    assert not holds("(a OR b) AND c", ["a"])
    assert not holds("model:a", ["model:*"])


async def test_error_content_type_follows_the_accept_header(workspace: UnkeyWorkspace) -> None:
    """The SDK's class for 429 is never raised: it expects another content type.

    Source: docs/protocols/unkey.md, "Errors".
    """
    workspace.unkey.behaviour = UnkeyBehaviour(calls_per_minute=0)
    plain = await workspace.post(VERIFY, {"key": "k"})
    assert plain.headers["content-type"] == "application/json"
    assert {"ratelimit-limit", "ratelimit-remaining", "ratelimit-reset", "retry-after"} <= set(plain.headers)
    problem = await workspace.post(VERIFY, {"key": "k"}, accept="*/*")
    assert problem.headers["content-type"] == "application/problem+json"
    with pytest.raises(errors.APIError) as caught:
        await workspace.sdk.keys.verify_key_async(key="k")
    assert caught.value.status_code == 429


async def test_sdk_raises_its_error_classes(workspace: UnkeyWorkspace) -> None:
    with pytest.raises(errors.NotFoundErrorResponse):
        await workspace.sdk.keys.delete_key_async(key_id="key_none")
    await workspace.sdk.identities.create_identity_async(external_id="o")
    with pytest.raises(errors.ConflictErrorResponse):
        await workspace.sdk.identities.create_identity_async(external_id="o")
    with pytest.raises(errors.BadRequestErrorResponse):
        await workspace.sdk.keys.create_key_async(api_id=API, prefix="with-hyphen")
