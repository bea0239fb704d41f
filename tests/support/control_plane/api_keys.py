"""API key services with collaborators that a test chooses."""

from __future__ import annotations

from typing import Any

from functions.control_plane.api_keys.audit import ApiKeyAudit
from functions.control_plane.api_keys.issuance import ApiKeyIssuance
from functions.control_plane.api_keys.lifecycle import ApiKeyLifecycle
from functions.control_plane.api_keys.limit import ApiKeyLimit
from functions.control_plane.api_keys.repository import ApiKeyRepository
from functions.control_plane.api_keys.rotation import ApiKeyRotation
from functions.control_plane.database.audit import AuditLogRepository
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
        repository: ApiKeyRepository | None = None,
        audit_log: AuditLogRepository | None = None,
        key_admin: KeyAdmin | None = None,
        max_keys: int = 5,
    ) -> None:
        repository = repository or ApiKeyRepository(database)
        issuance = ApiKeyIssuance(repository, UsageRepository(database), key_admin or local_issuer())
        limit = ApiKeyLimit(repository, max_keys)
        audit = ApiKeyAudit(audit_log or AuditLogRepository(database))
        self.lifecycle = ApiKeyLifecycle(repository, issuance, limit, audit)
        self.rotation = ApiKeyRotation(repository, issuance, limit, audit)


def local_issuer() -> LocalKeyIssuer:
    """Return a local issuer with the pepper of the tests' portal."""
    return LocalKeyIssuer(KeyHasher(PEPPER), environ={})
