"""``python -m local``: the command line of the product."""

from __future__ import annotations

from local.cli.app import main

main()
