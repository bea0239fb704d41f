"""API keys: what is shown of them, and how one is asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from annotated_types import Len
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

NAME_MAX_CHARACTERS = 100

KeyName = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        min_length=1,
        max_length=NAME_MAX_CHARACTERS,
        # No control characters: they could not be shown, and a database cannot store all of them.
        pattern=r"^[^\x00-\x1f\x7f-\x9f]*$",
    ),
]


LATEST_EXPIRY = timedelta(days=3_660)
GRACE_MAX_SECONDS = 604_800
REQUESTS_PER_MINUTE_MAX = 1_000_000
MODELS_MAX = 100


def _in_the_future(at: datetime | None) -> datetime | None:
    now = datetime.now(UTC)
    if at is not None and not now < at <= now + LATEST_EXPIRY:
        raise ValueError("must be in the future, and at most ten years away")
    return at


ExpiresAt = Annotated[AwareDatetime | None, AfterValidator(_in_the_future)]
Models = Annotated[list[Annotated[str, StringConstraints(max_length=100)]], Len(1, MODELS_MAX)] | None
RequestsPerMinute = Annotated[int, Field(ge=1, le=REQUESTS_PER_MINUTE_MAX)] | None


class ApiKeyRequest(BaseModel):
    """A key to be made."""

    model_config = ConfigDict(extra="forbid")

    name: KeyName = Field(description="What you call the key.", examples=["staging server"])
    expires_at: ExpiresAt = Field(default=None, description="From when it is refused; null: never.")
    models: Models = Field(
        default=None, description="The only models it may use; null: whatever the organisation may."
    )
    requests_per_minute: RequestsPerMinute = Field(
        default=None, description="A limit of its own. The plan's holds as well; the smaller one counts."
    )


class ApiKeyChange(BaseModel):
    """What to change about a key. Fields that are left out stay as they are."""

    model_config = ConfigDict(extra="forbid")

    name: KeyName = Field(default="", description="What you call the key.", examples=["production server"])
    expires_at: ExpiresAt = Field(default=None, description="From when it is refused; null: never.")
    models: Models = Field(
        default=None, description="The only models it may use; null: whatever the organisation may."
    )
    requests_per_minute: RequestsPerMinute = Field(
        default=None, description="A limit of its own; null: the plan's."
    )


class RotationRequest(BaseModel):
    """How to replace a key by a new one."""

    model_config = ConfigDict(extra="forbid")

    grace_seconds: int = Field(
        default=86_400,
        ge=0,
        le=GRACE_MAX_SECONDS,
        description="How long the old key works beside the new one. 0: it ends at once.",
    )


class ApiKey(BaseModel):
    """A key, without its secret."""

    id: UUID = Field(description="Id of the key; usage refers to it.")
    name: str = Field(description="What its owner calls it.", examples=["staging server"])
    masked: str = Field(
        description="What may be shown of the secret: its first and last characters.",
        examples=["ctx_4fQz…9aLm"],
    )
    status: Literal["active", "disabled", "expired", "revoked"] = Field(
        description="active: works; disabled: switched off, may come back; expired and revoked: for ever."
    )
    models: list[str] | None = Field(
        description="Models this key may use; null: whatever its organisation may.", examples=[None]
    )
    requests_per_minute: int | None = Field(
        description="A limit of its own; null: the plan's. The smaller one counts.", examples=[None]
    )
    replaces: UUID | None = Field(
        description="The key whose place it takes since a rotation; null: none. "
        "That one's `last_used_at` and `expires_at` say whether it is in use, and until when it works."
    )
    created_by: UUID | None = Field(description="The user who made it; null once that account is gone.")
    created_at: AwareDatetime = Field(description="When it was made.")
    last_used_at: AwareDatetime | None = Field(
        description="Its newest request; null: none so far. Up to a minute behind."
    )
    expires_at: AwareDatetime | None = Field(description="From when it is refused; null: never.")
    revoked_at: AwareDatetime | None = Field(description="When it was revoked; null: it was not.")


class NewApiKey(ApiKey):
    """A key just made."""

    key: str | None = Field(
        description="The secret. This answer is the only place it is ever shown; store it now. Null where "
        "the answer is given again for an Idempotency-Key: rotate the key if its secret is lost.",
        examples=["ctx_4fQzT0aGm2yXr5sWb8nUj1kEoHcVdPi7GK9aLm"],
    )


class KeyAllowance(BaseModel):
    """How many keys an organisation may have."""

    name: str = Field(description="Name of the limit.", examples=["keys per organization"])
    limit: int = Field(description="How many keys may be in force at a time.", examples=[50])
    used: int = Field(description="How many are.", examples=[2])


class ListedApiKey(ApiKey):
    """A key among the others, and how much it is used."""

    requests_7d: int = Field(
        description="Requests let in with it, over the same hours as the `7d` of a usage summary. "
        "Seconds behind the gateway.",
        examples=[1204],
    )


class ApiKeyList(BaseModel):
    """The keys of an organisation."""

    data: list[ListedApiKey] = Field(description="All keys, revoked ones included, newest first.")
    next_cursor: str | None = Field(description="Pass it as `cursor` to read on; null: there are no more.")
    allowance: KeyAllowance = Field(description="How many keys the organisation may have.")
