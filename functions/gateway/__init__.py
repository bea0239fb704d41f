"""The customers' API: ``/v1/*`` and ``/health``."""
