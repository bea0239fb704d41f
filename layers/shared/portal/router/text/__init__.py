"""Filters between a model's text and the customer; each is pure and incremental."""
