"""How fast usage is read, recorded and compared in a large database."""
