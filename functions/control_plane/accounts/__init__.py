"""``/portal/me``, ``/portal/profile`` and ``/portal/account``: the signed-in user's account."""
