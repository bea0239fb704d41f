"""The catalogue as the portal shows it."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, BaseModel, Field


class Model(BaseModel):
    """A model that the hosted API offers."""

    id: str = Field(description="What goes in a request's `model` field.", examples=["oss-20b"])
    display_name: str = Field(description="What pages call it.", examples=["OSS 20B"])
    description: str = Field(description="What it is good for, in a sentence.")
    context_tokens: int | None = Field(
        description="Prompt and answer together, in tokens; null: not promised.", examples=[None]
    )
    status: Literal["available", "unavailable", "disabled"] = Field(
        description="available: serves; unavailable: for the moment out of service; disabled: switched off."
    )
    included: bool = Field(description="Whether the organisation may use it.")
    created_at: AwareDatetime | None = Field(description="Since when it is offered.")


class ModelList(BaseModel):
    """The catalogue."""

    data: list[Model] = Field(description="All models, in the order of the catalogue.")
