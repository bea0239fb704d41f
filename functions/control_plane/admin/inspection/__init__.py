"""Users, organisations and API keys as operators see them."""
