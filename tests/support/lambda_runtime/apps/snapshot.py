"""An app with SnapStart hooks that prints the order of events."""

from __future__ import annotations

import os
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from mangum import Mangum
from snapshot_restore_py import register_after_restore, register_before_snapshot

print("import")
random.seed(1)

register_before_snapshot(print, "before: first registered")
register_before_snapshot(print, "before: last registered")
register_after_restore(print, "after: first registered")
register_after_restore(print, "after: last registered")


def fail() -> None:
    raise RuntimeError("the hook fails")


match os.environ.get("FAILING_HOOK"):
    case "before":
        register_before_snapshot(fail)
    case "after":
        register_after_restore(fail)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    if os.environ.get("FAILING_HOOK") == "startup":
        raise RuntimeError("the startup fails")
    print("startup")
    print(f"drawn: {random.random()}")
    yield


app = FastAPI(lifespan=lifespan)
handler = Mangum(app, lifespan="on")


@app.get("/")
async def root() -> dict[str, bool]:
    return {"ok": True}
