"""A stand-in for the routers of a pool: their wire format, their inventory, and switchable faults.

Wire facts: docs/protocols/cortensor-router.md. ``python -m local.simulator --port N`` serves it.
"""
