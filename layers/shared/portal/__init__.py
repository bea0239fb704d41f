"""What the functions share: the values of the domain, the seams, and their adapters.

Dependencies point one way: ``functions`` and ``local`` import ``portal``; ``portal`` imports vendors.
"""

__version__ = "0.1.0"
