"""The operations of one node of Unkey, over the store that all nodes share."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, NoReturn

from unkey.py import models
from unkey.py.types import UNSET, BaseModel

from tests.support.unkey.bodies import read_body
from tests.support.unkey.faults import Fault, bad_request
from tests.support.unkey.limiter import Limiter
from tests.support.unkey.store import Identity, Key, NodeCache, Store, StoredLimit, hash_of, new_secret
from tests.support.unkey.verification import Verification, shown_limit


class Node:
    """``operations`` maps a name to (body model, response model, method).

    A method takes the checked body and the permissions of the root key and returns the response's fields
    besides ``meta``. ``clock`` tells unix seconds.
    """

    def __init__(
        self, store: Store, limiter: Limiter, cache: NodeCache, clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._limiter = limiter
        self._cache = cache
        self._clock = clock
        self.operations: dict[str, tuple[type[BaseModel], type[BaseModel], Any]] = {
            "keys.verifyKey": (
                models.V2KeysVerifyKeyRequestBody,
                models.V2KeysVerifyKeyResponseBody,
                self.verify_key,
            ),
            "keys.createKey": (
                models.V2KeysCreateKeyRequestBody,
                models.V2KeysCreateKeyResponseBody,
                self.create_key,
            ),
            "keys.updateKey": (
                models.V2KeysUpdateKeyRequestBody,
                models.V2KeysUpdateKeyResponseBody,
                self.update_key,
            ),
            "keys.deleteKey": (
                models.V2KeysDeleteKeyRequestBody,
                models.V2KeysDeleteKeyResponseBody,
                self.delete_key,
            ),
            "keys.rerollKey": (
                models.V2KeysRerollKeyRequestBody,
                models.V2KeysRerollKeyResponseBody,
                self.reroll_key,
            ),
            "keys.updateCredits": (
                models.V2KeysUpdateCreditsRequestBody,
                models.V2KeysUpdateCreditsResponseBody,
                self.update_credits,
            ),
            "keys.getKey": (models.V2KeysGetKeyRequestBody, models.V2KeysGetKeyResponseBody, self.get_key),
            "keys.whoami": (models.V2KeysWhoamiRequestBody, models.V2KeysWhoamiResponseBody, self.whoami),
            "identities.createIdentity": (
                models.V2IdentitiesCreateIdentityRequestBody,
                models.V2IdentitiesCreateIdentityResponseBody,
                self.create_identity,
            ),
            "identities.updateIdentity": (
                models.V2IdentitiesUpdateIdentityRequestBody,
                models.V2IdentitiesUpdateIdentityResponseBody,
                self.update_identity,
            ),
            "identities.getIdentity": (
                models.V2IdentitiesGetIdentityRequestBody,
                models.V2IdentitiesGetIdentityResponseBody,
                self.get_identity,
            ),
            "identities.deleteIdentity": (
                models.V2IdentitiesDeleteIdentityRequestBody,
                models.V2IdentitiesDeleteIdentityResponseBody,
                self.delete_identity,
            ),
            "apis.listKeys": (
                models.V2ApisListKeysRequestBody,
                models.V2ApisListKeysResponseBody,
                self.list_keys,
            ),
        }

    def perform(
        self, operation: str, raw: Any, permissions: frozenset[str], request_id: str
    ) -> dict[str, Any]:
        """Return the answer's body. Raises Fault."""
        body_model, answer_model, method = self.operations[operation]
        answer = method(read_body(operation, body_model, raw), permissions)
        whole = answer_model.model_validate({"meta": {"requestId": request_id}, **answer})
        return whole.model_dump(by_alias=True, mode="json")

    def verify_key(
        self, body: models.V2KeysVerifyKeyRequestBody, permissions: frozenset[str]
    ) -> dict[str, Any]:
        hashed = hash_of(body.key)
        key = self._cache.find(hashed)
        # A root key that may not verify for the key's API is told that there is no such key.
        if key is None or not _may(permissions, "api", key.api_id, "verify_key"):
            return {"data": {"valid": False, "code": "NOT_FOUND"}}
        stored = self._store.keys[key.id]
        stored.last_used_at = self._now
        return {"data": Verification(self._store, self._limiter, key, self._now).answer(body)}

    def create_key(
        self, body: models.V2KeysCreateKeyRequestBody, permissions: frozenset[str]
    ) -> dict[str, Any]:
        if body.api_id not in self._store.api_ids or not _may(permissions, "api", body.api_id, "create_key"):
            _not_found("The specified API was not found.")
        secret, start = new_secret(body.prefix, body.byte_length or 16)
        key = Key(
            id=self._store.new_id("key"),
            api_id=body.api_id,
            hash=hash_of(secret),
            start=start,
            prefix=body.prefix,
            byte_length=body.byte_length or 16,
            created_at=self._now,
            name=body.name,
            identity=None if body.external_id is None else self._store.put_identity(body.external_id),
            meta=body.meta,
            roles=list(body.roles or ()),
            permissions=sorted(set(body.permissions or ())),
            expires=body.expires,
            credits=None if body.credits is None else body.credits.model_dump(by_alias=True),
            enabled=body.enabled is not False,
        )
        key.limits = self._limits(body.ratelimits, key.limits)
        self._store.add(key)
        return {"data": {"keyId": key.id, "key": secret}}

    def update_key(
        self, body: models.V2KeysUpdateKeyRequestBody, permissions: frozenset[str]
    ) -> dict[str, Any]:
        key = self._changeable(body.key_id, permissions, "update_key")
        given = body.model_fields_set
        for name in ("name", "meta", "expires"):
            if name in given:
                setattr(key, name, getattr(body, name))
        if "external_id" in given:
            key.identity = None if not body.external_id else self._store.put_identity(body.external_id)
        if body.credits is not UNSET and "credits" in given:
            key.credits = None if body.credits is None else body.credits.model_dump(by_alias=True)
        if "ratelimits" in given:
            key.limits = self._limits(body.ratelimits, key.limits)
        if body.enabled is not None:
            key.enabled = body.enabled
        if body.roles is not None:
            key.roles = list(body.roles)
        if body.permissions is not None:
            key.permissions = sorted(set(body.permissions))
        key.updated_at = self._now
        self._cache.purge(key.hash)
        return {"data": {}}

    def delete_key(
        self, body: models.V2KeysDeleteKeyRequestBody, permissions: frozenset[str]
    ) -> dict[str, Any]:
        key = self._changeable(body.key_id, permissions, "delete_key")
        key.deleted = True
        self._cache.purge(key.hash)
        return {"data": {}}

    def reroll_key(
        self, body: models.V2KeysRerollKeyRequestBody, permissions: frozenset[str]
    ) -> dict[str, Any]:
        """The new key has the first word of the prefix and the API's own length; no cache is purged."""
        old = self._changeable(body.key_id, permissions, "create_key")
        secret, start = new_secret(old.prefix.split("_")[0] if old.prefix else None, 16)
        limits = [
            StoredLimit(self._store.new_id("rl"), x.name, x.limit, x.duration, x.auto_apply)
            for x in old.limits
        ]
        new = Key(
            **{
                **vars(old),
                "id": self._store.new_id("key"),
                "hash": hash_of(secret),
                "start": start,
                "byte_length": 16,
                "created_at": self._now,
                "credits": None if old.credits is None else dict(old.credits),
                "limits": limits,
                "last_used_at": None,
            }
        )
        self._store.add(new)
        if body.expiration is not None:
            at = self._now + int(body.expiration)
            old.expires = at if body.expiration == 0 else -(-at // 60_000) * 60_000
        return {"data": {"keyId": new.id, "key": secret}}

    def update_credits(
        self, body: models.V2KeysUpdateCreditsRequestBody, permissions: frozenset[str]
    ) -> dict[str, Any]:
        key = self._changeable(body.key_id, permissions, "update_key")
        value = body.value if isinstance(body.value, int) else None
        if body.operation == "set":
            key.credits = None if value is None else {**(key.credits or {}), "remaining": value}
        elif value is None or key.credits is None:
            raise bad_request("body.value", "needs a number, and a key that has credits")
        else:
            sign = 1 if body.operation == "increment" else -1
            key.credits["remaining"] = max(0, key.credits["remaining"] + sign * value)
        return {"data": key.credits or {"remaining": None}}

    def get_key(self, body: models.V2KeysGetKeyRequestBody, permissions: frozenset[str]) -> dict[str, Any]:
        return {"data": _shown_key(self._changeable(body.key_id, permissions, "read_key"))}

    def whoami(self, body: models.V2KeysWhoamiRequestBody, permissions: frozenset[str]) -> dict[str, Any]:
        key = self._store.find(hash_of(body.key))
        if key is None or key.deleted or not _may(permissions, "api", key.api_id, "read_key"):
            _not_found("We could not find the requested key.")
        return {"data": _shown_key(key)}

    def create_identity(
        self, body: models.V2IdentitiesCreateIdentityRequestBody, permissions: frozenset[str]
    ) -> dict[str, Any]:
        _require(permissions, "identity", "*", "create_identity")
        if self._store.identity(body.external_id) is not None:
            raise Fault(409, f"Identity with externalId '{body.external_id}' already exists.")
        identity = self._store.put_identity(body.external_id)
        identity.meta = body.meta
        identity.limits = self._limits(body.ratelimits, [])
        return {"data": {"identityId": identity.id}}

    def update_identity(
        self, body: models.V2IdentitiesUpdateIdentityRequestBody, permissions: frozenset[str]
    ) -> dict[str, Any]:
        """No cache is purged: every node learns of it when it looks a key up anew."""
        _require(permissions, "identity", "*", "update_identity")
        identity = self._identity(body.identity)
        if body.meta is not None:
            identity.meta = body.meta
        if body.ratelimits is not None:
            identity.limits = self._limits(body.ratelimits, identity.limits)
        return {"data": _shown_identity(identity)}

    def get_identity(
        self, body: models.V2IdentitiesGetIdentityRequestBody, permissions: frozenset[str]
    ) -> dict[str, Any]:
        _require(permissions, "identity", "*", "read_identity")
        return {"data": _shown_identity(self._identity(body.identity))}

    def delete_identity(
        self, body: models.V2IdentitiesDeleteIdentityRequestBody, permissions: frozenset[str]
    ) -> dict[str, Any]:
        _require(permissions, "identity", "*", "delete_identity")
        identity = self._identity(body.identity)
        del self._store.identities[identity.id]
        for key in self._store.keys.values():
            if key.identity is identity:
                key.identity = None
        return {"data": {}}

    def list_keys(
        self, body: models.V2ApisListKeysRequestBody, permissions: frozenset[str]
    ) -> dict[str, Any]:
        may = all(_may(permissions, "api", body.api_id, action) for action in ("read_key", "read_api"))
        if body.api_id not in self._store.api_ids or not may:
            _not_found("The requested API does not exist or has been deleted.")
        limit = body.limit or 100
        found = [
            key
            for key in sorted(self._store.keys.values(), key=lambda key: key.id)
            if not key.deleted
            and key.api_id == body.api_id
            and (body.cursor is None or key.id >= body.cursor)
            and (not body.external_id or _external_id(key) == body.external_id)
        ]
        more = len(found) > limit
        pagination = {"hasMore": more, "cursor": found[limit].id if more else None}
        return {"data": [_shown_key(key) for key in found[:limit]], "pagination": pagination}

    @property
    def _now(self) -> int:
        return int(self._clock() * 1000)

    def _changeable(self, key_id: str, permissions: frozenset[str], action: str) -> Key:
        key = self._store.live(key_id)
        if key is None:
            _not_found("We could not find the requested key.")
        _require(permissions, "api", key.api_id, action)
        return key

    def _identity(self, name: str) -> Identity:
        identity = self._store.identity(name)
        if identity is None:
            _not_found("This identity does not exist.")
        return identity

    def _limits(self, asked: Any, kept: list[StoredLimit]) -> list[StoredLimit]:
        """Return ``asked`` as stored limits; one of a name that is there already keeps its id."""
        ids = {limit.name: limit.id for limit in kept}
        return [
            StoredLimit(
                ids.get(limit.name) or self._store.new_id("rl"),
                limit.name,
                limit.limit,
                limit.duration,
                bool(limit.auto_apply),
            )
            for limit in asked or ()
        ]


def _may(permissions: frozenset[str], kind: str, which: str, action: str) -> bool:
    return f"{kind}.*.{action}" in permissions or f"{kind}.{which}.{action}" in permissions


def _require(permissions: frozenset[str], kind: str, which: str, action: str) -> None:
    if not _may(permissions, kind, which, action):
        raise Fault(
            403, f"Missing one of these permissions: ['{kind}.*.{action}', '{kind}.{which}.{action}']"
        )


def _not_found(detail: str) -> NoReturn:
    raise Fault(404, detail)


def _external_id(key: Key) -> str | None:
    return None if key.identity is None else key.identity.external_id


def _shown_identity(identity: Identity) -> dict[str, Any]:
    return {
        "id": identity.id,
        "externalId": identity.external_id,
        "meta": identity.meta,
        "ratelimits": [shown_limit(limit) for limit in identity.limits] or None,
    }


def _shown_key(key: Key) -> dict[str, Any]:
    return {
        "keyId": key.id,
        "start": key.start,
        "enabled": key.enabled,
        "createdAt": key.created_at,
        "updatedAt": key.updated_at,
        "lastUsedAt": key.last_used_at,
        "name": key.name,
        "meta": key.meta,
        "expires": key.expires,
        "permissions": key.permissions,
        "roles": key.roles,
        "credits": key.credits,
        "identity": None if key.identity is None else _shown_identity(key.identity),
        "ratelimits": [shown_limit(limit) for limit in key.limits] or None,
    }
