"""Timestamps as the database returns them.

PostgREST returns ``2026-11-20T22:47:25+00:00``, the embedded server ``2026-11-20 22:47:25+00``
(docs/protocols/supabase.md, "Embedded server"), which pydantic does not parse.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator


def _parse(value: object) -> object:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


Timestamp = Annotated[AwareDatetime, BeforeValidator(_parse)]
