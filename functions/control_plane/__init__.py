"""The portal's API, ``/portal/*``: accounts, API keys, usage and the catalogue for signed-in users."""
