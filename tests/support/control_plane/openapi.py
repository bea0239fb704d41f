"""The OpenAPI document and the routes that it lists."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any, cast

from functions.control_plane.api import create_app
from functions.control_plane.services import ControlPlaneServices

_NO_SERVICES = cast(
    "ControlPlaneServices",
    SimpleNamespace(allowed_origins=["*"], max_body_bytes=0, publication=None, close=()),
)
DOCUMENT: dict[str, Any] = create_app(_NO_SERVICES).openapi()

ADMIN_ROUTES = sorted(
    (method.upper(), path)
    for path, operations in DOCUMENT["paths"].items()
    for method in operations
    if path.startswith("/portal/admin")
)
SIGNED_IN_ROUTES = sorted(
    (method.upper(), path)
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
    if operation.get("security") and not path.startswith("/portal/admin")
)


def path_parameters(path: str) -> list[str]:
    """Return the names of the parameters in a path template."""
    return re.findall(r"{(\w+)}", path)
