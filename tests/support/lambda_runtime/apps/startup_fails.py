"""An app that fails in its startup."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from mangum import Mangum


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    raise RuntimeError("PORTAL_SUPABASE_URL is missing")
    yield


handler = Mangum(FastAPI(lifespan=lifespan), lifespan="on")
