"""Schemas of the public service status."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from functions.control_plane.catalogue.serving_status import SERVING_STATUS_DESCRIPTION, ServingStatus


class ModelStatus(BaseModel):
    """Whether a model serves."""

    id: str = Field(description="Alias of the model.", examples=["oss-20b"])
    display_name: str = Field(description="Name for display.", examples=["OSS 20B"])
    status: ServingStatus = Field(description=SERVING_STATUS_DESCRIPTION)


class Status(BaseModel):
    """Status of the service."""

    status: Literal["operational", "degraded", "down"] = Field(
        description="operational: every offered model serves; degraded: some do; down: none does."
    )
    models: list[ModelStatus] = Field(description="All models, in the order of the catalogue.")
