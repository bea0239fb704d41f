"""``database-tokens``: the operator's signing key, and the role tokens that are signed with it."""
