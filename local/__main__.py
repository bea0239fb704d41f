"""``python -m local dev | reset | chat | admin | install``."""

from __future__ import annotations

import sys

from local.cli.commands import main

sys.exit(main(sys.argv[1:]))
