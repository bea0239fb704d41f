"""Child processes: start, watch, restart and stop them, and their ports and logs."""
