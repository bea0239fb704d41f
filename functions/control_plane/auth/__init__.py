"""Who is calling: the signed-in person, their organization and role, operators."""
