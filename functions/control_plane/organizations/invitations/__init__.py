"""``…/invitations`` and ``/portal/invitations``: invitations to join an organisation."""
