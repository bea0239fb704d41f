"""Reconcile the key service with our database, which is written first and is right.

What a crash between two writes can leave, and how it is repaired:

* a key at the service without a row, or whose row was never completed: its secret was never delivered, and it
  is deleted
* a key at the service whose row is revoked, or has another key by now: it is deleted
* a key whose name, models, expiry, limits or state differ from its row: it is updated
* a key that counts by another allowance than in our database (after a change of plan): it is updated
* an allowance with another plan than in our database: its plan is set, for all keys that count by it
* a row of a key that was never issued: it is deleted
"""
