"""Unkey behind the key seam: its verify call on the hot path, its SDK for the administration.

Facts about Unkey are in reference: unkey-supabase A. What this adapter makes of them:

- A key's own limits and models are the key's (``ratelimits``, ``permissions``). An organisation's limits and
  plan are its identity's, ``externalId`` being its id. The portal's id of a key is in the key's ``meta``.
- Names of limits say whom they count (``key-…``, ``org-…``), so a key's can never hide its organisation's.
- Unkey is the second lock. A revocation binds through the policy snapshot within seconds; Unkey's nodes may
  answer from their caches for up to ten minutes.
"""

BASE_URL = "https://api.unkey.com"
