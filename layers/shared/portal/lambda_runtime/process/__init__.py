"""The life cycle of the runtime process: import, SnapStart, lifespan, polling for events."""
