"""Schemas of the model catalogue."""

from __future__ import annotations

from pydantic import AwareDatetime, BaseModel, Field

from functions.control_plane.catalogue.serving_status import SERVING_STATUS_DESCRIPTION, ServingStatus
from portal.inference import Feature


class Model(BaseModel):
    """A model of the hosted API."""

    id: str = Field(description="Alias, for the `model` field of a request.", examples=["oss-20b"])
    display_name: str = Field(description="Name for display.", examples=["OSS 20B"])
    description: str = Field(description="One sentence about the model.")
    context_tokens: int | None = Field(
        description="Maximum tokens of prompt and answer together; null if not specified.", examples=[None]
    )
    status: ServingStatus = Field(description=SERVING_STATUS_DESCRIPTION)
    included: bool = Field(description="Whether the organisation may use it.")
    created_at: AwareDatetime | None = Field(description="When it was added.")
    capabilities: list[Feature] = Field(
        description="What it can be asked for besides text. tools: tool calling; json: output as JSON.",
        examples=[["json", "tools"]],
    )


class ModelList(BaseModel):
    """The model catalogue."""

    data: list[Model] = Field(description="All models, in the order of the catalogue.")
