"""What operators read and change, each change one function of the database that also writes the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from postgrest import AsyncPostgrestClient
from pydantic import BaseModel, TypeAdapter

from functions.control_plane.admin.schemas import (
    AdminModel,
    AdminPool,
    AuditEntry,
    Change,
    Credit,
    Found,
    InspectedKey,
    InspectedUser,
    RequestLog,
    UserMembership,
)
from functions.control_plane.api_keys.repository import NOT_ISSUED
from functions.control_plane.database.call import rows_of
from functions.control_plane.database.outcome import decided
from functions.control_plane.http.pagination.created_order import Asked, Page, read_page
from functions.control_plane.usage.repository import Position
from portal.errors import ResourceNotFound

Kind = Literal["user", "organization", "api_key", "model", "pool", "target"]


@dataclass(frozen=True, slots=True)
class AuditContext:
    """Who acts, why, and in which request: what the audit log says beside what was changed."""

    actor: UUID
    reason: str
    request_id: str

    @property
    def arguments(self) -> dict[str, str]:
        return {"p_actor": str(self.actor), "p_reason": self.reason, "p_request_id": self.request_id}


class LogPage(BaseModel):
    logs: list[RequestLog]
    next: Position | None


class _Membership(BaseModel):
    role: Any
    organizations: dict[str, Any]


_KEYS = TypeAdapter(list[InspectedKey])
_MODELS = TypeAdapter(list[AdminModel])
_POOLS = TypeAdapter(list[AdminPool])
_ENTRIES = TypeAdapter(list[AuditEntry])
_KEY_COLUMNS = ",".join(InspectedKey.model_fields)
_ENTRY_COLUMNS = ",".join(name for name in AuditEntry.model_fields if name != "actor_email")


class AdminRecords:
    def __init__(self, database: AsyncPostgrestClient) -> None:
        self._database = database

    async def is_admin(self, user_id: UUID) -> bool:
        query = self._database.table("platform_admins").select("user_id").eq("user_id", str(user_id))
        return bool(await rows_of(query))

    async def find(self, query: str) -> Found:
        return Found.model_validate(await rows_of(self._database.rpc("find_anything", {"p_query": query})))

    async def user(self, user_id: UUID) -> InspectedUser:
        """Raises ResourceNotFound."""
        query = (
            self._database.table("users")
            .select(
                "id,email,display_name,auth_provider,suspended_at,created_at,"
                "organization_members(role,organizations(id,name))"
            )
            .eq("id", str(user_id))
        )
        rows = await rows_of(query)
        if not rows:
            raise ResourceNotFound("There is no such user.", param="user_id")
        members = [_Membership.model_validate(member) for member in rows[0].pop("organization_members")]
        return InspectedUser(
            **rows[0],
            platform_admin=await self.is_admin(user_id),
            organizations=[UserMembership(role=member.role, **member.organizations) for member in members],
        )

    async def organization(self, organization_id: UUID) -> dict[str, Any]:
        """Return what ``inspect_organization`` says. Raises ResourceNotFound."""
        arguments = {"p_organization_id": str(organization_id)}
        found: dict[str, Any] | None = await rows_of(self._database.rpc("inspect_organization", arguments))
        if not found:
            raise ResourceNotFound("There is no such organisation.", param="organization_id")
        return found

    async def key(self, key_id: UUID) -> InspectedKey:
        """Raises ResourceNotFound."""
        query = (
            self._database.table("api_keys")
            .select(_KEY_COLUMNS)
            .eq("id", str(key_id))
            .neq("masked", NOT_ISSUED)
        )
        found = _KEYS.validate_python(await rows_of(query))
        if not found:
            raise ResourceNotFound("There is no such key.", param="key_id")
        return found[0]

    async def keys(self, organization_id: UUID, asked: Asked) -> Page[InspectedKey]:
        """Return the organisation's keys, newest first."""
        query = (
            self._database.table("api_keys")
            .select(_KEY_COLUMNS)
            .eq("organization_id", str(organization_id))
            .neq("masked", NOT_ISSUED)
        )
        return await read_page(query, _KEYS, asked)

    async def organization_of(self, request_id: str) -> UUID:
        """Return whose request it was. Raises ResourceNotFound."""
        query = self._database.table("usage_events").select("organization_id").eq("request_id", request_id)
        rows = await rows_of(query)
        if not rows:
            raise ResourceNotFound("There is no such request.", param="request_id")
        return UUID(rows[0]["organization_id"])

    async def models(self) -> list[AdminModel]:
        query = (
            self._database.table("router_pool_models")
            .select("id:alias,display_name,pool,state")
            .order("position")
            .order("alias")
        )
        return _MODELS.validate_python(await rows_of(query))

    async def pools(self) -> list[AdminPool]:
        query = (
            self._database.table("router_pools").select("name,state,router_targets(url,state)").order("name")
        )
        rows = await rows_of(query)
        return _POOLS.validate_python([row | {"targets": row["router_targets"]} for row in rows])

    async def request_logs(
        self,
        *,
        organization_id: UUID | None = None,
        key_id: UUID | None = None,
        request_id: str | None = None,
        limit: int = 1,
        after: Position | None = None,
    ) -> LogPage:
        arguments: dict[str, Any] = {
            "p_organization_id": None if organization_id is None else str(organization_id),
            "p_key_id": None if key_id is None else str(key_id),
            "p_request_id": request_id,
            "p_limit": limit,
        }
        if after is not None:
            arguments |= {"p_before": after.before, "p_before_id": after.before_id}
        return LogPage.model_validate(await rows_of(self._database.rpc("request_logs_page", arguments)))

    async def audit_log(self, equal: dict[str, str], *, limit: int, before: int | None) -> list[AuditEntry]:
        """Return entries whose columns are as in ``equal``, newest first, older than number ``before``."""
        query = self._database.table("audit_log").select(_ENTRY_COLUMNS).order("id", desc=True).limit(limit)
        for column, value in equal.items():
            query = query.eq(column, value)
        if before is not None:
            query = query.lt("id", before)
        entries = _ENTRIES.validate_python(await rows_of(query))
        emails = await self._emails({entry.actor for entry in entries if entry.actor_type != "system"})
        return [entry.model_copy(update={"actor_email": emails.get(entry.actor)}) for entry in entries]

    async def _emails(self, user_ids: set[str]) -> dict[str, str | None]:
        if not user_ids:
            return {}
        query = self._database.table("users").select("id,email").in_("id", sorted(user_ids))
        return {row["id"]: row["email"] for row in await rows_of(query)}

    async def set_state(
        self, kind: Kind, id_: str, state: str, deed: AuditContext, *, pool: str | None = None
    ) -> Change:
        """Raises ResourceNotFound, and Conflict for a revoked key. ``pool`` is a target's."""
        arguments = {"p_kind": kind, "p_id": id_, "p_state": state, "p_pool": pool, **deed.arguments}
        answer = await decided(self._database, "set_state", arguments)
        return Change(kind=kind, id=id_, before=answer["before"], after=answer["after"])

    async def change_plan(self, organization_id: UUID, plan: str, deed: AuditContext) -> Change:
        """Raises ResourceNotFound: no such organisation, or no such plan."""
        arguments = {"p_organization_id": str(organization_id), "p_plan": plan, **deed.arguments}
        answer = await rows_of(self._database.rpc("change_plan", arguments))
        return Change(kind="plan", id=str(organization_id), before=answer["before"], after=answer["plan"])

    async def grant_credit(
        self, organization_id: UUID, amount: int, source_id: str, deed: AuditContext
    ) -> Credit:
        """Write one ledger entry for each ``source_id``. Raises ResourceNotFound, Conflict."""
        arguments = {
            "p_organization_id": str(organization_id),
            "p_amount_nanousd": amount,
            "p_source_id": source_id,
            **deed.arguments,
        }
        return Credit.model_validate(await decided(self._database, "grant_credit", arguments))
