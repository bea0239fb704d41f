"""What everybody may know: which models serve."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

ServingStatus = Literal["available", "unavailable", "disabled"]


class ModelStatus(BaseModel):
    """Whether a model serves."""

    id: str = Field(description="The model's alias.", examples=["oss-20b"])
    display_name: str = Field(description="What pages call it.", examples=["OSS 20B"])
    status: ServingStatus = Field(
        description="available: serves; unavailable: for the moment out of service; disabled: switched off."
    )


class Status(BaseModel):
    """How the service is."""

    status: Literal["operational", "degraded", "down"] = Field(
        description="operational: every offered model serves; degraded: some do; down: none does."
    )
    models: list[ModelStatus] = Field(description="All models, in the order of the catalogue.")
