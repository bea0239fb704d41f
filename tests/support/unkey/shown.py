"""Keys and identities as Unkey's responses show them."""

from __future__ import annotations

from typing import Any

from tests.support.unkey.store import Identity, WorkspaceKey
from tests.support.unkey.verification import shown_limit


def shown_identity(identity: Identity) -> dict[str, Any]:
    return {
        "id": identity.id,
        "externalId": identity.external_id,
        "meta": identity.meta,
        "ratelimits": [shown_limit(limit) for limit in identity.limits] or None,
    }


def shown_key(key: WorkspaceKey) -> dict[str, Any]:
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
        "identity": None if key.identity is None else shown_identity(key.identity),
        "ratelimits": [shown_limit(limit) for limit in key.limits] or None,
    }
