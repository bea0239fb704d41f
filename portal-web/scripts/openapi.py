"""Prints the OpenAPI document of the control plane, without any I/O."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any, cast

from functions.control_plane.api import create_app

services: Any = SimpleNamespace(allowed_origins=["*"], max_body_bytes=0, publication=None, close=())
print(json.dumps(create_app(cast("Any", services)).openapi()))
