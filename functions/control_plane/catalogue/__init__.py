"""Models, status and documentation pages."""
