"""``/portal/plans`` and ``/portal/billing``: plans, prices, balance, ledger."""
