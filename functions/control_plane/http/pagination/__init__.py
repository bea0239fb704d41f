"""Paged lists: cursors, query parameters and the page read from the database."""
