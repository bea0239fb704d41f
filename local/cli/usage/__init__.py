"""``usage``: reconcile, replay and redrive usage, of this machine's product or of any deployment.

The settings choose: ``PORTAL_SUPABASE_URL`` with its key, ``PORTAL_USAGE_QUEUE_URL`` with its dead letters.
Every command can be repeated: an event that is recorded twice counts once.
"""
