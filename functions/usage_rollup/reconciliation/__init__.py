"""Reconciliation: compare events, ledger, rollups, balances and holds, and report every difference."""
