"""A module that exits with a message, as a malformed setting does."""

raise SystemExit("PORTAL_ROUTER_POOLS_JSON: not JSON at position 3")
