"""Keys and identities in Unkey's responses."""

from __future__ import annotations

from typing import Any

from tests.support.unkey.store import Identity, WorkspaceKey
from tests.support.unkey.verification import limit_body


def identity_body(identity: Identity) -> dict[str, Any]:
    return {
        "id": identity.id,
        "externalId": identity.external_id,
        "meta": identity.meta,
        "ratelimits": [limit_body(limit) for limit in identity.limits] or None,
    }


def key_body(key: WorkspaceKey) -> dict[str, Any]:
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
        "identity": None if key.identity is None else identity_body(key.identity),
        "ratelimits": [limit_body(limit) for limit in key.limits] or None,
    }
