"""Tests of the whole schema: comments, indexes, migrations and schema files."""
