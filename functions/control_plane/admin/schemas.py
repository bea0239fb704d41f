"""What operators of the platform see and ask for."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from functions.control_plane.accounts.schemas import OrganizationKind, Role
from functions.control_plane.billing.schemas import TokenQuota
from functions.control_plane.database.timestamp import Timestamp
from functions.control_plane.http.text import Line
from functions.control_plane.usage.schemas import Allowance, UsageCounts, UsageReceipt

Reason = Annotated[Line, StringConstraints(max_length=500)]
AccountState = Literal["active", "suspended"]
KeyState = Literal["active", "disabled"]
ModelState = Literal["active", "disabled"]
PoolState = Literal["active", "draining", "disabled"]
NANOUSD_MAX = 10**15
"""A million dollars: more at a time is a typing error, and numbers beyond 2^53 break in browsers."""

_REASON = Field(description="Why, for the audit log.", examples=["asked for by the customer, ticket 42"])


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reason: Reason = _REASON


class AccountStateRequest(_Request):
    """Suspend a user or an organisation, or take them back."""

    state: AccountState = Field(description="suspended: locked out, keys refused; active: as before.")


class KeyStateRequest(_Request):
    """Disable a key, or enable it again."""

    state: KeyState = Field(description="disabled: refused until it is enabled again; active: works.")


class ModelStateRequest(_Request):
    """Switch a model off or on."""

    state: ModelState = Field(description="disabled: refused with model_unavailable; active: offered.")


class PoolStateRequest(_Request):
    """Drain a pool, take it out of service, or put it back."""

    state: PoolState = Field(
        description="draining: takes nothing new; disabled: out of service; active: serves."
    )


class TargetStateRequest(PoolStateRequest):
    """The same for one router of a pool."""

    url: Annotated[Line, StringConstraints(max_length=500, pattern=r"^https?://[^\s]+$")] = Field(
        description="Base URL of the router, exactly as it is configured at the gateway.",
        examples=["http://router-1:5010"],
    )


class PlanRequest(_Request):
    """Put an organisation on a plan."""

    plan: Annotated[Line, StringConstraints(max_length=31)] = Field(
        description="Id of the plan.", examples=["pro"]
    )


class CreditRequest(_Request):
    """Give an organisation credit."""

    amount_nanousd: int = Field(
        gt=0,
        le=NANOUSD_MAX,
        strict=True,
        description="How much, in nano-USD (1 USD is 1,000,000,000).",
        examples=[5_000_000_000],
    )


class Change(BaseModel):
    """What an action changed."""

    kind: str = Field(description="What was acted on.", examples=["organization"])
    id: str = Field(description="Which one.")
    before: str = Field(description="How it was.", examples=["active"])
    after: str = Field(description="How it is. The same as before: nothing was to be done.")


class Credit(BaseModel):
    """A ledger entry that adds to a balance."""

    id: int = Field(description="Number of the ledger entry.")
    created_at: Timestamp = Field(description="When it was written.")
    balance_nanousd: int = Field(description="The balance with it, in nano-USD.")


class FoundUser(BaseModel):
    """A user."""

    id: UUID = Field(description="Id of the user.")
    email: str | None = Field(description="Their address; null for wallets.")
    display_name: str = Field(description="What the portal calls them.")
    suspended: bool = Field(description="Whether they are locked out.")


class FoundOrganization(BaseModel):
    """An organisation."""

    id: UUID = Field(description="Id of the organisation.")
    name: str = Field(description="What its members read.")
    kind: OrganizationKind = Field(description="personal or team.")
    suspended: bool = Field(description="Whether its keys are refused.")


class FoundKey(BaseModel):
    """A key, without its secret."""

    id: UUID = Field(description="Id of the key.")
    organization_id: UUID = Field(description="Whose it is.")
    name: str = Field(description="What its owner calls it.")
    masked: str = Field(description="Its first and last characters.")
    status: Literal["active", "disabled", "revoked"] = Field(description="Its state.")


class FoundRequest(BaseModel):
    """A request to the gateway."""

    request_id: str = Field(description="Id of the request.")
    organization_id: UUID = Field(description="Whose it was.")
    key_id: UUID = Field(description="With which key.")
    state: str = Field(description="admitted, settled or abandoned.")
    ending: str | None = Field(description="How it ended; null while in flight.")


class Found(BaseModel):
    """Everything that fits, at most 20 of each kind."""

    users: list[FoundUser] = Field(description="By id, address, or the auth provider's id.")
    organizations: list[FoundOrganization] = Field(
        description="By id, begin of the name, or a member's id or address."
    )
    keys: list[FoundKey] = Field(description="By id, organisation, or first characters.")
    requests: list[FoundRequest] = Field(description="By id.")


class InspectedUser(BaseModel):
    """A user as operators see them."""

    id: UUID = Field(description="Id of the user.")
    email: str | None = Field(description="Their address; null for wallets and erased accounts.")
    display_name: str = Field(description="What the portal calls them.")
    auth_provider: str = Field(description="Who signs them in.")
    suspended_at: Timestamp | None = Field(description="Since when they are locked out; null: they are not.")
    created_at: Timestamp = Field(description="When the account was made.")
    platform_admin: bool = Field(description="Whether they operate the platform.")
    organizations: list[UserMembership] = Field(description="Where they belong.")


class UserMembership(BaseModel):
    """An organisation of a user, and what they are in it."""

    id: UUID = Field(description="Id of the organisation.")
    name: str = Field(description="What its members read.")
    role: Role = Field(description="What the user is in it.")


class InspectedMember(BaseModel):
    """A member as operators see them."""

    user_id: UUID = Field(description="Id of the user.")
    email: str | None = Field(description="Their address.")
    display_name: str = Field(description="What the portal calls them.")
    role: Role = Field(description="What they are in the organisation.")
    suspended: bool = Field(description="Whether they are locked out.")


class InspectedOrganization(BaseModel):
    """An organisation as operators see it, with where its limits stand and what it used."""

    id: UUID = Field(description="Id of the organisation.")
    name: str = Field(description="What its members read.")
    kind: OrganizationKind = Field(description="personal or team.")
    suspended_at: Timestamp | None = Field(description="Since when its keys are refused; null: they are not.")
    created_at: Timestamp = Field(description="When it was made.")
    plan: str = Field(description="The plan in force.", examples=["free"])
    balance_nanousd: int = Field(description="Sum of its ledger, in nano-USD.")
    models: list[str] | None = Field(description="Models of its own instead of the plan's; null: the plan's.")
    members: list[InspectedMember] = Field(description="Who belongs to it, in the order of joining.")
    keys: dict[str, int] = Field(description="How many keys it has, by status.", examples=[{"active": 2}])
    allowance: list[Allowance] = Field(description="Where each limit of the plan stands now.")
    tokens: TokenQuota = Field(description="Where the month's tokens stand.")
    usage: UsageCounts = Field(description="Its usage in the last 30 days.")


class InspectedKey(BaseModel):
    """A key as operators see it."""

    id: UUID = Field(description="Id of the key.")
    organization_id: UUID = Field(description="Whose it is.")
    created_by: UUID | None = Field(description="Who made it; null once that user is gone.")
    name: str = Field(description="What its owner calls it.")
    masked: str = Field(description="Its first and last characters.")
    issuer: str = Field(description="Who verifies it.", examples=["unkey"])
    issuer_key_id: str | None = Field(description="The issuer's own id of it, where it keeps keys.")
    status: Literal["active", "disabled", "revoked"] = Field(description="Its state.")
    models: list[str] | None = Field(description="Models it may use; null: whatever its organisation may.")
    requests_per_minute: int | None = Field(description="A limit of its own; null: the plan's.")
    created_at: Timestamp = Field(description="When it was made.")
    last_used_at: Timestamp | None = Field(description="Its newest request; null: none so far.")
    expires_at: Timestamp | None = Field(description="From when it is refused; null: never.")
    disabled_at: Timestamp | None = Field(description="When it was last disabled; null: it is not.")
    revoked_at: Timestamp | None = Field(description="When it was revoked; null: it was not.")


class InspectedKeyList(BaseModel):
    """The keys of an organisation."""

    data: list[InspectedKey] = Field(description="Revoked ones included, newest first.")
    next_cursor: str | None = Field(description="Pass it as `cursor` to read on; null: there are no more.")


class RequestLog(BaseModel):
    """What is kept of a request besides its usage. Neither prompt nor answer is."""

    request_id: str = Field(description="Id of the request.")
    organization_id: UUID = Field(description="Whose it was.")
    key_id: UUID = Field(description="With which key.")
    route: str = Field(description="The path that was called.")
    model: str = Field(description="Alias of the model.")
    pool: str = Field(description="The pool that served it.")
    stream: bool = Field(description="Whether a stream was asked for.")
    ending: str | None = Field(description="How it ended; null while in flight.")
    status: int | None = Field(description="HTTP status the client saw.")
    error_code: str | None = Field(description="Code of the error, where it ended in one.")
    attempts: int | None = Field(description="Routers that were tried.")
    client_retry: int | None = Field(description="How often the client's SDK had tried before.")
    ttft_ms: float | None = Field(description="Milliseconds to the first byte of text.")
    latency_ms: float | None = Field(description="Milliseconds to the last byte.")
    admitted_at: Timestamp = Field(description="When it was let in.")
    ended_at: Timestamp | None = Field(description="When it ended; null while in flight.")


class RequestLogList(BaseModel):
    """A page of request logs."""

    data: list[RequestLog] = Field(description="Newest first.")
    next_cursor: str | None = Field(description="Pass it as `cursor` to read on; null: nothing is older.")


class InspectedRequest(BaseModel):
    """Everything that is known of one request."""

    organization_id: UUID = Field(description="Whose it was.")
    receipt: UsageReceipt = Field(description="Its usage and price, which are kept for ever.")
    log: RequestLog | None = Field(description="Its log; null once the retention setting has removed it.")


class AdminModel(BaseModel):
    """A model of the catalogue as operators see it."""

    id: str = Field(description="Its alias.", examples=["oss-20b"])
    display_name: str = Field(description="What pages call it.")
    pool: str = Field(description="The pool that serves it.")
    state: ModelState = Field(description="active or disabled.")


class AdminModelList(BaseModel):
    """The catalogue."""

    data: list[AdminModel] = Field(description="All models, in the order of the catalogue.")


class AdminTarget(BaseModel):
    """A router whose state was set by hand."""

    url: str = Field(description="Base URL, as configured at the gateway. Internal: customers never see it.")
    state: PoolState = Field(description="active, draining or disabled.")


class AdminPool(BaseModel):
    """A pool of routers."""

    name: str = Field(description="Its public name.", examples=["oss-20b"])
    state: PoolState = Field(description="active, draining or disabled.")
    targets: list[AdminTarget] = Field(description="Routers whose state was set; the others are active.")


class AdminPoolList(BaseModel):
    """All pools."""

    data: list[AdminPool] = Field(description="By name.")


class AuditEntry(BaseModel):
    """Who did what to what, and why."""

    id: int = Field(description="Number of the entry.")
    occurred_at: Timestamp = Field(description="When.")
    actor_type: Literal["user", "admin", "system"] = Field(
        description="user: a member of the organisation; admin: an operator; system: a job or a command."
    )
    actor: str = Field(description="Id of the user, or name of the job.")
    actor_email: str | None = Field(default=None, description="The user's address, where they have one.")
    organization_id: UUID | None = Field(description="The organisation concerned; null: the platform.")
    action: str = Field(description="What was done.", examples=["organization.state_changed"])
    target_type: str = Field(description="What was acted on.", examples=["organization"])
    target_id: str = Field(description="Which one.")
    reason: str = Field(description="Why, where somebody said so.")
    before: dict[str, Any] | None = Field(description="The changed fields as they were.")
    after: dict[str, Any] | None = Field(description="The changed fields as they are.")
    request_id: str | None = Field(description="The request of this API that did it.")


class AuditEntryList(BaseModel):
    """A page of the audit log."""

    data: list[AuditEntry] = Field(description="Newest first.")
    next_cursor: str | None = Field(description="Pass it as `cursor` to read on; null: nothing is older.")


InspectedUser.model_rebuild()
