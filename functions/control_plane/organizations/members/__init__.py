"""``/portal/organizations/{organization_id}/members``: members and their roles."""
