"""Times as the database writes them.

PostgREST writes ``2026-11-20T22:47:25+00:00``, the embedded server ``2026-11-20 22:47:25+00`` (reference:
unkey-supabase C, divergence 3), which pydantic does not read.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator


def _parsed(value: object) -> object:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


Timestamp = Annotated[AwareDatetime, BeforeValidator(_parsed)]
