"""The product as separate processes, its customers, and the faults that tests inject."""
