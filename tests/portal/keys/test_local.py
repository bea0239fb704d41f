"""The local issuer: the contract of key services, its stored hash, and its refusal to start in Lambda."""

from __future__ import annotations

import pytest

from portal.errors import InvalidKey
from portal.keys.local import LocalKeyIssuer, LocalKeyVerifier, NotForLambda
from portal.keys.presented_key import present_key
from portal.keys.secret import KeyHasher
from tests.portal.keys.contract import KeyServiceContract
from tests.support.keys.local_service import LocalService


class TestLocalKeys(KeyServiceContract):
    @pytest.fixture
    def service(self) -> LocalService:
        return LocalService()


async def test_caller_with_a_disabled_key_gets_the_reason() -> None:
    service = LocalService()
    key = await service.issue()
    await service.disable(key)
    with pytest.raises(InvalidKey, match="The API key is disabled"):
        await service.verifier.verify(present_key(key.secret), model="oss-20b")


async def test_only_the_keyed_hash_is_stored() -> None:
    service = LocalService()
    key = await service.issue()
    assert key.secret_hash == KeyHasher("a pepper for the tests").hash(key.secret)
    assert key.secret_hash != KeyHasher("another pepper for tests").hash(key.secret)
    assert key.secret not in repr(service.records.rows)


async def test_lowered_limit_binds_with_a_correct_wait() -> None:
    from dataclasses import replace

    from portal.errors import RateLimited
    from portal.limits import Limit

    service = LocalService()
    key = await service.issue(limits=(Limit("requests per minute", "key", 10, 60),))
    for _ in range(8):
        await service.verifier.verify(present_key(key.secret), model="oss-20b")
    row = service.records.rows[key.secret_hash]
    service.records.rows[key.secret_hash] = replace(row, limits=(Limit("requests per minute", "key", 4, 60),))
    service.advance(31)
    with pytest.raises(RateLimited) as caught:
        await service.verifier.verify(present_key(key.secret), model="oss-20b")
    assert caught.value.retry_after is not None
    assert caught.value.retry_after <= 60


def test_local_issuer_refuses_to_start_in_lambda() -> None:
    service = LocalService()
    environ = {"AWS_LAMBDA_FUNCTION_NAME": "gateway"}
    with pytest.raises(NotForLambda, match="PORTAL_UNKEY_ROOT_KEY"):
        LocalKeyVerifier(service.lookup, environ=environ)
    with pytest.raises(NotForLambda):
        LocalKeyIssuer(KeyHasher("a pepper for the tests"), environ=environ)
