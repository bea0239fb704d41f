"""The whole product on one machine: ``python -m local dev`` (``make dev``)."""
