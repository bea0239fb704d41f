"""The operations on identities."""

from __future__ import annotations

from typing import Any

from unkey.py import models

from tests.support.unkey.faults import UnkeyFault
from tests.support.unkey.node_operations import NodeOperations, require
from tests.support.unkey.response_bodies import identity_body


class IdentityOperations(NodeOperations):
    def create_identity(
        self, body: models.V2IdentitiesCreateIdentityRequestBody, permissions: frozenset[str]
    ) -> dict[str, Any]:
        require(permissions, "identity", "*", "create_identity")
        if self._store.identity(body.external_id) is not None:
            raise UnkeyFault(409, f"Identity with externalId '{body.external_id}' already exists.")
        identity = self._store.put_identity(body.external_id)
        identity.meta = body.meta
        identity.limits = self._limits(body.ratelimits, [])
        return {"data": {"identityId": identity.id}}

    def update_identity(
        self, body: models.V2IdentitiesUpdateIdentityRequestBody, permissions: frozenset[str]
    ) -> dict[str, Any]:
        """No cache is purged: each node learns of it at its next lookup of a key."""
        require(permissions, "identity", "*", "update_identity")
        identity = self._identity(body.identity)
        if body.meta is not None:
            identity.meta = body.meta
        if body.ratelimits is not None:
            identity.limits = self._limits(body.ratelimits, identity.limits)
        return {"data": identity_body(identity)}

    def get_identity(
        self, body: models.V2IdentitiesGetIdentityRequestBody, permissions: frozenset[str]
    ) -> dict[str, Any]:
        require(permissions, "identity", "*", "read_identity")
        return {"data": identity_body(self._identity(body.identity))}

    def delete_identity(
        self, body: models.V2IdentitiesDeleteIdentityRequestBody, permissions: frozenset[str]
    ) -> dict[str, Any]:
        require(permissions, "identity", "*", "delete_identity")
        identity = self._identity(body.identity)
        del self._store.identities[identity.id]
        for key in self._store.keys.values():
            if key.identity is identity:
                key.identity = None
        return {"data": {}}
