"""The operations on keys."""

from __future__ import annotations

from typing import Any

from unkey.py import models
from unkey.py.types import UNSET

from tests.support.unkey.faults import bad_request
from tests.support.unkey.node_operations import NodeOperations, external_id, may, not_found
from tests.support.unkey.response_bodies import key_body
from tests.support.unkey.store import StoredLimit, WorkspaceKey, hash_of, new_secret
from tests.support.unkey.verification import KeyVerification


class KeyOperations(NodeOperations):
    def verify_key(
        self, body: models.V2KeysVerifyKeyRequestBody, permissions: frozenset[str]
    ) -> dict[str, Any]:
        hashed = hash_of(body.key)
        key = self._cache.find(hashed)
        # A root key that may not verify for the key's API gets NOT_FOUND.
        if key is None or not may(permissions, "api", key.api_id, "verify_key"):
            return {"data": {"valid": False, "code": "NOT_FOUND"}}
        stored = self._store.keys[key.id]
        stored.last_used_at = self._now
        return {"data": KeyVerification(self._store, self._limiter, key, self._now).answer(body)}

    def create_key(
        self, body: models.V2KeysCreateKeyRequestBody, permissions: frozenset[str]
    ) -> dict[str, Any]:
        if body.api_id not in self._store.api_ids or not may(permissions, "api", body.api_id, "create_key"):
            not_found("The specified API was not found.")
        secret, start = new_secret(body.prefix, body.byte_length or 16)
        key = WorkspaceKey(
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
        new = WorkspaceKey(
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
        return {"data": key_body(self._changeable(body.key_id, permissions, "read_key"))}

    def whoami(self, body: models.V2KeysWhoamiRequestBody, permissions: frozenset[str]) -> dict[str, Any]:
        key = self._store.find(hash_of(body.key))
        if key is None or key.deleted or not may(permissions, "api", key.api_id, "read_key"):
            not_found("We could not find the requested key.")
        return {"data": key_body(key)}

    def list_keys(
        self, body: models.V2ApisListKeysRequestBody, permissions: frozenset[str]
    ) -> dict[str, Any]:
        permitted = all(may(permissions, "api", body.api_id, action) for action in ("read_key", "read_api"))
        if body.api_id not in self._store.api_ids or not permitted:
            not_found("The requested API does not exist or has been deleted.")
        limit = body.limit or 100
        found = [
            key
            for key in sorted(self._store.keys.values(), key=lambda key: key.id)
            if not key.deleted
            and key.api_id == body.api_id
            and (body.cursor is None or key.id >= body.cursor)
            and (not body.external_id or external_id(key) == body.external_id)
        ]
        more = len(found) > limit
        pagination = {"hasMore": more, "cursor": found[limit].id if more else None}
        return {"data": [key_body(key) for key in found[:limit]], "pagination": pagination}
