"""Unkey behind the key seam: its verify call on the hot path, its SDK for administration.

Facts about Unkey are in docs/protocols/unkey.md. How this adapter uses it:

- A key's own limits and models are the key's ``ratelimits`` and ``permissions``. The limits and the plan of
  an allowance belong to an identity, whose ``externalId`` is the allowance's id: Unkey counts them over all
  keys that point to it. The portal's ids of a key and of its organisation are in the key's ``meta``.
- The names of limits start with what they count (``key-…``, ``org-…``), so a key's limit never hides its
  organisation's.
- Unkey is the second line of defence: a revocation binds through the policy snapshot within seconds, while
  Unkey's nodes may answer from their caches for up to ten minutes.
"""

BASE_URL = "https://api.unkey.com"

KEEP_ALIVE_SECONDS = 30.0
"""Less than any load balancer before Unkey keeps an idle connection (docs/protocols/connections.md)."""

REPEATABLE_OPERATIONS = frozenset({"apis.listKeys", "identities.updateIdentity", "keys.updateKey"})
"""Operations that may be called twice for one call of ours: they read, or put a whole state."""
