"""``/portal/organizations``: organisations, their members, invitations to join them."""
