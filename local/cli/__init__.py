"""The commands of ``python -m local``. Each imports what it needs when it runs, to start quickly."""
