"""``keys.verifyKey``: the order of its checks, and its response (docs/protocols/unkey.md, "Verification")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from unkey.py.models import KeysVerifyKeyRatelimit, V2KeysVerifyKeyRequestBody

from tests.support.unkey.faults import UnkeyFault
from tests.support.unkey.limiter import Check, Limiter, Result
from tests.support.unkey.permissions import holds
from tests.support.unkey.store import Store, StoredLimit, WorkspaceKey


class KeyVerification:
    """The verification of a node's copy of a key at ``now`` (unix ms); credits are charged in the store."""

    def __init__(self, store: Store, limiter: Limiter, key: WorkspaceKey, now: int) -> None:
        self._store = store
        self._limiter = limiter
        self._key = key
        self._now = now
        self._results: list[Result] = []
        self._credits = None if key.credits is None else key.credits["remaining"]

    def answer(self, body: V2KeysVerifyKeyRequestBody) -> dict[str, Any]:
        code = self._code(body)
        key = self._key
        data: dict[str, Any] = {
            "valid": code == "VALID",
            "code": code,
            "keyId": key.id,
            "keyspaceId": "ks_fake",
            "name": key.name,
            "meta": key.meta,
            "expires": key.expires,
            "credits": self._credits,
            "enabled": key.enabled,
            "permissions": key.permissions,
            "roles": key.roles,
            "identity": None,
            "ratelimits": [_shown(result) for result in self._results] or None,
        }
        if key.identity is not None:
            limits = [limit_body(limit) for limit in key.identity.limits]
            data["identity"] = {
                "id": key.identity.id,
                "externalId": key.identity.external_id,
                "meta": key.identity.meta,
                "ratelimits": limits or None,
            }
        return data

    def _code(self, body: V2KeysVerifyKeyRequestBody) -> str:
        key = self._key
        if key.deleted:
            return "NOT_FOUND"
        if not key.enabled:
            return "DISABLED"
        if key.expires is not None and self._now > key.expires:
            return "EXPIRED"
        if body.permissions is not None and not holds(body.permissions, key.permissions):
            return "INSUFFICIENT_PERMISSIONS"
        checks = self._checks(body.ratelimits or ())
        self._results = self._limiter.charge(checks, self._now)
        if not all(result.passed for result in self._results):
            return "RATE_LIMITED"
        cost = 1 if body.credits is None else body.credits.cost
        return "VALID" if self._charge_credits(cost) else "USAGE_EXCEEDED"

    def _checks(self, asked: Sequence[KeysVerifyKeyRatelimit]) -> list[Check]:
        stored = self._stored()
        checks = {
            name: Check(limit.id, name, whom, limit.limit, limit.duration, auto_apply=True)
            for name, (limit, whom) in stored.items()
            if limit.auto_apply
        }
        for entry in asked:
            cost = 1 if entry.cost is None else entry.cost
            if entry.limit is not None and entry.duration is not None:
                checks[entry.name] = Check(
                    "", entry.name, self._key.id, entry.limit, entry.duration, auto_apply=False, cost=cost
                )
            elif entry.name in stored:
                limit, whom = stored[entry.name]
                checks[entry.name] = Check(
                    limit.id, entry.name, whom, limit.limit, limit.duration, limit.auto_apply, cost
                )
            else:
                raise UnkeyFault(
                    412,
                    f"ratelimit '{entry.name}' was requested but does not exist for key '{self._key.id}'",
                )
        return list(checks.values())

    def _stored(self) -> dict[str, tuple[StoredLimit, str]]:
        """Return the stored limits by name; a key's limit hides its identity's of the same name."""
        found: dict[str, tuple[StoredLimit, str]] = {}
        if self._key.identity is not None:
            found |= {limit.name: (limit, self._key.identity.id) for limit in self._key.identity.limits}
        return found | {limit.name: (limit, self._key.id) for limit in self._key.limits}

    def _charge_credits(self, cost: int) -> bool:
        """Charge the key's credits, which no node caches. Return whether they sufficed."""
        stored = self._store.keys[self._key.id].credits
        if stored is None:
            return True
        remaining: int | None = stored["remaining"]
        if remaining is None:
            return True
        if remaining < cost:
            self._credits = remaining
            return False
        stored["remaining"] = self._credits = remaining - cost
        return True


def limit_body(limit: StoredLimit) -> dict[str, Any]:
    return {
        "id": limit.id,
        "name": limit.name,
        "limit": limit.limit,
        "duration": limit.duration,
        "autoApply": limit.auto_apply,
    }


def _shown(result: Result) -> dict[str, Any]:
    check = result.check
    return {
        "id": check.id,
        "name": check.name,
        "limit": check.limit,
        "duration": check.duration,
        "autoApply": check.auto_apply,
        "exceeded": not result.passed,
        "remaining": result.remaining,
        "reset": result.reset,
    }
