"""Creating, changing, revoking and listing keys at Unkey, each after our database was written."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from unkey.py.models import KeyResponseData, RatelimitRequestTypedDict, RatelimitResponse

from portal.errors import Conflict, KeyServiceUnavailable, ResourceNotFound
from portal.keys import KEY_PREFIX, IssuedKey, KeyState, NewKey, RemoteKey
from portal.keys.secret import masked
from portal.keys.unkey.administration import UnkeyAdministration
from portal.keys.unkey.key_format import KEY_BYTES
from portal.keys.unkey.names import limit_name, model_permissions, permitted_models, read_limit_name
from portal.limits import Limit, limits_of_key

PAGE = 100
"""Keys per page of a list: Unkey's maximum."""


class UnkeyIssuer:
    """``KeyAdmin`` for the keys of one API at Unkey.

    Every call but ``issue`` is idempotent. An ``issue`` whose response was lost leaves a key whose secret
    nobody has; ``list_keys()`` finds it by its ``key_id``.
    """

    name = "unkey"

    def __init__(self, administration: UnkeyAdministration, api_id: str) -> None:
        self._administration = administration
        self._keys = administration.sdk.keys
        self._identities = administration.sdk.identities
        self._apis = administration.sdk.apis
        self._api_id = api_id

    async def issue(self, new: NewKey) -> IssuedKey:
        """Write the identity first, then create the key: it is never valid without its limits."""
        await self._put_identity(new.allowance_id, new.plan, new.limits)
        response = await self._administration.call(
            lambda: self._keys.create_key_async(
                api_id=self._api_id,
                prefix=KEY_PREFIX,
                byte_length=KEY_BYTES,
                name=new.name,
                external_id=new.allowance_id,
                meta=_meta(new.key_id, new.organization_id, new.requests_per_minute),
                permissions=model_permissions(new.models),
                ratelimits=_ratelimits(limits_of_key(new.limits, new.requests_per_minute), "key"),
                expires=None if new.expires_at is None else _milliseconds(new.expires_at),
            )
        )
        secret = response.data.key
        return IssuedKey(secret=secret, masked=masked(secret), issuer_key_id=response.data.key_id)

    async def update(self, *, key_id: str, issuer_key_id: str | None, state: KeyState) -> None:
        """Write the identity first: a key never points to one without its limits."""
        remote_id = await self._id_of(key_id, issuer_key_id)
        if remote_id is None:
            raise ResourceNotFound("The key service has no such key.")
        await self._put_identity(state.allowance_id, state.plan, state.limits)
        await self._put_key(key_id, remote_id, state)

    async def revoke(self, *, key_id: str, issuer_key_id: str | None) -> None:
        """Disable, then delete: if the second call fails, the key is invalid and can still be found."""
        remote_id = await self._id_of(key_id, issuer_key_id)
        if remote_id is None:
            return
        with suppress(ResourceNotFound):
            await self._administration.call(
                lambda: self._keys.update_key_async(key_id=remote_id, enabled=False),
            )
            await self._administration.call(lambda: self._keys.delete_key_async(key_id=remote_id))

    async def set_plan(self, allowance_id: str, plan: str, limits: Sequence[Limit]) -> None:
        await self._put_identity(allowance_id, plan, limits)

    async def list_keys(self) -> AsyncIterator[RemoteKey]:
        cursor: str | None = None
        while True:
            page = await self._page(cursor)
            for key in page.data:
                yield _remote_key(key)
            cursor = page.pagination.cursor
            if not page.pagination.has_more or cursor is None:
                return

    async def close(self) -> None:
        await self._administration.close()

    async def _put_identity(self, allowance_id: str, plan: str, limits: Sequence[Limit]) -> None:
        meta = {"plan": plan}
        ratelimits = _ratelimits(limits, "organization")
        try:
            await self._update_identity(allowance_id, meta, ratelimits)
        except ResourceNotFound:
            try:
                await self._administration.call(
                    lambda: self._identities.create_identity_async(
                        external_id=allowance_id, meta=meta, ratelimits=ratelimits
                    )
                )
            except Conflict:
                # Another call created it between the two, perhaps with another plan.
                await self._update_identity(allowance_id, meta, ratelimits)

    async def _update_identity(
        self, allowance_id: str, meta: dict[str, Any], ratelimits: list[RatelimitRequestTypedDict]
    ) -> None:
        await self._administration.call(
            lambda: self._identities.update_identity_async(
                identity=allowance_id, meta=meta, ratelimits=ratelimits
            )
        )

    async def _put_key(self, key_id: str, issuer_key_id: str, state: KeyState) -> None:
        await self._administration.call(
            lambda: self._keys.update_key_async(
                key_id=issuer_key_id,
                name=state.name,
                external_id=state.allowance_id,
                meta=_meta(key_id, state.organization_id, state.requests_per_minute),
                permissions=model_permissions(state.models),
                ratelimits=_ratelimits(limits_of_key(state.limits, state.requests_per_minute), "key"),
                expires=None if state.expires_at is None else _milliseconds(state.expires_at),
                enabled=state.enabled,
            )
        )

    async def _id_of(self, key_id: str, issuer_key_id: str | None) -> str | None:
        """Return Unkey's id of a key; search for it if its creation was not recorded."""
        if issuer_key_id is not None:
            return issuer_key_id
        async for key in self.list_keys():
            if key.key_id == key_id:
                return key.issuer_key_id
        return None

    async def _page(self, cursor: str | None) -> Any:  # the SDK's own type is private
        # By cursor, because the SDK's ``next()`` calls the synchronous client
        # (docs/protocols/unkey.md, "SDK client").
        response = await self._administration.call(
            lambda: self._apis.list_keys_async(api_id=self._api_id, limit=PAGE, cursor=cursor)
        )
        if response is None:
            raise KeyServiceUnavailable("Keys cannot be listed right now.", hint="Try again shortly.")
        return response.result


def _ratelimits(limits: Iterable[Limit], scope: str) -> list[RatelimitRequestTypedDict]:
    return [
        {
            "name": limit_name(limit),
            "limit": limit.limit,
            "duration": limit.seconds * 1000,
            "auto_apply": True,
        }
        for limit in limits
        if limit.scope == scope
    ]


def _meta(key_id: str, organization_id: str, requests_per_minute: int | None) -> dict[str, Any]:
    meta: dict[str, Any] = {"key_id": key_id, "organization_id": organization_id}
    return meta if requests_per_minute is None else meta | {"own_per_minute": requests_per_minute}


def _remote_key(key: KeyResponseData) -> RemoteKey:
    meta = key.meta or {}
    allowance = (key.identity and key.identity.meta) or {}
    key_id, own = meta.get("key_id"), meta.get("own_per_minute")
    return RemoteKey(
        issuer_key_id=key.key_id,
        key_id=_text(key_id),
        state=KeyState(
            name=key.name or "",
            organization_id=_text(meta.get("organization_id")) or "",
            allowance_id="" if key.identity is None else key.identity.external_id,
            plan=_text(allowance.get("plan")) or "",
            limits=tuple(_limit(ratelimit) for ratelimit in key.ratelimits or ()),
            models=permitted_models(key.permissions or ()),
            expires_at=_moment(key.expires),
            enabled=key.enabled,
            requests_per_minute=int(own) if isinstance(own, int | float) else None,
        ),
        created_at=datetime.fromtimestamp(key.created_at / 1000, UTC),
        last_used_at=_moment(key.last_used_at),
        organization_limits=tuple(
            _limit(ratelimit) for ratelimit in (key.identity and key.identity.ratelimits) or ()
        ),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _limit(ratelimit: RatelimitResponse) -> Limit:
    name, scope = read_limit_name(ratelimit.name)
    return Limit(name, scope, ratelimit.limit, round(ratelimit.duration / 1000))


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _moment(milliseconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds else None
