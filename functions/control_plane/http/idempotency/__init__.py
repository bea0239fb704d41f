"""``Idempotency-Key`` for routes that create something: claims, stored responses, replays."""
