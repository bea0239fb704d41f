"""Usage on its way into the books: queue messages are recorded, forgotten requests closed, days rolled up."""
