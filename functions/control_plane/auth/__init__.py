"""Authentication and authorisation: from a session token to account, organisation and role; operators."""
