"""The v3 wire: one prompt text to ``/api/v3/completions``, its JSON bodies and event streams back."""
