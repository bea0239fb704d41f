"""The attempts of a request at targets of its pool, until one has sent its first text."""
