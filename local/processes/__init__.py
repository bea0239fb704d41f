"""Child processes: start, watch, restart and stop them; their ports, their logs, the Node packages they need.

The base of the other folders of ``local``; imports none of them.
"""
