"""Schemas of API keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from annotated_types import Len
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from functions.control_plane.http.moment import Moment
from functions.control_plane.http.text import Line

NAME_MAX_CHARACTERS = 100
MAX_LIFETIME = timedelta(days=3_660)
GRACE_MAX_SECONDS = 604_800
REQUESTS_PER_MINUTE_MAX = 1_000_000
MODELS_MAX = 100


def _require_future(at: datetime | None) -> datetime | None:
    now = datetime.now(UTC)
    if at is not None and not now < at <= now + MAX_LIFETIME:
        raise ValueError("must be in the future, and at most ten years away")
    return at


KeyName = Annotated[Line, StringConstraints(max_length=NAME_MAX_CHARACTERS)]
ExpiresAt = Annotated[Moment | None, AfterValidator(_require_future)]
Models = Annotated[list[Annotated[str, StringConstraints(max_length=100)]], Len(1, MODELS_MAX)] | None
RequestsPerMinute = Annotated[int, Field(ge=1, le=REQUESTS_PER_MINUTE_MAX)] | None


class ApiKeyRequest(BaseModel):
    """An API key to create."""

    model_config = ConfigDict(extra="forbid")

    name: KeyName = Field(description="Name of the key.", examples=["staging server"])
    expires_at: ExpiresAt = Field(default=None, description="When it expires; null: never.")
    models: Models = Field(
        default=None, description="The only models it may use; null: all models of the organisation."
    )
    requests_per_minute: RequestsPerMinute = Field(
        default=None, description="Limit of this key. The plan's limit applies too: the smaller one counts."
    )


class ApiKeyChange(BaseModel):
    """Changes to an API key. Omitted fields are not changed."""

    model_config = ConfigDict(extra="forbid")

    name: KeyName = Field(default="", description="Name of the key.", examples=["production server"])
    expires_at: ExpiresAt = Field(
        default=None,
        description="When it expires; null: never. After a rotation it can only become earlier.",
    )
    models: Models = Field(
        default=None, description="The only models it may use; null: all models of the organisation."
    )
    requests_per_minute: RequestsPerMinute = Field(
        default=None, description="Limit of this key; null: the plan's limit."
    )


class RotationRequest(BaseModel):
    """Options of a rotation."""

    model_config = ConfigDict(extra="forbid")

    grace_seconds: int = Field(
        default=86_400,
        ge=0,
        le=GRACE_MAX_SECONDS,
        description="How long the old key works beside the new one. 0: it stops at once.",
    )


class ApiKey(BaseModel):
    """An API key without its secret."""

    id: UUID = Field(description="Id of the key, which usage refers to.")
    name: str = Field(description="Name of the key.", examples=["staging server"])
    masked: str = Field(description="First and last characters of the key.", examples=["ctx_4fQz…9aLm"])
    status: Literal["active", "disabled", "expired", "revoked"] = Field(
        description="active: works; disabled: refused, can be enabled again; expired, revoked: refused "
        "permanently."
    )
    models: list[str] | None = Field(
        description="The only models it may use; null: all models of the organisation.", examples=[None]
    )
    requests_per_minute: int | None = Field(
        description="Limit of this key; null: the plan's. The smaller one counts.", examples=[None]
    )
    replaces: UUID | None = Field(
        description="Id of the key that it replaces since a rotation; null: none. `last_used_at` and "
        "`expires_at` of that key show whether it is still used and until when it works."
    )
    rotated_at: AwareDatetime | None = Field(
        description="When another key replaced it; null: none did. From then on its expiry can only be moved "
        "to an earlier time."
    )
    created_by: UUID | None = Field(
        description="Id of the user who created it; null after that account was deleted."
    )
    created_at: AwareDatetime = Field(description="When it was created.")
    last_used_at: AwareDatetime | None = Field(
        description="Time of its newest request; null if unused. Up to a minute behind."
    )
    expires_at: AwareDatetime | None = Field(description="When it expires; null: never.")
    revoked_at: AwareDatetime | None = Field(description="When it was revoked; null if it was not.")


class NewApiKey(ApiKey):
    """An API key that was just created."""

    key: str | None = Field(
        description="The secret. It is shown in this response only: store it now. Null in the replay for an "
        "Idempotency-Key: rotate the key if its secret is lost.",
        examples=["ctx_4fQzT0aGm2yXr5sWb8nUj1kEoHcVdPi7GK9aLm"],
    )


class KeyAllowance(BaseModel):
    """The limit on the organisation's API keys."""

    name: str = Field(description="Name of the limit.", examples=["keys per organization"])
    limit: int = Field(
        description="Maximum number of keys that are neither revoked nor expired.", examples=[50]
    )
    used: int = Field(description="Current number of such keys.", examples=[2])


class ListedApiKey(ApiKey):
    """An API key with its recent usage."""

    requests_7d: int = Field(
        description="Requests admitted with it, over the same hours as `7d` of a usage summary. Some seconds "
        "behind the gateway.",
        examples=[1204],
    )


class ApiKeyList(BaseModel):
    """A page of the organisation's API keys."""

    data: list[ListedApiKey] = Field(description="Keys, including revoked ones, newest first.")
    next_cursor: str | None = Field(
        description="Pass it as `cursor` to read the next page; null on the last page."
    )
    allowance: KeyAllowance = Field(description="Limit on the number of keys, and its use.")
