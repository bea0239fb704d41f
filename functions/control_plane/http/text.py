"""String types for text that people enter."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

# No control characters: they cannot be displayed, and PostgreSQL cannot store NUL.
PRINTABLE = r"^[^\x00-\x1f\x7f-\x9f]*$"

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=PRINTABLE)]
"""One non-empty line. Users of this type add a ``max_length``."""
