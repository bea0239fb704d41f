"""``/portal/account``: export a user's data, delete their account."""
