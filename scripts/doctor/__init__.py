"""``make doctor ENV=dev``: asks everything that a deployment depends on, before it is deployed or after.

One folder for each dependency. A check says what it asked, what came back and what to do; it changes nothing
but for the trial key at Unkey (``unkey/trial.py``). Secrets come from files or from the stack, and are never
printed.
"""
