"""Schemas of models, pools and targets as operators see them."""

from __future__ import annotations

from pydantic import BaseModel, Field

from portal.policy import ModelState, PoolState


class AdminModel(BaseModel):
    """A model as operators see it."""

    id: str = Field(description="Alias of the model.", examples=["oss-20b"])
    display_name: str = Field(description="Name for display.")
    pool: str = Field(description="Name of the pool that serves it.")
    state: ModelState = Field(description="active or disabled.")


class AdminModelList(BaseModel):
    """The model catalogue."""

    data: list[AdminModel] = Field(description="All models, in the order of the catalogue.")


class AdminTarget(BaseModel):
    """A router whose state was set."""

    url: str = Field(
        description="Base URL, as configured at the gateway. Internal: never shown to customers."
    )
    state: PoolState = Field(description="active, draining or disabled.")


class AdminPool(BaseModel):
    """A pool of routers."""

    name: str = Field(description="Public name of the pool.", examples=["oss-20b"])
    state: PoolState = Field(description="active, draining or disabled.")
    targets: list[AdminTarget] = Field(description="Routers whose state was set. All others are active.")


class AdminPoolList(BaseModel):
    """All pools."""

    data: list[AdminPool] = Field(description="All pools, by name.")
