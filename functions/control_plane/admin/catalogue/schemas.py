"""Schemas of models as operators see them."""

from __future__ import annotations

from pydantic import BaseModel, Field

from portal.policy import ModelState


class AdminModel(BaseModel):
    """A model as operators see it."""

    id: str = Field(description="Alias of the model.", examples=["oss-20b"])
    display_name: str = Field(description="Name for display.")
    pool: str = Field(description="Name of the pool that serves it.")
    state: ModelState = Field(description="active or disabled.")


class AdminModelList(BaseModel):
    """The model catalogue."""

    data: list[AdminModel] = Field(description="All models, in the order of the catalogue.")
