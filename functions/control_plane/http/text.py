"""Text that people type."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

# No control characters: they could not be shown, and a database cannot store all of them.
PRINTABLE = r"^[^\x00-\x1f\x7f-\x9f]*$"

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=PRINTABLE)]
"""One line that is not empty; give it a ``max_length``."""
