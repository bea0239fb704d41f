"""A stand-in router pool: the router's wire shapes, its inventory, its bad days, switchable while it runs.

Wire facts: reference cortensor-router §1. ``python -m local.simulator --port N`` serves it.
"""
