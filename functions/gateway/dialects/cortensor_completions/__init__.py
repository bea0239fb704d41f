"""Cortensor's completions in their envelope: ``POST /v1/completions``."""
