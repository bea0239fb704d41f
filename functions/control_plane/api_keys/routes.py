"""Routes ``/portal/api-keys``."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request

from functions.control_plane.api_keys.issuance import KeyOptions
from functions.control_plane.api_keys.repository import ApiKeyRow
from functions.control_plane.api_keys.schemas import (
    ApiKey,
    ApiKeyChange,
    ApiKeyList,
    ApiKeyRequest,
    KeyAllowance,
    ListedApiKey,
    NewApiKey,
    RotationRequest,
)
from functions.control_plane.api_keys.services import ApiKeyServicesDep
from functions.control_plane.auth.caller import VERIFIED, SignedIn
from functions.control_plane.catalogue.policy import read_policy
from functions.control_plane.http.idempotency.creates import CreateAttemptDep, IdempotentCreate
from functions.control_plane.http.openapi import BODY_ERRORS, errors
from functions.control_plane.http.pagination.cursor import encode_cursor
from functions.control_plane.http.pagination.page import PageQueryDep
from functions.control_plane.usage.time_range import named_range
from portal.errors import (
    Conflict,
    EmailNotVerified,
    InvalidRequest,
    KeyServiceUnavailable,
    OrganizationSuspended,
    PolicyUnavailable,
    TooManyKeys,
    UnprocessableRequest,
)
from portal.policy.cache import PolicyCache
from portal.web.request_ids import request_id_of

router = APIRouter(tags=["API keys"])

KeyId = Annotated[UUID, Path(description="Id of the key.")]


@router.get(
    "/portal/api-keys", summary="List API keys", responses=errors(InvalidRequest, UnprocessableRequest)
)
async def list_keys(caller: SignedIn, services: ApiKeyServicesDep, page: PageQueryDep) -> ApiKeyList:
    """List all API keys of the organisation, including revoked ones, without their secrets."""
    week = named_range("7d", datetime.now(UTC))
    found, count, requests = await asyncio.gather(
        services.repository.list(caller.organization_id, page),
        services.limit.count(caller),
        services.usage.requests_by_key(caller.organization_id, week.start),
    )
    return ApiKeyList(
        data=[
            ListedApiKey(**_to_api_key(row).model_dump(), requests_7d=requests.get(row.id, 0))
            for row in found.rows
        ],
        next_cursor=encode_cursor(found.next),
        allowance=KeyAllowance(name=count.name, limit=count.limit, used=count.used),
    )


@router.post(
    "/portal/api-keys",
    status_code=201,
    summary="Create an API key",
    dependencies=[VERIFIED],
    responses=errors(
        *BODY_ERRORS,
        EmailNotVerified,
        OrganizationSuspended,
        Conflict,
        TooManyKeys,
        KeyServiceUnavailable,
        PolicyUnavailable,
    ),
)
async def create_key(
    body: ApiKeyRequest, attempt: CreateAttemptDep, services: ApiKeyServicesDep
) -> NewApiKey:
    """Create an API key for the organisation. The response holds its secret, which is never shown again.

    The user's e-mail address must be verified.

    With an `Idempotency-Key`, retries create one key. After the first response, a retry returns the same key
    without its secret.
    """
    await _check_models(services.policy, body.models)
    options = KeyOptions(
        name=body.name,
        expires_at=body.expires_at,
        models=None if body.models is None else tuple(body.models),
        requests_per_minute=body.requests_per_minute,
    )

    async def create(key_id: UUID) -> NewApiKey:
        row, issued = await services.lifecycle.create(attempt.caller, key_id, options, attempt.request_id)
        return NewApiKey(**_to_api_key(row).model_dump(), key=issued.secret)

    request = IdempotentCreate(attempt, "api_key", body)
    return await services.creates.run(request, NewApiKey, create, redact=_without_secret)


@router.post(
    "/portal/api-keys/{key_id}/rotate",
    status_code=201,
    summary="Rotate an API key",
    dependencies=[VERIFIED],
    responses=errors(
        *BODY_ERRORS, EmailNotVerified, OrganizationSuspended, Conflict, TooManyKeys, KeyServiceUnavailable
    ),
)
async def rotate_key(
    key_id: KeyId, body: RotationRequest, attempt: CreateAttemptDep, services: ApiKeyServicesDep
) -> NewApiKey:
    """Replace an API key by a new one with the same settings. Both work until the grace period ends.

    The list of keys shows when the old key was last used: revoke it earlier if it is not. The grace period
    can be shortened, never lengthened. A key can be rotated once; after that, rotate its replacement.
    An `Idempotency-Key` works as for creating a key.
    """
    grace = timedelta(seconds=body.grace_seconds)

    async def create(new_id: UUID) -> NewApiKey:
        row, issued = await services.rotation.rotate(
            attempt.caller, new_id, key_id, grace, attempt.request_id
        )
        return NewApiKey(**_to_api_key(row).model_dump(), key=issued.secret)

    request = IdempotentCreate(attempt, f"api_key.rotation:{key_id}", body)
    return await services.creates.run(request, NewApiKey, create, redact=_without_secret)


@router.patch(
    "/portal/api-keys/{key_id}",
    summary="Change an API key",
    responses=errors(*BODY_ERRORS, Conflict, KeyServiceUnavailable, PolicyUnavailable),
)
async def change_key(
    key_id: KeyId, body: ApiKeyChange, caller: SignedIn, services: ApiKeyServicesDep, request: Request
) -> ApiKey:
    """Change name, expiry, models or limit of an API key that is neither revoked nor expired.

    The secret stays the same. Members can change keys that they created, owners and admins all keys.
    Repeating the same change is safe.
    """
    await _check_models(services.policy, body.models)
    changes = body.model_dump(mode="json", exclude_unset=True)
    if not changes:
        raise UnprocessableRequest("The request changes nothing.", hint="Send at least one field.")
    row = await services.lifecycle.change(caller, key_id, changes, request_id_of(request.scope))
    return _to_api_key(row)


@router.delete(
    "/portal/api-keys/{key_id}", summary="Revoke an API key", responses=errors(KeyServiceUnavailable)
)
async def revoke_key(
    key_id: KeyId, caller: SignedIn, services: ApiKeyServicesDep, request: Request
) -> ApiKey:
    """Revoke an API key permanently. The gateway refuses it within about two seconds.

    Revoking a revoked key changes nothing and returns the same. Members can revoke keys that they created,
    owners and admins all keys.
    """
    return _to_api_key(await services.lifecycle.revoke(caller, key_id, request_id_of(request.scope)))


def _to_api_key(row: ApiKeyRow) -> ApiKey:
    has_expired = row.status == "active" and row.has_expired(datetime.now(UTC))
    return ApiKey(
        id=row.id,
        name=row.name,
        masked=row.masked,
        status="expired" if has_expired else row.status,
        models=row.models,
        requests_per_minute=row.requests_per_minute,
        replaces=row.replaces,
        rotated_at=row.rotated_at,
        created_by=row.created_by,
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
    )


def _without_secret(key: NewApiKey) -> NewApiKey:
    return key.model_copy(update={"key": None})


async def _check_models(policy: PolicyCache, models: Sequence[str] | None) -> None:
    """Raise UnprocessableRequest for a model that is not in the catalogue."""
    if models is None:
        return
    snapshot = await read_policy(policy)
    for model in models:
        if model not in snapshot.models:
            raise UnprocessableRequest(
                f"There is no model '{model}'.", param="models", hint="GET /portal/models lists them."
            )
