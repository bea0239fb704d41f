"""Supabase on one machine: @supabase/lite over PGlite, with the migrations of ``supabase/migrations``.

Differences from a hosted project: docs/protocols/supabase.md, "Embedded server". It grants all tables to all
roles when it starts, so grants are tested on a PostgreSQL server instead.
"""
