"""Paginated lists: cursors, the query parameters of a page, reading a page from the database."""
