"""Schemas of usage: counts and speed, the summary, single requests."""
