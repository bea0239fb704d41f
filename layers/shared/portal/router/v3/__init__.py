"""The router wire v3: one prompt text to ``/api/v3/completions/{session}``, and its responses."""
