"""The deterministic model of the simulator: its texts, values that fit a schema, and scripted steps."""
