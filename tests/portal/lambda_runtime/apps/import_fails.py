"""A module that stops the process with a sentence, as a bad setting does."""

raise SystemExit("PORTAL_ROUTER_POOLS_JSON: not JSON at position 3")
