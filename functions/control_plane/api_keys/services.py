"""Collaborators of the API key routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.api_keys.lifecycle import ApiKeyLifecycle
from functions.control_plane.api_keys.limit import ApiKeyLimit
from functions.control_plane.api_keys.repository import ApiKeyRepository
from functions.control_plane.api_keys.rotation import ApiKeyRotation
from functions.control_plane.http.idempotency.creates import IdempotentCreates
from functions.control_plane.usage.repository import UsageRepository
from portal.policy.cache import PolicyCache


@dataclass(frozen=True, slots=True)
class ApiKeyServices:
    """What the API key routes use."""

    repository: ApiKeyRepository
    limit: ApiKeyLimit
    lifecycle: ApiKeyLifecycle
    rotation: ApiKeyRotation
    creates: IdempotentCreates
    usage: UsageRepository
    policy: PolicyCache


def api_key_services(request: Request) -> ApiKeyServices:
    """FastAPI dependency."""
    services: ApiKeyServices = request.app.state.services.api_keys
    return services


ApiKeyServicesDep = Annotated[ApiKeyServices, Depends(api_key_services)]
