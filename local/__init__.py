"""The whole product on one machine (``python -m local dev``), and the operator's commands."""
