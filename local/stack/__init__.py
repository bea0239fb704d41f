"""The product on one machine: its child processes, their settings and their state."""
