"""Collaborators of the search route."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from functions.control_plane.admin.search.repository import SearchRepository


@dataclass(frozen=True, slots=True)
class SearchServices:
    """What the search route uses."""

    search: SearchRepository


def search_services(request: Request) -> SearchServices:
    """FastAPI dependency."""
    services: SearchServices = request.app.state.services.admin.search
    return services


SearchServicesDep = Annotated[SearchServices, Depends(search_services)]
