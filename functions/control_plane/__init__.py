"""The portal's API, ``/portal/*``: accounts, keys, usage and the catalogue, for people who are signed in."""
