"""The life of an inference request, from the route to the settled usage event."""
