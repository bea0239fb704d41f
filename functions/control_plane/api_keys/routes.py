"""``/portal/api-keys``"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request

from functions.control_plane.api_keys.lifecycle import KeyOptions
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
from functions.control_plane.auth.caller import SignedIn
from functions.control_plane.http.idempotency import Attempting, Create
from functions.control_plane.http.openapi import BODY, errors
from functions.control_plane.http.pagination.cursor import next_position
from functions.control_plane.http.pagination.query import AskedPage
from functions.control_plane.services import Services, ServicesOf
from functions.control_plane.usage.time_range import named_span
from portal.errors import (
    Conflict,
    InvalidRequest,
    KeyServiceUnavailable,
    OrganizationSuspended,
    PolicyUnavailable,
    TooManyKeys,
    UnprocessableRequest,
)
from portal.web.request_ids import request_id_of

router = APIRouter(tags=["API keys"])

KeyId = Annotated[UUID, Path(description="Id of the key.")]


@router.get("/portal/api-keys", summary="List keys", responses=errors(InvalidRequest, UnprocessableRequest))
async def list_keys(caller: SignedIn, services: ServicesOf, asked: AskedPage) -> ApiKeyList:
    """All keys of the organisation, revoked ones included. Secrets are not among what can be read."""
    week = named_span("7d", datetime.now(UTC))
    page, count, requests = await asyncio.gather(
        services.keys.list(caller, asked),
        services.keys.count(caller),
        services.usage.requests_by_key(caller.organization_id, week.start),
    )
    return ApiKeyList(
        data=[
            ListedApiKey(**_shown(row).model_dump(), requests_7d=requests.get(row.id, 0)) for row in page.rows
        ],
        next_cursor=next_position(page.next),
        allowance=KeyAllowance(name=count.name, limit=count.limit, used=count.used),
    )


@router.post(
    "/portal/api-keys",
    status_code=201,
    summary="Make a key",
    responses=errors(
        *BODY, OrganizationSuspended, Conflict, TooManyKeys, KeyServiceUnavailable, PolicyUnavailable
    ),
)
async def create_key(body: ApiKeyRequest, attempt: Attempting, services: ServicesOf) -> NewApiKey:
    """Make a key for the organisation. The answer holds its secret: the only time it is ever shown.

    With an `Idempotency-Key` the request may be sent again until it is answered, and makes one key. Once it
    was answered, the same request is answered with the same key, without its secret.
    """
    await _check_models(services, body.models)
    options = KeyOptions(
        name=body.name,
        expires_at=body.expires_at,
        models=None if body.models is None else tuple(body.models),
        requests_per_minute=body.requests_per_minute,
    )

    async def make(key_id: UUID) -> NewApiKey:
        row, issued = await services.keys.create(attempt.caller, key_id, options, attempt.request_id)
        return NewApiKey(**_shown(row).model_dump(), key=issued.secret)

    return await services.creates.once(
        Create(attempt, "api_key", body), NewApiKey, make, kept=_without_secret
    )


@router.post(
    "/portal/api-keys/{key_id}/rotate",
    status_code=201,
    summary="Rotate a key",
    responses=errors(*BODY, OrganizationSuspended, Conflict, TooManyKeys, KeyServiceUnavailable),
)
async def rotate_key(
    key_id: KeyId, body: RotationRequest, attempt: Attempting, services: ServicesOf
) -> NewApiKey:
    """Replace a key by a new one, alike in all but its secret; both work until the grace ends.

    The list of keys shows when the old one was last used: revoke it earlier, or wait, as that says. A key can
    be rotated once; afterwards, its successor can. Under an `Idempotency-Key` as making a key is.
    """
    grace = timedelta(seconds=body.grace_seconds)

    async def make(new_id: UUID) -> NewApiKey:
        row, issued = await services.keys.rotate(attempt.caller, new_id, key_id, grace, attempt.request_id)
        return NewApiKey(**_shown(row).model_dump(), key=issued.secret)

    return await services.creates.once(
        Create(attempt, f"api_key.rotation:{key_id}", body), NewApiKey, make, kept=_without_secret
    )


@router.patch(
    "/portal/api-keys/{key_id}",
    summary="Change a key",
    responses=errors(*BODY, Conflict, KeyServiceUnavailable, PolicyUnavailable),
)
async def change_key(
    key_id: KeyId, body: ApiKeyChange, caller: SignedIn, services: ServicesOf, request: Request
) -> ApiKey:
    """Change name, expiry, models or limit of a key that is in force. Its secret stays.

    Members may change keys they made, owners and admins all. Sending the same change again is safe.
    """
    await _check_models(services, body.models)
    changes = body.model_dump(mode="json", exclude_unset=True)
    if not changes:
        raise UnprocessableRequest("Nothing is to be changed.", hint="Send at least one field.")
    return _shown(await services.keys.change(caller, key_id, changes, request_id_of(request.scope)))


@router.delete("/portal/api-keys/{key_id}", summary="Revoke a key", responses=errors(KeyServiceUnavailable))
async def revoke_key(
    key_id: KeyId,
    caller: SignedIn,
    services: ServicesOf,
    request: Request,
) -> ApiKey:
    """Revoke a key, for ever. The gateway refuses it within about two seconds.

    Revoking a revoked key changes nothing and answers the same. Members may revoke keys they made, owners and
    admins all.
    """
    return _shown(await services.keys.revoke(caller, key_id, request_id_of(request.scope)))


def _shown(row: ApiKeyRow) -> ApiKey:
    expired = row.status == "active" and row.has_expired(datetime.now(UTC))
    return ApiKey(
        id=row.id,
        name=row.name,
        masked=row.masked,
        status="expired" if expired else row.status,
        models=row.models,
        requests_per_minute=row.requests_per_minute,
        replaces=row.replaces,
        created_by=row.created_by,
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
    )


def _without_secret(key: NewApiKey) -> NewApiKey:
    return key.model_copy(update={"key": None})


async def _check_models(services: Services, models: Sequence[str] | None) -> None:
    """Raises UnprocessableRequest for a model that is not in the catalogue."""
    if models is None:
        return
    snapshot = await services.policy.current()
    # A refresh still under way would be frozen with the environment, and fail when it wakes.
    await services.policy.settle()
    for model in models:
        if model not in snapshot.models:
            raise UnprocessableRequest(
                f"There is no model '{model}'.", param="models", hint="GET /portal/models lists them."
            )
