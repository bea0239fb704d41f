"""API key services with collaborators that a test chooses."""

from __future__ import annotations

from typing import Any

from functions.control_plane.api_keys.issuance import ApiKeyIssuance
from functions.control_plane.api_keys.lifecycle import ApiKeyLifecycle
from functions.control_plane.api_keys.limit import ApiKeyLimit
from functions.control_plane.api_keys.repository import ApiKeyRepository
from functions.control_plane.api_keys.rotation import ApiKeyRotation
from functions.control_plane.api_keys.writes import ApiKeyWrites
from functions.control_plane.usage.repository import UsageRepository
from portal.keys import KeyAdmin
from portal.keys.local import LocalKeyIssuer
from portal.keys.secret import KeyHasher
from tests.support.control_plane.portal import PEPPER


class ApiKeyParts:
    """Builds lifecycle and rotation over ``database``; each collaborator can be replaced."""

    def __init__(
        self,
        database: Any,
        *,
        writes: ApiKeyWrites | None = None,
        key_admin: KeyAdmin | None = None,
        max_keys: int = 5,
    ) -> None:
        repository, writes = ApiKeyRepository(database), writes or ApiKeyWrites(database)
        limit = ApiKeyLimit(repository, max_keys)
        issuance = ApiKeyIssuance(
            repository, writes, limit, UsageRepository(database), key_admin or local_issuer()
        )
        self.lifecycle = ApiKeyLifecycle(repository, writes, issuance)
        self.rotation = ApiKeyRotation(repository, issuance)


def local_issuer() -> LocalKeyIssuer:
    """Return a local issuer with the pepper of the tests' portal."""
    return LocalKeyIssuer(KeyHasher(PEPPER), environ={})
