"""What the functions share: the words of the field, the seams, and the adapters behind them.

Dependencies point one way: ``functions`` and ``local`` import ``portal``; ``portal`` imports vendors.
"""

__version__ = "0.1.0"
